"""Which step is taken from which state. Pure: a header in, a header out, or a refusal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum, auto

from urp.errors import ConflictError
from urp.notices.broadcasts.approval import Approval, Refusal, Submission
from urp.notices.broadcasts.audience import AudienceRule
from urp.notices.broadcasts.break_glass import BreakGlass
from urp.notices.broadcasts.model import (
    BeyondTier,
    Broadcast,
    BroadcastDraft,
    BroadcastStatus,
    Hold,
    HoldReason,
)
from urp.notices.broadcasts.recipients import Ending

LOOK_FOR_WINDOWS = timedelta(hours=1)
"""While a notice waits for the messaging limit, its people's windows are looked at so often."""
LONGEST_RUN = timedelta(days=28)
"""From the freeze. Whatever held a notice up, it is over while the rows that account for its people are still
stored: 30 days at least."""

BEGUN_BEFORE_THE_RESTORE = (
    "Fermo dopo un ripristino delle tabelle: era in corso al momento ripristinato, e chi qui risulta non"
    " raggiunto può averlo ricevuto dopo. Non si può riprendere: va fermato."
)
PLANNED_BEFORE_THE_RESTORE = (
    "Programmato prima di un ripristino delle tabelle: può essere già partito, o essere stato cambiato o"
    " annullato dopo. Non parte da solo: si manda di nuovo in approvazione o si annulla."
)
TOO_LATE_AFTER_QUIET_HOURS = (
    "Non è partito: è arrivato alle ore di silenzio, e quando finiscono la sua approvazione è scaduta o"
    " l'avviso non serve più. Si manda di nuovo in approvazione o si annulla."
)

ONLY_A_DRAFT = (
    "Si cambia o si elimina solo una bozza: un avviso in approvazione prima si ritira, uno approvato si ferma"
    " e si scrive di nuovo."
)

_S = BroadcastStatus


class Step(Enum):
    CHANGE = auto()
    DELETE = auto()
    """The only step without a state after it: the header is gone."""
    SUBMIT = auto()
    APPROVE = auto()
    """Also out of the hold `grown`."""
    GIVE_BACK = auto()
    """Returned or rejected by an approver, or withdrawn."""
    PUT_OFF = auto()
    """Out of the hold `beyond_tier` alone."""
    BREAK_GLASS = auto()
    """Of a new one, which is not stored before: nobody takes it of another's draft."""
    GO_STALE = auto()
    FREEZE = auto()
    FIX_AUDIENCE = auto()
    PAUSE = auto()
    RESUME = auto()
    HOLD = auto()
    REFUSE = auto()
    PUT_OFF_BY_RESTORE = auto()
    STOP = auto()
    CLOSE = auto()


ALLOWED: Mapping[Step, frozenset[BroadcastStatus]] = {
    Step.CHANGE: frozenset({_S.DRAFT, _S.STALE}),
    Step.DELETE: frozenset({_S.DRAFT}),
    Step.SUBMIT: frozenset({_S.DRAFT, _S.SUBMITTED, _S.SCHEDULED, _S.STALE}),
    Step.APPROVE: frozenset({_S.SUBMITTED, _S.HELD}),
    Step.GIVE_BACK: frozenset({_S.SUBMITTED}),
    Step.PUT_OFF: frozenset({_S.HELD}),
    Step.BREAK_GLASS: frozenset({_S.DRAFT}),
    Step.GO_STALE: frozenset({_S.SUBMITTED, _S.SCHEDULED}),
    Step.FREEZE: frozenset({_S.SCHEDULED}),
    Step.FIX_AUDIENCE: frozenset({_S.FREEZING, _S.STOPPING, _S.PAUSED, _S.HELD}),
    Step.PAUSE: frozenset({_S.FREEZING, _S.SENDING, _S.HELD}),
    Step.RESUME: frozenset({_S.PAUSED, _S.HELD}),
    Step.HOLD: frozenset({_S.SCHEDULED, _S.FREEZING, _S.SENDING}),
    Step.REFUSE: frozenset({_S.SENDING, _S.PAUSED, _S.HELD}),
    Step.PUT_OFF_BY_RESTORE: frozenset(
        {_S.SUBMITTED, _S.SCHEDULED, _S.FREEZING, _S.SENDING, _S.PAUSED, _S.HELD}
    ),
    Step.STOP: frozenset(
        {
            _S.DRAFT,
            _S.SUBMITTED,
            _S.SCHEDULED,
            _S.STALE,
            _S.FREEZING,
            _S.SENDING,
            _S.PAUSED,
            _S.HELD,
        }
    ),
    Step.CLOSE: frozenset({_S.SENDING, _S.STOPPING, _S.PAUSED, _S.HELD}),
}
"""From all other states a person's step is refused; what happens by itself leaves them as they are."""


def changed(before: Broadcast, draft: BroadcastDraft, rule: AudienceRule, by: str) -> Broadcast:
    """A draft, also out of a stale one; its plan is gone. Why it was returned stays until it is submitted."""
    _require(before, Step.CHANGE, ONLY_A_DRAFT)
    _refuse_after_break_glass(before)
    return replace(
        before,
        status=_S.DRAFT,
        draft=draft,
        audience_rule=rule,
        authors=before.authors | {by},
        due_at=None,
        submission=None,
        approval=None,
        hold=None,
    )


def require_deletable(before: Broadcast) -> Broadcast:
    _require(before, Step.DELETE, ONLY_A_DRAFT)
    return before


def _refuse_after_break_glass(before: Broadcast) -> None:
    """What one person sent alone keeps its words, and why: it is no notice like others any more."""
    if before.break_glass is not None:
        raise ConflictError("È stato inviato da una persona sola: si scrive un avviso nuovo.")


def submitted(before: Broadcast, submission: Submission) -> Broadcast:
    """An approval it had is gone: its time, or its author, is another."""
    _require(before, Step.SUBMIT)
    _refuse_after_break_glass(before)
    if before.draft.expires_at is not None and before.draft.expires_at <= (
        submission.due_at or submission.at
    ):
        raise ConflictError("L'avviso scade prima del momento dell'invio.")
    return replace(
        before,
        status=_S.SUBMITTED,
        due_at=submission.due_at,
        authors=before.authors | {submission.by},
        submission=submission,
        approval=None,
        refusal=None,
        hold=None,
        enqueued_at=None,
        look_at=None,
    )


def approved(before: Broadcast, approval: Approval) -> Broadcast:
    """It is due at its asked time, or now. One held because its audience had grown goes on."""
    _require(before, Step.APPROVE)
    if before.status is _S.HELD:
        if not grown(before):
            raise _impossible(before)
        return replace(before, status=_S.FREEZING, approval=approval, hold=None, enqueued_at=None)
    expires_at, due_at = before.draft.expires_at, before.due_at or approval.at
    if expires_at is not None and expires_at <= max(due_at, approval.at):
        raise ConflictError("L'avviso scade prima del momento dell'invio.")
    if late(before, approval.at):
        raise ConflictError("Il momento previsto è passato: va mandato di nuovo in approvazione.")
    return replace(before, status=_S.SCHEDULED, approval=approval, due_at=due_at)


def returned(before: Broadcast, refusal: Refusal) -> Broadcast:
    """To its author, or for good."""
    _require(before, Step.GIVE_BACK)
    status = _S.REJECTED if refusal.final else _S.DRAFT
    told = replace(refusal, submission=before.submission)
    return replace(before, status=status, due_at=None, submission=None, refusal=told)


def withdrawn(before: Broadcast) -> Broadcast:
    _require(before, Step.GIVE_BACK)
    return replace(before, status=_S.DRAFT, due_at=None, submission=None)


def put_off(before: Broadcast, at: datetime) -> Broadcast:
    """One refused for the messaging limit keeps its frozen audience and is looked at again then."""
    _require(before, Step.PUT_OFF)
    if before.hold is None or before.hold.reason is not HoldReason.BEYOND_TIER:
        raise _impossible(before)
    if over(before, at) is not None:
        raise ConflictError("Per quel momento l'avviso è già finito: si sceglie un momento prima.")
    return replace(before, hold=replace(before.hold, until=at))


def sent_alone(before: Broadcast, approval: Approval, break_glass: BreakGlass) -> Broadcast:
    """By a duty officer, with a text that was approved before: due now."""
    _require(before, Step.BREAK_GLASS)
    return replace(
        before,
        status=_S.SCHEDULED,
        due_at=approval.at,
        submission=Submission(approval.by, approval.at, None, approval.extent),
        approval=approval,
        break_glass=break_glass,
    )


def late(broadcast: Broadcast, now: datetime) -> bool:
    """Past its planned time by more than its author tolerates."""
    return broadcast.due_at is not None and now > broadcast.due_at + broadcast.draft.tolerance


def grown(broadcast: Broadcast) -> bool:
    """Held until more people than were approved are approved too."""
    held_for = None if broadcast.hold is None else broadcast.hold.reason
    return broadcast.status is _S.HELD and held_for is HoldReason.GROWN


def stale(before: Broadcast, hold: Hold | None = None) -> Broadcast:
    """`hold`: why, where it is not simply late."""
    _require(before, Step.GO_STALE)
    return replace(before, status=_S.STALE, hold=hold)


def after_quiet_hours(before: Broadcast, free_from: datetime, now: datetime) -> Broadcast:
    """Due when they end, if it is still approved and of use then; the asked time, which is sealed, stays."""
    approval, expires_at = before.approval, before.draft.expires_at
    lapsed = approval is not None and approval.lapses_at <= free_from
    if lapsed or (expires_at is not None and expires_at <= free_from):
        return stale(before, Hold(HoldReason.QUIET_HOURS, now, TOO_LATE_AFTER_QUIET_HOURS))
    _require(before, Step.FREEZE)
    return replace(before, due_at=free_from, enqueued_at=None)


def freezing(before: Broadcast, now: datetime) -> Broadcast:
    _require(before, Step.FREEZE)
    return replace(before, status=_S.FREEZING, freezing_at=now, enqueued_at=now)


def frozen(before: Broadcast, audience: int, jobs: int, now: datetime) -> Broadcast:
    """All shards are ready: the audience is fixed. A pause, hold or stop made meanwhile stays."""
    _require(before, Step.FIX_AUDIENCE)
    status = _S.SENDING if before.status is _S.FREEZING else before.status
    return replace(
        before,
        status=status,
        audience=audience,
        jobs_total=jobs,
        sending_at=now,
        enqueued_at=now if status in (_S.SENDING, _S.STOPPING) else None,
    )


def paused(before: Broadcast) -> Broadcast:
    """A hold that a person must end stays what it is: paused, it would go on with its reason unread."""
    _require(before, Step.PAUSE)
    if before.hold is not None and not before.hold.ends_by_itself:
        raise ConflictError("È già sospeso, e non riparte da solo: prima si legge perché.")
    return replace(before, status=_S.PAUSED, hold=None)


def resumed(before: Broadcast, now: datetime) -> Broadcast:
    """On from where it was; what was on a queue is put there again at once. One held before its freeze is due
    now: the person who resumes it knows how late it is."""
    _require(before, Step.RESUME)
    if before.hold is not None and before.hold.reason is HoldReason.RESTORED:
        raise ConflictError(BEGUN_BEFORE_THE_RESTORE)
    if grown(before):
        raise ConflictError("I destinatari sono aumentati: serve un'altra approvazione.")
    free = replace(before, hold=None, enqueued_at=None, look_at=None)
    if before.freezing_at is None:
        return replace(free, status=_S.SCHEDULED, due_at=now)
    return replace(free, status=_S.FREEZING if before.sending_at is None else _S.SENDING)


def over_days(before: Broadcast) -> Broadcast:
    """A person lets go what was refused for the messaging limit: it takes as many days as it takes."""
    if before.hold is None or before.hold.reason is not HoldReason.BEYOND_TIER:
        return before
    return replace(before, draft=replace(before.draft, beyond_tier=BeyondTier.PLAN))


def held(before: Broadcast, hold: Hold) -> Broadcast:
    """A broadcast that is held already keeps its first reason, unless it only waited for the messaging limit,
    or for Meta to answer and now waits for a person; one that is paused or stopping stays so."""
    known = before.hold.reason if before.hold is not None else None
    only_waits = (known is HoldReason.TIER and hold.reason is not HoldReason.TIER) or (
        known is HoldReason.META_SILENT and not hold.ends_by_itself
    )
    if before.status not in ALLOWED[Step.HOLD] and not only_waits:
        return before
    look_at = hold.at + LOOK_FOR_WINDOWS if hold.reason is HoldReason.TIER else None
    return replace(before, status=_S.HELD, hold=hold, look_at=look_at)


def refused(before: Broadcast, hold: Hold) -> Broadcast:
    """Beyond the messaging limit before its first message, also if it was paused or held while it was frozen:
    who resumes it must know that not everybody is reached at once."""
    _require(before, Step.REFUSE)
    return replace(before, status=_S.HELD, hold=hold, look_at=None)


def forbidden_meanwhile(before: Broadcast, why: str, now: datetime) -> Broadcast:
    """It waited for the messaging limit, and Meta forbids it now. What was to be looked at again at a moment
    that has not come yet is left until then; afterwards only a person lets it go on, over days as before."""
    if before.hold is None or before.hold.reason is not HoldReason.BEYOND_TIER:
        return held(before, Hold(HoldReason.TEMPLATE, now, why))
    early = before.hold.until is None or before.hold.until > now
    return before if early else replace(before, hold=replace(before.hold, explanation=why, until=None))


def put_off_by_restore(before: Broadcast, now: datetime) -> Broadcast:
    """As the restored tables show it, it would go on, or out, by itself. Neither is known to be right."""
    if before.status not in ALLOWED[Step.PUT_OFF_BY_RESTORE]:
        return before
    if before.hold is not None and before.hold.reason is HoldReason.RESTORED:
        return before
    put_off = replace(before, enqueued_at=None, look_at=None)
    if before.freezing_at is None:
        hold = Hold(HoldReason.RESTORED, now, PLANNED_BEFORE_THE_RESTORE)
        return replace(put_off, status=_S.STALE, hold=hold)
    return replace(put_off, status=_S.HELD, hold=Hold(HoldReason.RESTORED, now, BEGUN_BEFORE_THE_RESTORE))


def stopped(before: Broadcast) -> Broadcast:
    _require(before, Step.STOP)
    if before.freezing_at is None:
        return replace(before, status=_S.CANCELLED, hold=None)
    return replace(before, status=_S.STOPPING, hold=None, enqueued_at=None, look_at=None)


def closed(before: Broadcast, now: datetime) -> Broadcast:
    _require(before, Step.CLOSE)
    return replace(before, status=_S.CLOSED, closed_at=now, hold=None)


def over(broadcast: Broadcast, now: datetime) -> Ending | None:
    """Nobody else is written to, and why."""
    if broadcast.status is _S.STOPPING:
        return Ending.STOPPED
    expires_at = broadcast.draft.expires_at
    if expires_at is not None and expires_at <= now:
        return Ending.EXPIRED
    if broadcast.freezing_at is not None and broadcast.freezing_at + LONGEST_RUN <= now:
        return Ending.EXPIRED
    return None


def _require(before: Broadcast, step: Step, sentence: str | None = None) -> None:
    if before.status not in ALLOWED[step]:
        raise _impossible(before) if sentence is None else ConflictError(sentence)


def _impossible(before: Broadcast) -> ConflictError:
    return ConflictError(f"Non è possibile in questo stato: «{before.status.value}».")
