"""Rules, without side effects, for the next step of a block at WhatsApp and for Meta's answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from urp.citizens.blocks import (
    CALL_IS_OVER_AFTER,
    KEPT_AFTER_LIFTING,
    MirrorProblem,
    MirrorState,
    WhatsAppBlock,
    end,
)
from urp.citizens.identity.model import Citizen
from urp.whatsapp.blocking import Answer, Done, NotNow, Refused

MOST_ATTEMPTS = 12
"""Of a block: with pauses that triple from 5 seconds to an hour, some seven hours of the 24."""
LONGEST_PAUSE = timedelta(hours=1)
NOTICE_PATIENCE = timedelta(minutes=10)
"""A notice not sent by then is given up: the block was decided, and the 24 hours pass."""


class Step(StrEnum):
    NOTHING = "nothing"
    WAIT = "wait"
    SETTLE = "settle"
    """No call to Meta: `after` is the new state."""
    BLOCK = "block"
    LIFT = "lift"


@dataclass(frozen=True, slots=True)
class NextStep:
    step: Step
    at: datetime | None = None
    """Of WAIT: when to look again."""
    after: WhatsAppBlock | None = None


def find_address(citizen: Citizen) -> str | None:
    """The user id outlives a hidden phone; Meta takes either."""
    return citizen.user_id or citizen.phone


def find_next_step(citizen: Citizen, now: datetime, *, notice_out: bool) -> NextStep:
    """`notice_out`: it was accepted, refused or given up, or none goes out."""
    mirror = citizen.at_whatsapp
    if mirror is None:
        return NextStep(Step.NOTHING)
    match mirror.state:
        case MirrorState.LIFTED:
            forgotten = now >= mirror.changed_at + KEPT_AFTER_LIFTING
            return NextStep(Step.SETTLE) if forgotten else NextStep(Step.NOTHING)
        case MirrorState.LIFTING:
            return _wait_until_due(mirror, now, Step.LIFT)
        case _ if not citizen.is_blocked(now):
            return NextStep(Step.SETTLE, after=end(mirror, now))
        case MirrorState.PENDING | MirrorState.UNKNOWN if mirror.next_at is not None:
            return _find_blocking_step(citizen, mirror, now, notice_out=notice_out)
        case _:
            return NextStep(Step.NOTHING)


def _find_blocking_step(
    citizen: Citizen, mirror: WhatsAppBlock, now: datetime, *, notice_out: bool
) -> NextStep:
    if mirror.called_at is not None and now < mirror.called_at + CALL_IS_OVER_AFTER:
        return NextStep(Step.WAIT, at=mirror.called_at + CALL_IS_OVER_AFTER)
    address = find_address(citizen)
    if is_too_late(citizen, now) or address is None:
        return NextStep(Step.SETTLE, after=_mark_not_done(mirror, address, now, MirrorProblem.TOO_LATE))
    if not notice_out and now < mirror.at + NOTICE_PATIENCE:
        return NextStep(Step.WAIT, at=now + timedelta(seconds=2))
    return _wait_until_due(mirror, now, Step.BLOCK)


def is_too_late(citizen: Citizen, now: datetime) -> bool:
    """True if Meta takes no block any more: it blocks only people who wrote in the last 24 hours."""
    return citizen.window_ends_at is None or now >= citizen.window_ends_at


def _wait_until_due(mirror: WhatsAppBlock, now: datetime, step: Step) -> NextStep:
    if mirror.next_at is not None and now < mirror.next_at:
        return NextStep(Step.WAIT, at=mirror.next_at)
    return NextStep(step)


def mark_calling(mirror: WhatsAppBlock, address: str, now: datetime) -> WhatsAppBlock:
    """Mark a call before it is made: a process that dies during it leaves it unknown, and due again."""
    return replace(
        mirror,
        state=MirrorState.UNKNOWN,
        changed_at=now,
        ids=(*(one_id for one_id in mirror.ids if one_id != address), address),
        attempts=mirror.attempts + 1,
        next_at=now + CALL_IS_OVER_AFTER,
        called_at=now,
    )


def apply_block_answer(
    before: WhatsAppBlock, address: str, answer: Answer, now: datetime, deadline: datetime | None
) -> WhatsAppBlock:
    """Apply Meta's answer to a block. `before` is the state when the call was decided: an earlier call
    without an answer may have blocked them, whatever Meta answers now."""
    asked = mark_calling(before, address, now)
    mirror = replace(asked, called_at=None)
    certain = mirror if address in before.ids else _drop_id(mirror, address)
    match answer:
        case Done():
            return replace(mirror, state=MirrorState.BLOCKED, next_at=None, code=None, problem=None)
        case Refused(code):
            return _mark_not_done(replace(certain, code=code), address, now, None)
        case NotNow(code):
            again_at = _find_retry_time(mirror, now, deadline)
            if again_at is None:
                tired = mirror.attempts >= MOST_ATTEMPTS
                problem = MirrorProblem.GIVEN_UP if tired else MirrorProblem.TOO_LATE
                return _mark_not_done(replace(certain, code=code), address, now, problem)
            return replace(certain, code=code, state=MirrorState.PENDING, next_at=again_at)
        case _:
            return replace(mirror, code=answer.code, next_at=_find_retry_time(mirror, now, deadline))


def apply_lift_answers(mirror: WhatsAppBlock, answers: Mapping[str, Answer], now: datetime) -> WhatsAppBlock:
    """Apply Meta's answers to lifting, which is asked without limit of time until all ids are off the
    list."""
    left = tuple(one_id for one_id in mirror.ids if not isinstance(answers.get(one_id), Done))
    if not left:
        return mark_lifted(mirror, now)
    codes = [answer.code for answer in answers.values() if not isinstance(answer, Done)]
    attempts = mirror.attempts + 1
    return replace(
        mirror,
        ids=left,
        attempts=attempts,
        next_at=now + choose_pause(attempts),
        code=next((code for code in codes if code is not None), None),
    )


def mark_lifted(mirror: WhatsAppBlock, now: datetime) -> WhatsAppBlock:
    return replace(
        mirror,
        state=MirrorState.LIFTED,
        changed_at=now,
        ids=(),
        next_at=None,
        called_at=None,
        code=None,
        problem=None,
    )


def choose_pause(attempts: int) -> timedelta:
    """5 s, 15 s, 45 s, … up to an hour."""
    return min(timedelta(seconds=5 * 3 ** min(attempts - 1, 8)), LONGEST_PAUSE)


def _find_retry_time(mirror: WhatsAppBlock, now: datetime, deadline: datetime | None) -> datetime | None:
    at = now + choose_pause(mirror.attempts)
    if mirror.attempts >= MOST_ATTEMPTS or deadline is None or at >= deadline:
        return None
    return at


def _mark_not_done(
    mirror: WhatsAppBlock, address: str | None, now: datetime, problem: MirrorProblem | None
) -> WhatsAppBlock:
    """Mark a block as not done. If an unanswered call may have blocked them it stays unknown until the lists
    are compared. If Meta still holds another id, it is not carried over rather than refused."""
    if address in mirror.ids:
        state = MirrorState.UNKNOWN
    else:
        state = MirrorState.NOT_CARRIED if mirror.ids else MirrorState.REFUSED
    return replace(mirror, state=state, changed_at=now, next_at=None, called_at=None, problem=problem)


def _drop_id(mirror: WhatsAppBlock, address: str) -> WhatsAppBlock:
    return replace(mirror, ids=tuple(one_id for one_id in mirror.ids if one_id != address))
