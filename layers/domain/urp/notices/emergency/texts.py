"""An emergency text: written and approved in quiet, for one person to send when nobody else is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from urp.errors import InvalidError
from urp.notices.broadcasts.audience import EVERYBODY
from urp.notices.broadcasts.model import BroadcastDraft, Urgency
from urp.notices.broadcasts.seal import Seals
from urp.notices.broadcasts.wording import Wording
from urp.town.templates.rendering import count_characters

MOST_OPEN = 2
LONGEST_OPEN = 60


@dataclass(frozen=True, slots=True)
class EmergencyTextDraft:
    """What the office writes."""

    title: str
    template: str
    parameters: Mapping[str, str]
    """Of the open ones an example."""
    link: str
    open: Mapping[str, int] = field(default_factory=dict)
    """Parameters that are said at the moment of sending, such as a place, and their longest."""

    def broadcast(self, values: Mapping[str, str]) -> BroadcastDraft:
        """`values`: of the open parameters; without them the examples."""
        return BroadcastDraft(
            title=self.title,
            template=self.template,
            parameters={**self.parameters, **values},
            link=self.link,
            urgency=Urgency.EMERGENCY,
        )

    @property
    def closed(self) -> BroadcastDraft:
        """Without what is said at the moment of sending."""
        draft = self.broadcast({})
        fixed = {name: value for name, value in draft.parameters.items() if name not in self.open}
        return replace(draft, parameters=fixed)

    def checked(self, wording: Wording, now: datetime) -> EmergencyTextDraft:
        """As it is stored. Raises InvalidError naming the field."""
        if len(self.open) > MOST_OPEN:
            raise InvalidError("open", f"ha più di {MOST_OPEN} campi")
        clean, _ = wording.checked(self.broadcast({}), now)
        for name, longest in self.open.items():
            if name not in clean.parameters:
                raise InvalidError(f"open.{name}", "non è un campo di questo modello")
            if not 1 <= longest <= LONGEST_OPEN:
                raise InvalidError(f"open.{name}", f"sta fra 1 e {LONGEST_OPEN} caratteri")
            _check_length(f"parameters.{name}", clean.parameters[name], longest)
        return replace(self, title=clean.title, parameters=clean.parameters)

    def filled(self, values: Mapping[str, str], wording: Wording, now: datetime) -> BroadcastDraft:
        """As it is sent. Raises InvalidError naming the field: `values.…` of an open parameter."""
        for name in values.keys() - self.open.keys():
            raise InvalidError(f"values.{name}", "non è un campo aperto di questo testo")
        for name in self.open.keys() - values.keys():
            raise InvalidError(f"values.{name}", "manca")
        try:
            clean, _ = wording.checked(self.broadcast(values), now)
            wording.require_finished(clean)
        except InvalidError as error:
            place, _, name = error.field.partition(".")
            named = place == "parameters" and name in self.open
            raise InvalidError(f"values.{name}" if named else error.field, error.problem) from None
        for name, longest in self.open.items():
            _check_length(f"values.{name}", clean.parameters[name], longest)
        return clean


def _check_length(where: str, value: str, longest: int) -> None:
    if count_characters(value) > longest:
        raise InvalidError(where, f"è più lungo di {longest} caratteri")


@dataclass(frozen=True, slots=True)
class TextApproval:
    by: str
    at: datetime
    seal: str
    until: date
    """The last day on which it is sent by it."""


@dataclass(frozen=True, slots=True)
class EmergencyText:
    id: UUID
    draft: EmergencyTextDraft
    created_at: datetime
    created_by: str
    changed_at: datetime
    edition: int = 1
    """Counts the office's changes, so that two people do not overwrite one another."""
    version: int = 0
    """Guards every change, a send included: what is changed meanwhile is not sent."""
    authors: frozenset[str] = frozenset()
    """Who changed it."""
    approval: TextApproval | None = None
    deleted: bool = False
    last_sent_at: datetime | None = None

    @property
    def written_by(self) -> frozenset[str]:
        """Who does not approve it."""
        return self.authors | {self.created_by}


def seal_text(text: EmergencyText, seals: Seals) -> str:
    """With the template as deployed now, and what is left open."""
    return seals.of_words(text.draft.broadcast({}), EVERYBODY, {"open": dict(text.draft.open)})


@dataclass(frozen=True, slots=True)
class TextState:
    """Whether a text may be sent, and why not, in Italian."""

    seals: Seals
    zone: ZoneInfo

    def problem(self, text: EmergencyText, now: datetime) -> str | None:
        approval = text.approval
        if approval is None:
            return "Il testo non è approvato."
        if now.astimezone(self.zone).date() > approval.until:
            return f"L'approvazione del testo è finita il {approval.until:%d/%m/%Y}."
        if approval.seal != seal_text(text, self.seals):
            return "Il modello del testo è cambiato dopo l'approvazione."
        return None
