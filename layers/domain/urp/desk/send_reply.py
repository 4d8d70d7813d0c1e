"""Sending one reply: at least once where that is promised, never twice where a person should decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from urp.acts.acts import retried
from urp.desk.notice_entries import accepted_entry, refused_entry
from urp.desk.outbox import Fate, OutboxRow, ReplyProblem, ReplyState
from urp.desk.reply_rules import (
    ACCOUNT_PAUSE,
    Step,
    may_be_repeated,
    next_step,
    pause_after,
    problem_with,
    repeat_due,
)
from urp.errors import InvalidError
from urp.whatsapp.error_codes import ErrorClass
from urp.whatsapp.outgoing import Address, ButtonsMessage, ContactRequest, ListMessage, OutgoingMessage, Text
from urp.whatsapp.ports import Accepted, MessageSender, NotSent, Refused, SendOutcome, Unclear

if TYPE_CHECKING:
    from urp.citizens.store.citizens import CitizenReader
    from urp.desk.notifying import Replies
    from urp.desk.reply_fate import Consequence, Follow
    from urp.desk.slots import DeskSlots
    from urp.desk.store.outbox import Outbox


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
        self._end(row, Fate.NOT_DELIVERED, now, partial(self.outbox.refuse, row, code, problem, entry))
        return Sending.REFUSED

    def _leave_unclear(self, row: OutboxRow, now: datetime) -> Sending:
        self._end(row, Fate.UNCLEAR, now, partial(self.outbox.leave_unclear, row, None))
        return Sending.UNCLEAR

    def _end(
        self, row: OutboxRow, fate: Fate, now: datetime, write: Callable[[Consequence | None], None]
    ) -> None:
        """With what counted on it: a citizen may write, or the office act, at this very moment."""
        if row.counted_on:
            retried(lambda: write(self.follow(row, fate, now)))
        else:
            write(None)

    def _record(self, row: OutboxRow, outcome: SendOutcome) -> Sending:
        now = self.clock()
        match outcome:
            case Accepted():
                entry = accepted_entry(row, outcome.wamid, now)
                accept = partial(self.outbox.accept, row, outcome.wamid, entry)
                self._end(row, Fate.ACCEPTED, now, accept)
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
