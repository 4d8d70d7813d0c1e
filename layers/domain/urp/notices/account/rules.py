"""What Meta's last words forbid, and what forbids nothing and yet no notice should run on without somebody
having looked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from urp.notices.account.model import AccountNote
from urp.town.templates.model import MessageTemplate
from urp.whatsapp.account import (
    AccountChange,
    AccountEvent,
    Choice,
    NumberErrors,
    NumberQuality,
    TemplateQuality,
    TemplateStatus,
)
from urp.whatsapp.error_codes import ErrorClass

if TYPE_CHECKING:
    from urp.notices.store.account_notes import AccountNotes


def forbidden(notes: Iterable[AccountNote], template: MessageTemplate, now: datetime) -> str | None:
    """Why a notice with this template may not go out: Meta's prohibition, or a category that is not the one
    the office approved, since it changes what a notice costs."""
    for note in notes:
        if note.template not in (None, template.name):
            continue
        if note.in_force(now):
            return note.sentence
        if note.category is not None and note.category != template.category.value:
            return note.sentence
    return None


@dataclass(frozen=True, slots=True)
class AccountRules:
    notes: AccountNotes
    templates: Mapping[str, MessageTemplate]

    def forbids(self, template: str, now: datetime) -> str | None:
        """Italian, why a notice with this template may not go out; None when it may."""
        known = self.templates.get(template)
        if known is None:
            return f"Il modello «{template}» non è più nel profilo del Comune."
        return forbidden(self.notes.all(), known, now)

    def category(self, template: str) -> str | None:
        """Where Meta has put the template, whatever the office approved, in small letters: it decides the
        price. None for an unknown template."""
        known = self.templates.get(template)
        if known is None:
            return None
        moved = (note for note in self.notes.all() if note.template == template and note.category is not None)
        last = max(moved, key=lambda note: note.at, default=None)
        return (known.category.value if last is None else last.category or "").lower()


def told(notes: Iterable[AccountNote]) -> tuple[AccountNote, ...]:
    """For the office, newest first: single people's wishes become one number."""
    notes = list(notes)
    stops = [note for note in notes if note.of_a_person and note.sentence == Choice.STOP.value]
    shown = [note for note in notes if not note.of_a_person]
    if stops:
        sentence = (
            f"Persone che hanno chiesto a WhatsApp di non ricevere messaggi promozionali: {len(stops)}."
        )
        shown.append(AccountNote("preferences", max(note.at for note in stops), sentence))
    return tuple(sorted(shown, key=lambda note: note.at, reverse=True))


def warns(change: AccountChange) -> bool:
    """Quality at its lowest, a violation, an error of the whole number: what comes next is a prohibition."""
    match change:
        case NumberQuality(event=event) | TemplateStatus(event=event):
            return event == "FLAGGED"
        case TemplateQuality(current=quality):
            return quality == "RED"
        case AccountEvent(violation=violation):
            return violation is not None
        case NumberErrors(errors=errors):
            return any(each.error_class is ErrorClass.ACCOUNT for each in errors)
        case _:
            return False


def concerns(change: AccountChange, template: str) -> bool:
    match change:
        case TemplateQuality(name=name) | TemplateStatus(name=name):
            return name == template
        case _:
            return True
