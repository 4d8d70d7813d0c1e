"""Sending one reply: at least once where that is promised, never twice where a person should decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from urp.acts.acts import retry_if_moved
from urp.citizens.identity.model import Citizen
from urp.desk.outbox import REPEATABLE, OutboxRow, Replies, ReplyKind, ReplyOutcome, ReplyProblem, ReplyState
from urp.desk.reply_outcome import accepted_entry, refused_entry
from urp.errors import InvalidError
from urp.town.texts import TextKey
from urp.whatsapp.error_codes import ErrorClass
from urp.whatsapp.outgoing import Address, ButtonsMessage, ContactRequest, ListMessage, OutgoingMessage, Text
from urp.whatsapp.ports import Accepted, MessageSender, NotSent, Refused, SendOutcome, Unclear

if TYPE_CHECKING:
    from urp.citizens.store.citizens import CitizenReader
    from urp.desk.reply_outcome import Follow, OutcomeChanges
    from urp.desk.slots import DeskSlots
    from urp.desk.store.outbox import Outbox


MOST_COPIES = 2
REPEAT_AFTER = timedelta(seconds=10)
"""Without a sign of the first copy for this long, what must arrive is sent once more."""
CALL_IS_OVER_AFTER = timedelta(seconds=60)
"""Twice the time the sending function may run: a row marked before that has no call to Meta any more."""
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
    if row.kind is ReplyKind.TRIAL:
        return None
    if citizen is not None and citizen.is_blocked(now) and not row.even_if_blocked:
        return ReplyProblem.BLOCKED
    if citizen is None or (row.template is None and not _window_open(citizen, now)):
        return ReplyProblem.WINDOW_CLOSED
    if row.kind is ReplyKind.WELCOME and not citizen.subscribed:
        # The replies queue keeps no order: read after the goodbye, it would say that notices go on.
        return ReplyProblem.LEFT_SINCE
    if row.kind is ReplyKind.GOODBYE and citizen.subscribed and not _names_a_request(row):
        return ReplyProblem.JOINED_SINCE
    return None


def _names_a_request(row: OutboxRow) -> bool:
    """Its number and day are owed whatever became of the subscription."""
    return row.id.endswith(f"-{TextKey.RIGHTS_REQUEST_LEFT}")


def _window_open(citizen: Citizen, now: datetime) -> bool:
    return citizen.window_ends_at is not None and now < citizen.window_ends_at


def pause_after(outcome: NotSent, row: OutboxRow, now: datetime) -> timedelta:
    """Half the time it has waited already, so that nothing need be counted: 1 s at first, 60 s at most.
    A person Meta protects from too many messages waits at least 4 s (Meta: 4^x seconds)."""
    if outcome.pause is not None:
        return outcome.pause
    least = timedelta(seconds=4 if outcome.error_class is ErrorClass.PAIR else 1)
    return min(max((now - row.created_at) / 2, least), timedelta(seconds=60))


class Sending(StrEnum):
    """How one delivery of a reply's id ended, for the log."""

    GONE = "gone"
    NOTHING_TO_DO = "nothing_to_do"
    LATER = "later"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNCLEAR = "unclear"
    NOT_SENT = "not_sent"
    ACCOUNT_REFUSED = "account_refused"
    """Meta refuses the account, not the message: a person must look, and soon."""


@dataclass(frozen=True, slots=True)
class SendReply:
    outbox: Outbox
    citizens: CitizenReader
    slots: DeskSlots
    sender: MessageSender
    replies: Replies
    follow: Follow
    clock: Callable[[], datetime]
    """Not a moment: sending waits for its slot in between."""

    def __call__(self, outbox_id: str) -> Sending:
        row = self.outbox.get(outbox_id)
        if row is None:
            return Sending.GONE
        now = self.clock()
        following = next_step(row, now)
        match following.step:
            case Step.SEND:
                return self._send(row, now)
            case Step.WAIT:
                return self._later(row, (following.at or now) - now)
            case Step.LEAVE_UNCLEAR:
                return self._leave_unclear(row, now)
            case Step.NOTHING:
                return Sending.NOTHING_TO_DO

    def _send(self, row: OutboxRow, now: datetime) -> Sending:
        problem = problem_with(row, self.citizens.find_one(row.citizen_id), now)
        if problem is not None:
            return self._not_ours_to_send(row, problem, now)
        try:
            message, address = _message(row), Address(row.phone, row.user_id)
        except InvalidError:
            return self._not_ours_to_send(row, ReplyProblem.NOT_SENDABLE, now)
        no_slot_before = self.slots.wait(outside=row.template is not None)
        if no_slot_before is not None:
            return self._later(row, no_slot_before - now)
        handed = self.outbox.hand_over(row, self.clock())
        if handed is None:
            return Sending.NOTHING_TO_DO
        return self._record(handed, self.sender.send(message, address, tracker(row.id)))

    def _not_ours_to_send(self, row: OutboxRow, problem: ReplyProblem, now: datetime) -> Sending:
        if row.state is not ReplyState.UNSENT:  # a first copy may have arrived: that stays unclear
            return self._leave_unclear(row, now)
        return self._refuse(row, None, problem, now)

    def _refuse(
        self, row: OutboxRow, code: int | None, problem: ReplyProblem | None, now: datetime
    ) -> Sending:
        entry = refused_entry(row, now)
        self._end(
            row, ReplyOutcome.NOT_DELIVERED, now, partial(self.outbox.refuse, row, code, problem, entry)
        )
        return Sending.REFUSED

    def _leave_unclear(self, row: OutboxRow, now: datetime) -> Sending:
        self._end(row, ReplyOutcome.UNCLEAR, now, partial(self.outbox.leave_unclear, row, None))
        return Sending.UNCLEAR

    def _end(
        self,
        row: OutboxRow,
        outcome: ReplyOutcome,
        now: datetime,
        write: Callable[[OutcomeChanges | None], None],
    ) -> None:
        """With what counted on it: a citizen may write, or the office act, at this very moment."""
        if row.counted_on:
            retry_if_moved(lambda: write(self.follow(row, outcome, now)))
        else:
            write(None)

    def _record(self, row: OutboxRow, outcome: SendOutcome) -> Sending:
        now = self.clock()
        match outcome:
            case Accepted():
                entry = accepted_entry(row, outcome.wamid, now)
                accept = partial(self.outbox.accept, row, outcome.wamid, entry)
                self._end(row, ReplyOutcome.ACCEPTED, now, accept)
                return Sending.ACCEPTED
            case Refused(error_class=ErrorClass.ACCOUNT):
                self._again(row, ACCOUNT_PAUSE, now)
                return Sending.ACCOUNT_REFUSED
            case Refused():
                return self._refuse(row, outcome.code, None, now)
            case NotSent():
                if outcome.error_class is ErrorClass.THROTTLED:
                    self.slots.slow_down()
                self._again(row, pause_after(outcome, row, now), now)
                return Sending.NOT_SENT
            case Unclear():
                return self._unclear(row, now)

    def _unclear(self, row: OutboxRow, now: datetime) -> Sending:
        if not may_be_repeated(row):
            return self._leave_unclear(row, now)
        again_at = repeat_due(row, now)
        self.outbox.leave_unclear(row, again_at)
        self._later(row, again_at - now)
        return Sending.UNCLEAR

    def _again(self, row: OutboxRow, pause: timedelta, now: datetime) -> None:
        self.outbox.take_back(row, now + pause)
        self._later(row, pause)

    def _later(self, row: OutboxRow, pause: timedelta) -> Sending:
        """Rounded up: a second too early would only come back here."""
        self.replies.enqueue([row.id], delay_seconds=max(0, int(pause.total_seconds()) + 1))
        return Sending.LATER


def tracker(outbox_id: str) -> str:
    """Comes back in every status of the reply."""
    return f"r:{outbox_id}"


def _message(row: OutboxRow) -> OutgoingMessage:
    if row.template is not None:
        return row.template
    if row.buttons:
        return ButtonsMessage(row.text, row.buttons)
    if row.choice is not None:
        return ListMessage(row.text, row.choice)
    return ContactRequest(row.text) if row.asks_for_phone else Text(row.text)
