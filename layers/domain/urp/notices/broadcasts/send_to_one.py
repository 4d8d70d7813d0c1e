"""One person is written to, in a thread of its own: mark, wait for the slot, call Meta. Never repeated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from urp.errors import UnavailableError
from urp.notices.broadcasts.ports import Clock
from urp.notices.broadcasts.recipients import AnsweredRow, HandOverResult
from urp.notices.broadcasts.trackers import RowReference, SignedButtons, Tracker, confirm_payload
from urp.town.templates.model import ButtonAction, MessageTemplate
from urp.whatsapp.outgoing import Address, NamedParameter, OutgoingMessage, QuickReply, TemplateMessage
from urp.whatsapp.pacing import LATEST
from urp.whatsapp.ports import MessageSender, NotSent, SendOutcome
from urp.whatsapp.rate_ports import Lane, NumberRate, Slots

if TYPE_CHECKING:
    from urp.notices.store.rows import Rows


@dataclass(frozen=True, slots=True)
class PlannedMessage:
    """To one person, at one slot."""

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
    """Of others, written together with the mark."""
    counted: bool = True
    """Against Meta's messaging limit."""
    training: bool = False
    """Not paced: it takes no slot of the number's rate."""

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
    planned: PlannedMessage
    mark: Mark
    outcome: SendOutcome | None = None
    unwritten: tuple[AnsweredRow, ...] = ()
    """Of the answers that were to be written with the mark."""

    @property
    def called(self) -> bool:
        """Meta may have taken it, or looked at it and refused."""
        return self.mark is Mark.HANDED and not isinstance(self.outcome, NotSent)


_MARKS = {result: Mark(result.value) for result in HandOverResult}


@dataclass(frozen=True, slots=True)
class SendToOne:
    rows: Rows
    rate: NumberRate
    sender: MessageSender
    clock: Clock

    def __call__(self, planned: PlannedMessage) -> Attempt:
        try:
            self.sender.get_ready()
            mark, unwritten = self._mark_in_flight(planned)
        except UnavailableError:
            return Attempt(planned, Mark.UNKNOWN, unwritten=planned.answers)
        if mark is not Mark.HANDED:
            return Attempt(planned, mark, unwritten=planned.answers)
        if not self._wait_for_slot(planned):
            return Attempt(planned, Mark.LATE, unwritten=unwritten)
        outcome = self.sender.send(planned.message, planned.address, planned.tracker)
        return Attempt(planned, Mark.HANDED, outcome, unwritten)

    def _mark_in_flight(self, planned: PlannedMessage) -> tuple[Mark, tuple[AnsweredRow, ...]]:
        """A status being recorded for one of the others must not cost this person the slot."""
        result = self.rows.hand_over(planned.row, planned.token, self.clock.now(), planned.answers)
        if result is not HandOverResult.BUSY or not planned.answers:
            return _MARKS[result], ()
        return _MARKS[self.rows.hand_over(planned.row, planned.token, self.clock.now(), ())], planned.answers

    def _wait_for_slot(self, planned: PlannedMessage) -> bool:
        """A missed slot is given up for a new one: catching up would bunch messages in one second. Where
        reserving itself takes too long, the next is asked for as far ahead as the last one took."""
        slot, ahead = planned.slot, timedelta(0)
        while True:
            self.clock.sleep_until(slot)
            now = self.clock.now()
            if now > planned.fresh_until:
                return False
            if planned.training or now - slot <= LATEST:
                return True
            try:
                granted = self.rate.reserve(planned.lane, 1, now, ahead=ahead)
            except UnavailableError:
                return False
            if not isinstance(granted, Slots):
                return False
            slot, ahead = granted.moments[0], self.clock.now() - now


def notice(
    template: MessageTemplate, parameters: Mapping[str, str], row: RowReference, buttons: SignedButtons
) -> TemplateMessage:
    """What one person gets: template, parameters, and buttons that lead back to their row. `parameters` were
    checked when the draft was made."""
    payloads = {ButtonAction.LEAVE: buttons.leave, ButtonAction.CONFIRM: confirm_payload}
    found = [
        (index, payload(row))
        for action, payload in payloads.items()
        if (index := template.find_button_index(action)) is not None
    ]
    return TemplateMessage(
        name=template.name,
        language=template.language,
        parameters=tuple(NamedParameter(each.name, parameters[each.name]) for each in template.parameters),
        quick_replies=tuple(QuickReply(index, payload) for index, payload in sorted(found)),
    )
