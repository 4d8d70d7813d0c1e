"""What the office does with emergency texts: written by one person, approved by another, for a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from urp.acts.acts import retry_if_moved
from urp.acts.model import Act
from urp.acts.page import Page
from urp.acts.second_person import SamePersonError
from urp.errors import ConflictError, InvalidError, NotFoundError
from urp.notices.broadcasts.approval import ChangedSinceReadError
from urp.notices.broadcasts.audience import AudienceCount
from urp.notices.broadcasts.seal import Seals
from urp.notices.broadcasts.wording import Wording
from urp.notices.emergency.texts import (
    EmergencyText,
    EmergencyTextDraft,
    TextApproval,
    TextState,
    seal_text,
)
from urp.town.municipality import BreakGlassLimits

if TYPE_CHECKING:
    from urp.notices.store.emergency import EmergencyTexts


class TextChangedMeanwhileError(ConflictError):
    code = "changed_meanwhile"


@dataclass(frozen=True, slots=True)
class EmergencyTextView:
    text: EmergencyText
    rendered: str
    """As a citizen reads it, with the examples."""
    seal: str
    problem: str | None
    """Why it cannot be sent now, in Italian."""
    audience: AudienceCount | None = None
    """Whom it would reach now: who sends it repeats the number."""


@dataclass(frozen=True, slots=True)
class EmergencyTextOffice:
    texts: EmergencyTexts
    wording: Wording
    limits: BreakGlassLimits
    zone: ZoneInfo
    count: Callable[[datetime], AudienceCount]
    """Of an emergency to everybody."""
    tell_approvers: Callable[[], None]
    """That one waits for them. Never fails."""

    def create(self, text_id: UUID, draft: EmergencyTextDraft, act: Act) -> EmergencyTextView:
        """Raises InvalidError; AlreadyActedError when the act's key was used."""
        new = EmergencyText(text_id, draft.checked(self.wording, act.at), act.at, act.by, act.at)
        stored = self.texts.store(new, act)
        self.tell_approvers()
        return self._view(stored, act.at)

    def change(self, text_id: UUID, draft: EmergencyTextDraft, edition: int, act: Act) -> EmergencyTextView:
        """All of it anew; its approval is gone. Raises InvalidError, TextChangedMeanwhileError."""

        def attempt() -> EmergencyText:
            before = self.load(text_id)
            if before.edition != edition:
                raise TextChangedMeanwhileError(
                    "Nel frattempo qualcun altro l'ha cambiato: rileggilo e riprova."
                )
            after = replace(
                before,
                draft=draft.checked(self.wording, act.at),
                changed_at=act.at,
                edition=edition + 1,
                authors=before.authors | {act.by},
                approval=None,
            )
            return self.texts.store(after, act)

        changed = retry_if_moved(attempt)
        self.tell_approvers()
        return self._view(changed, act.at)

    def approve(self, text_id: UUID, seen: str, until: date | None, act: Act) -> EmergencyTextView:
        """Up to a day; None: as long as the profile lets it. Raises SamePersonError, ChangedSinceReadError,
        InvalidError("until")."""
        today = act.at.astimezone(self.zone).date()
        longest = today + timedelta(days=self.limits.text_days)
        if until is not None and not today <= until <= longest:
            raise InvalidError("until", f"sta fra oggi e {self.limits.text_days} giorni da oggi")

        def attempt() -> EmergencyText:
            before = self.load(text_id)
            if act.by in before.written_by:
                raise SamePersonError("Approva una persona diversa da chi ha scritto o cambiato il testo.")
            self.wording.require_finished(before.draft.closed)
            seal = seal_text(before, self._seals)
            if seen != seal:
                raise ChangedSinceReadError("Il testo è cambiato dopo che l'hai letto: leggilo di nuovo.")
            approval = TextApproval(act.by, act.at, seal, until or longest)
            told = replace(act, details=f"until={approval.until} seal={seal[:16]}")
            return self.texts.store(replace(before, approval=approval), told)

        return self._view(retry_if_moved(attempt), act.at)

    def delete(self, text_id: UUID, act: Act) -> EmergencyTextView:
        """For good. What was sent with it stays. Raises NotFoundError, also the second time."""

        def attempt() -> EmergencyText:
            before = self.load(text_id)
            return self.texts.store(replace(before, deleted=True, changed_at=act.at, approval=None), act)

        return self._view(retry_if_moved(attempt), act.at)

    def get(self, text_id: UUID, now: datetime) -> EmergencyTextView:
        """With the people it would reach. Raises NotFoundError."""
        return replace(self._view(self.load(text_id), now), audience=self.count(now))

    def page(self, cursor: str | None, limit: int, now: datetime) -> Page[EmergencyTextView]:
        """Newest first."""
        found = self.texts.page(cursor, limit)
        return Page(tuple(self._view(text, now) for text in found.items), found.cursor)

    def load(self, text_id: UUID) -> EmergencyText:
        """Raises NotFoundError."""
        text = self.texts.load(text_id)
        if text is None or text.deleted:
            raise NotFoundError("Questo testo di emergenza non c'è.")
        return text

    def _view(self, text: EmergencyText, now: datetime) -> EmergencyTextView:
        return EmergencyTextView(
            text,
            self.wording.text(text.draft.broadcast({})),
            seal_text(text, self._seals),
            TextState(self._seals, self.zone).problem(text, now),
        )

    @property
    def _seals(self) -> Seals:
        return Seals(self.wording.templates)
