"""Break-glass: a duty officer alone sends an approved emergency text, and another person reviews it.

Neither a missing approval nor the hour stops it; inside opening hours it is asked why nobody approves. What
does is said in a sentence, with whom to call.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Never
from uuid import UUID

from urp.acts.acts import retry_if_moved
from urp.acts.drills import Drill, DrillStep, month_of
from urp.acts.model import Act
from urp.acts.page import Page
from urp.acts.second_person import SamePersonError
from urp.errors import ConflictError, InvalidError, NotFoundError
from urp.notices.broadcasts.approval import Approval, ChangedSinceReadError, Extent
from urp.notices.broadcasts.approving import ExtentCount
from urp.notices.broadcasts.break_glass import BreakGlass, EmergencyReason, Ground, Review, ReviewState
from urp.notices.broadcasts.lifecycle import sent_alone
from urp.notices.broadcasts.model import Broadcast, BroadcastStatus
from urp.notices.broadcasts.seal import Seals, lapses_at
from urp.notices.broadcasts.staff_steps import StaffSteps, require_header
from urp.notices.emergency.office import EmergencyTextOffice
from urp.notices.emergency.register import RingForReviews, SentAlone
from urp.notices.emergency.texts import EmergencyText, TextApproval, TextState
from urp.town.municipality import ApprovalLimits, BreakGlassLimits

if TYPE_CHECKING:
    from urp.notices.store.broadcasts import Broadcasts
    from urp.notices.store.emergency import BreakGlassStore


class BreakGlassLimitError(ConflictError):
    """More than one person alone may send: the sentence says whom to call."""

    code = "break_glass_limit"


class TextNotReadyError(ConflictError):
    """Not approved, approved for another time, or with another template."""

    code = "text_not_approved"


class AlreadyReviewedError(ConflictError):
    code = "already_reviewed"


class WhyAloneError(ConflictError):
    """Asked once inside opening hours, never a refusal for good: whoever says why sends."""

    code = "why_alone"

    def __init__(self, can_approve_now: tuple[str, ...]) -> None:
        named = ", ".join(can_approve_now)
        able = (
            f"Può approvare adesso: {named}" if len(can_approve_now) == 1 else f"Possono approvare: {named}"
        )
        super().__init__(
            "Non è partito niente, e lo sportello è aperto. "
            + (
                f"{able}. Chiama, oppure scrivi perché nessuno ha approvato e invia di nuovo."
                if can_approve_now
                else "Adesso nessuno può approvare: scrivi perché invii da solo e invia di nuovo."
            )
        )
        self.facts = {"can_approve_now": can_approve_now}


@dataclass(frozen=True, slots=True)
class Asked:
    reason: EmergencyReason
    people: int
    """As the duty officer read it with the text."""
    values: Mapping[str, str]
    """Of the open parameters."""
    ground: Ground | None = None
    why_alone: str | None = None
    """Inside opening hours: why nobody approves it."""


@dataclass(frozen=True, slots=True)
class Sent:
    broadcast: Broadcast
    alerted: bool
    """Whether anybody else was told; False too where the minute tells them."""


@dataclass(frozen=True, slots=True)
class BreakGlassOffice:
    texts: EmergencyTextOffice
    register: BreakGlassStore
    broadcasts: Broadcasts
    steps: StaffSteps
    count: ExtentCount
    seals: Seals
    limits: BreakGlassLimits
    approval: ApprovalLimits
    ring: RingForReviews
    who_could_approve: Callable[[frozenset[str], datetime], tuple[str, ...] | None]
    """Names; None outside opening hours."""

    def name_approvers(self, text: EmergencyText, sender: str, now: datetime) -> tuple[str, ...] | None:
        return self.who_could_approve(text.written_by | {sender}, now)

    def send(self, text_id: UUID, broadcast_id: UUID, asked: Asked, act: Act) -> Sent:
        """Scheduled for now, in one transaction with its count. Raises NotFoundError, TextNotReadyError,
        BreakGlassLimitError, ChangedSinceReadError, WhyAloneError, InvalidError, ConflictError where Meta
        forbids it."""
        if self.limits.people == 0:
            self._refuse("in questo Comune nessuno invia da solo")
        done = retry_if_moved(lambda: self._send(text_id, broadcast_id, asked, act))
        self.steps.go(done, act.at)
        return Sent(done, self.ring(act.at).get(broadcast_id, False))

    def _send(self, text_id: UUID, broadcast_id: UUID, asked: Asked, act: Act) -> Broadcast:
        text, given = self._approved_text(text_id, act.at)
        before = self.register.load()
        if before.lately(act.at) >= self.limits.per_day:
            self._refuse(f"in 24 ore da soli si inviano al massimo {self.limits.per_day} avvisi")
        draft = text.draft.filled(asked.values, self.texts.wording, act.at)
        if (forbidden := self.steps.account.forbids(draft.template, act.at)) is not None:
            raise ConflictError(f"Non è partito niente. {forbidden} Chiama {self.limits.call}.")
        new = Broadcast(
            broadcast_id,
            draft,
            BroadcastStatus.DRAFT,
            act.at,
            act.by,
            version=1,
            authors=text.written_by,
        )
        written, post = self.texts.wording.written(new)
        extent = self._counted(written, asked.people, act.at)
        if asked.why_alone is None:  # last: nobody is asked about what could not go anyway
            able = self.name_approvers(text, act.by, act.at)
            if able is not None:
                raise WhyAloneError(able)
        review = Review(act.at + timedelta(hours=self.limits.review_hours))
        why = BreakGlass(
            text=text.id,
            text_seal=given.seal,
            text_approved_by=given.by,
            text_approved_at=given.at,
            by=act.by,
            at=act.at,
            reason=asked.reason,
            review=review,
            ground=asked.ground,
            why_alone=asked.why_alone,
        )
        lapses = lapses_at(act.at, self.approval)
        seal = self.seals.of(written)
        done = sent_alone(written, Approval(act.by, act.at, seal, lapses, extent, alone=True), why)
        after = before.with_send(SentAlone(broadcast_id, act.at, review.due_at))
        reason = f"{asked.reason.value}: {asked.why_alone}" if asked.why_alone else asked.reason.value
        told = replace(act, reason=reason, details=f"people={extent.people} text={text.id}")
        used = replace(text, last_sent_at=act.at)
        drill = Drill(act.by, DrillStep.SUBMITTED, act.at, month_of(act.at, self.texts.zone))
        self.register.send(before, after, used, done, post, told, drill)
        return done

    def _approved_text(self, text_id: UUID, now: datetime) -> tuple[EmergencyText, TextApproval]:
        try:
            text = self.texts.load(text_id)
        except NotFoundError:
            raise NotFoundError(f"Questo testo di emergenza non c'è. {self._what_now}") from None
        problem = TextState(self.seals, self.texts.zone).problem(text, now)
        if problem is not None or text.approval is None:
            raise TextNotReadyError(f"Non si può inviare. {problem} {self._what_now}")
        return text, text.approval

    def _counted(self, notice: Broadcast, read: int, now: datetime) -> Extent:
        extent, _ = self.count(notice, now)
        if extent.people > self.limits.people:
            self._refuse(
                f"i destinatari sono {extent.people} e da soli se ne raggiungono al massimo"
                f" {self.limits.people}"
            )
        if Extent(extent.people, None).moved_since(Extent(read, None)):
            raise ChangedSinceReadError(
                f"Non è partito niente: adesso i destinatari sono {extent.people}, non {read}."
                " Ripeti l'invio con questo numero."
            )
        return extent

    @property
    def _what_now(self) -> str:
        return f"Non è partito niente: scegli un altro testo approvato, o chiama {self.limits.call}."

    def _refuse(self, why: str) -> Never:
        raise BreakGlassLimitError(f"Non è partito niente: {why}. Chiama {self.limits.call}.")

    def review(self, broadcast_id: UUID, state: ReviewState, words: str, act: Act) -> Broadcast:
        """Once, by somebody else than who sent it. Raises SamePersonError, AlreadyReviewedError."""

        def attempt() -> Broadcast:
            before = require_header(self.broadcasts, broadcast_id)
            sent = before.break_glass
            if sent is None:
                raise ConflictError("Questo avviso non l'ha inviato una persona sola: non c'è da verificare.")
            if sent.by == act.by:
                raise SamePersonError("Lo verifica una persona diversa da chi lo ha inviato.")
            if sent.review.state is not ReviewState.PENDING:
                raise AlreadyReviewedError(f"È già verificato: «{sent.review.state.value}».")
            review = replace(sent.review, state=state, by=act.by, at=act.at, words=words)
            after = replace(before, break_glass=replace(sent, review=review))
            register = self.register.load()
            told = replace(act, details=state.value)
            return self.register.review((register, register.with_review(broadcast_id)), (before, after), told)

        return retry_if_moved(attempt)

    def to_review(self, cursor: str | None, limit: int) -> Page[Broadcast]:
        """Longest waiting first; the few there are stand on one page."""
        if cursor is not None:
            raise InvalidError("cursor", "non è di questo elenco")
        waiting = self.register.load().to_review[:limit]
        found = (self.broadcasts.load(broadcast_id) for broadcast_id in waiting)
        return Page(tuple(filter(None, found)), None)

    def count_to_review(self) -> int:
        return len(self.register.load().to_review)
