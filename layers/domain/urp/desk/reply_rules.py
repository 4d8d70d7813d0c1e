"""When a reply is sent, repeated, or left for a person to decide: the rules without any effect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from urp.citizens.identity.model import Citizen
from urp.desk.outbox import REPEATABLE, OutboxRow, ReplyKind, ReplyProblem, ReplyState
from urp.whatsapp.error_codes import ErrorClass
from urp.whatsapp.ports import NotSent

MOST_COPIES = 2
REPEAT_AFTER = timedelta(seconds=10)
"""Without a sign of the first copy for this long, what must arrive is sent once more."""
CALL_IS_OVER_AFTER = timedelta(seconds=60)
"""Twice the time the sending function may run: whoever marked a row so long ago is no longer calling."""
SWEEP_AFTER = timedelta(seconds=60)
"""A row that was due this long ago was lost on the way: its enqueue failed, or its worker died."""
ACCOUNT_PAUSE = timedelta(seconds=120)
"""A revoked token or a locked account is mended by a person: the reply waits, it is not thrown away."""


class Step(StrEnum):
    SEND = "send"
    WAIT = "wait"
    LEAVE_UNCLEAR = "leave_unclear"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class NextStep:
    step: Step
    at: datetime | None = None
    """Of WAIT: when to look again."""


def next_step(row: OutboxRow, now: datetime) -> NextStep:
    match row.state:
        case ReplyState.UNSENT:
            return _due(row.not_before or now, now)
        case ReplyState.HANDED:
            return _found_handed(row, now)
        case ReplyState.UNCLEAR if may_be_repeated(row):
            return _due(repeat_due(row, now), now)
        case _:
            return NextStep(Step.NOTHING)


def _found_handed(row: OutboxRow, now: datetime) -> NextStep:
    """Another delivery may be calling at this moment; when it is certainly dead, nobody knows what it did."""
    over_at = (row.handed_at or row.created_at) + CALL_IS_OVER_AFTER
    if now < over_at:
        return NextStep(Step.WAIT, over_at)
    return NextStep(Step.SEND if may_be_repeated(row) else Step.LEAVE_UNCLEAR)


def _due(at: datetime, now: datetime) -> NextStep:
    return NextStep(Step.SEND) if now >= at else NextStep(Step.WAIT, at)


def may_be_repeated(row: OutboxRow) -> bool:
    """An operator's answer never is: the operator sees that it ended unclear, and decides."""
    return row.kind in REPEATABLE and row.attempts < MOST_COPIES


def repeat_due(row: OutboxRow, now: datetime) -> datetime:
    return (row.handed_at or now) + REPEAT_AFTER


def problem_with(row: OutboxRow, citizen: Citizen | None, now: datetime) -> ReplyProblem | None:
    """Why this reply may not go out now."""
    if citizen is not None and citizen.is_blocked(now) and not row.even_if_blocked:
        return ReplyProblem.BLOCKED
    if citizen is None or (row.template is None and not _window_open(citizen, now)):
        return ReplyProblem.WINDOW_CLOSED
    if row.kind is ReplyKind.WELCOME and not citizen.subscribed:
        # The replies queue keeps no order: read after the goodbye, it would say that notices go on.
        return ReplyProblem.LEFT_SINCE
    return None


def _window_open(citizen: Citizen, now: datetime) -> bool:
    return citizen.window_ends_at is not None and now < citizen.window_ends_at


def pause_after(outcome: NotSent, row: OutboxRow, now: datetime) -> timedelta:
    """Half the time it has waited already, so that nothing need be counted: 1 s at first, 60 s at most.
    A person Meta protects from too many messages waits at least 4 s (Meta: 4^x seconds)."""
    if outcome.pause is not None:
        return outcome.pause
    least = timedelta(seconds=4 if outcome.error_class is ErrorClass.PAIR else 1)
    return min(max((now - row.created_at) / 2, least), timedelta(seconds=60))
