"""Sending one reply: at least once where that is promised, never twice where a person should decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from urp.consent.model import EntryKind, LedgerEntry, Source
from urp.desk.outbox import OutboxRow, ReplyKind, ReplyProblem, ReplyState
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
from urp.whatsapp.buttons import ButtonsMessage
from urp.whatsapp.error_codes import ErrorClass
from urp.whatsapp.outgoing import Address, ContactRequest, ListMessage, OutgoingMessage, Text
from urp.whatsapp.ports import Accepted, MessageSender, NotSent, Refused, SendOutcome, Unclear

if TYPE_CHECKING:
    from urp.desk.ports import Outbox, Recipients
    from urp.desk.slots import DeskSlots
    from urp.inbound.ports import Replies


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
    citizens: Recipients
    slots: DeskSlots
    sender: MessageSender
    replies: Replies
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
                self.outbox.leave_unclear(row, again_at=None)
                return Sending.UNCLEAR
            case Step.NOTHING:
                return Sending.NOTHING_TO_DO

    def _send(self, row: OutboxRow, now: datetime) -> Sending:
        problem = problem_with(row, self.citizens.find_one(row.citizen_id), now)
        if problem is not None:
            return self._not_ours_to_send(row, problem)
        try:
            message, address = _message(row), Address(row.phone, row.user_id)
        except InvalidError:
            return self._not_ours_to_send(row, ReplyProblem.NOT_SENDABLE)
        no_slot_before = self.slots.wait(outside=row.template is not None)
        if no_slot_before is not None:
            return self._later(row, no_slot_before - now)
        handed = self.outbox.hand_over(row, self.clock())
        if handed is None:
            return Sending.NOTHING_TO_DO
        return self._record(handed, self.sender.send(message, address, tracker(row.id)))

    def _not_ours_to_send(self, row: OutboxRow, problem: ReplyProblem) -> Sending:
        if row.state is not ReplyState.UNSENT:  # a first copy may have arrived: that stays unclear
            self.outbox.leave_unclear(row, again_at=None)
            return Sending.UNCLEAR
        self.outbox.refuse(row, code=None, problem=problem, entry=_refusal(row, self.clock()))
        return Sending.REFUSED

    def _record(self, row: OutboxRow, outcome: SendOutcome) -> Sending:
        now = self.clock()
        match outcome:
            case Accepted():
                self.outbox.accept(row, outcome.wamid, _entry(row, outcome.wamid, now))
                return Sending.ACCEPTED
            case Refused(error_class=ErrorClass.ACCOUNT):
                self._again(row, ACCOUNT_PAUSE, now)
                return Sending.ACCOUNT_REFUSED
            case Refused():
                self.outbox.refuse(row, code=outcome.code, problem=None, entry=_refusal(row, now))
                return Sending.REFUSED
            case NotSent():
                if outcome.error_class is ErrorClass.THROTTLED:
                    self.slots.slow_down()
                self._again(row, pause_after(outcome, row, now), now)
                return Sending.NOT_SENT
            case Unclear():
                return self._unclear(row, now)

    def _unclear(self, row: OutboxRow, now: datetime) -> Sending:
        if not may_be_repeated(row):
            self.outbox.leave_unclear(row, again_at=None)
            return Sending.UNCLEAR
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


def _entry(row: OutboxRow, message_id: str, at: datetime) -> LedgerEntry | None:
    if row.kind is not ReplyKind.WELCOME:
        return None
    return notice_entry(row, EntryKind.NOTICE_ACCEPTED, message_id, at, at)


def _refusal(row: OutboxRow, at: datetime) -> LedgerEntry | None:
    """That somebody joined without being given the notice must show where the consent is proved."""
    if row.kind is not ReplyKind.WELCOME:
        return None
    return notice_entry(row, EntryKind.NOTICE_REFUSED, row.id, at, at)


def notice_entry(
    row: OutboxRow, kind: EntryKind, message_id: str, at: datetime, recorded_at: datetime
) -> LedgerEntry:
    """What became of a welcome, which carries the privacy notice: art. 13 GDPR asks that it was given."""
    return LedgerEntry(
        citizen_id=row.citizen_id,
        kind=kind,
        at=at,
        recorded_at=recorded_at,
        message_id=message_id,
        source=Source.STATUS,
        text="",
        policy_version=row.policy_version,
        privacy_version=row.privacy_version,
        language=row.language,
    )
