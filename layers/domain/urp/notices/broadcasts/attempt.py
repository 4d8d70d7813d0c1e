"""One person's way to Meta, in a thread of its own: mark, wait for the slot, call. Nothing is repeated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from urp.errors import UnavailableError
from urp.notices.broadcasts.sending_ports import AnsweredRow, Clock, HandOverResult, Rows
from urp.notices.broadcasts.trackers import RowReference, Tracker
from urp.whatsapp.outgoing import Address, OutgoingMessage
from urp.whatsapp.pacing import LATEST
from urp.whatsapp.ports import MessageSender, NotSent, SendOutcome
from urp.whatsapp.rate_ports import Lane, NumberRate, Slots


@dataclass(frozen=True, slots=True)
class Going:
    """One person about to be written to."""

    row: RowReference
    message: OutgoingMessage
    address: Address
    slot: datetime
    sequence: int
    lane: Lane
    token: str
    fresh_until: datetime
    """After that the broadcast's state must be read again before anything is sent."""
    answers: tuple[AnsweredRow, ...]
    """Of others, taken along to be written."""
    counted: bool = True
    """Against Meta's messaging limit."""

    @property
    def tracker(self) -> str:
        return str(Tracker(self.row, to_phone=self.address.user_id is None))


class Mark(StrEnum):
    HANDED = "handed"
    NOT_ADDRESSED = "not_addressed"
    NOT_PENDING = "not_pending"
    BUSY = "busy"
    UNKNOWN = "unknown"
    """The store did not answer, or nobody gave the token: the mark may be there, the call was not made."""
    LATE = "late"
    """Marked, but no slot could be had in time: the call was not made."""


@dataclass(frozen=True, slots=True)
class Attempt:
    going: Going
    mark: Mark
    outcome: SendOutcome | None = None
    unwritten: tuple[AnsweredRow, ...] = ()
    """Of the answers taken along."""

    @property
    def called(self) -> bool:
        """Meta may have taken it, or looked at it and refused."""
        return self.mark is Mark.HANDED and not isinstance(self.outcome, NotSent)


_MARKS = {result: Mark(result.value) for result in HandOverResult}


@dataclass(frozen=True, slots=True)
class HandToMeta:
    rows: Rows
    rate: NumberRate
    sender: MessageSender
    clock: Clock

    def __call__(self, going: Going) -> Attempt:
        try:
            self.sender.get_ready()
            mark, unwritten = self._mark(going)
        except UnavailableError:
            return Attempt(going, Mark.UNKNOWN, unwritten=going.answers)
        if mark is not Mark.HANDED:
            return Attempt(going, mark, unwritten=going.answers)
        if not self._reaches_slot(going):
            return Attempt(going, Mark.LATE, unwritten=unwritten)
        outcome = self.sender.send(going.message, going.address, going.tracker)
        return Attempt(going, Mark.HANDED, outcome, unwritten)

    def _mark(self, going: Going) -> tuple[Mark, tuple[AnsweredRow, ...]]:
        """A status being recorded for one of the others must not cost this person the slot."""
        result = self.rows.hand_over(going.row, going.token, self.clock.now(), going.answers)
        if result is not HandOverResult.BUSY or not going.answers:
            return _MARKS[result], ()
        return _MARKS[self.rows.hand_over(going.row, going.token, self.clock.now(), ())], going.answers

    def _reaches_slot(self, going: Going) -> bool:
        """A missed slot is given up for a new one: catching up would bunch messages in one second. Where
        reserving itself takes too long, the next is asked for as far ahead as the last one took."""
        slot, ahead = going.slot, timedelta(0)
        while True:
            self.clock.sleep_until(slot)
            now = self.clock.now()
            if now > going.fresh_until:
                return False
            if now - slot <= LATEST:
                return True
            try:
                granted = self.rate.reserve(going.lane, 1, now, ahead=ahead)
            except UnavailableError:
                return False
            if not isinstance(granted, Slots):
                return False
            slot, ahead = granted.moments[0], self.clock.now() - now
