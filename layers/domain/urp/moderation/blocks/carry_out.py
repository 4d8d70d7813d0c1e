"""Carry out block decisions at Meta: one citizen's next step, if it is due.

Before a call the citizen's item is marked as being called, afterwards the result is stored; a process that
dies in between leaves `unknown`, which is asked again. Meta is never called from inside a transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from urp.citizens.blocks import MirrorState, WhatsAppBlock
from urp.citizens.identity.model import Citizen, CitizenChange
from urp.errors import ConflictError, UnavailableError
from urp.moderation.blocks.mirror_rules import (
    Step,
    apply_block_answer,
    apply_lift_answers,
    find_address,
    find_next_step,
    mark_calling,
)
from urp.moderation.blocks.model import BlockEvent, BlockEventKind, BlockOrders
from urp.whatsapp.blocking import BlockList, Done
from urp.whatsapp.error_codes import ErrorClass, explain

if TYPE_CHECKING:
    from urp.citizens.store.citizens import CitizenReader
    from urp.moderation.store.mirror import BlockNotices, MirrorRegister


MOST_ATTEMPTS = 5
LONGEST_DELAY = timedelta(minutes=2)
"""The sweep finds steps due later: a queue whose oldest message waits long raises an alarm."""
LIFTING_IN_TROUBLE = 8
"""Attempts, some two hours, after which a person should know that a block is not lifted at WhatsApp."""
COMPARE_EVERY = timedelta(days=1)
COMPARE_AGAIN_AFTER = timedelta(hours=1)
"""Meta did not give the whole list."""


class Carried(StrEnum):
    """Result of one look at a citizen, for the log and the alarm."""

    GONE = "gone"
    NOTHING_TO_DO = "nothing_to_do"
    LATER = "later"
    SETTLED = "settled"
    BLOCKED = "blocked"
    LIFTED = "lifted"
    AGAIN = "again"
    NOT_DONE = "not_done"
    """The decision is not in force at WhatsApp and is not retried: a person must know."""
    TROUBLE = "trouble"
    """It is retried, but the account is refused or it takes hours: a person must know."""
    OVERTAKEN = "overtaken"
    """Staff decided otherwise while Meta was called."""


_EVENTS: dict[MirrorState, BlockEventKind] = {
    MirrorState.BLOCKED: "blocked_at_whatsapp",
    MirrorState.REFUSED: "refused_by_whatsapp",
    MirrorState.NOT_CARRIED: "refused_by_whatsapp",
    MirrorState.LIFTED: "unblocked_at_whatsapp",
}


@dataclass(frozen=True, slots=True)
class CarryOutBlock:
    register: MirrorRegister
    people: CitizenReader
    notices: BlockNotices
    meta: BlockList
    orders: BlockOrders
    policy_version: str
    clock: Callable[[], datetime]

    def __call__(self, citizen_id: UUID) -> Carried:
        for _ in range(MOST_ATTEMPTS):
            try:
                return self._look(citizen_id)
            except ConflictError:  # read anew: nothing was asked of Meta
                continue
        raise ConflictError("the citizen kept changing")

    def _look(self, citizen_id: UUID) -> Carried:
        citizen = self.people.find_one(citizen_id)
        if citizen is None or citizen.at_whatsapp is None:
            return Carried.GONE
        now = self._read_clock()
        following = find_next_step(citizen, now, notice_out=self._is_notice_out(citizen.at_whatsapp))
        match following.step:
            case Step.BLOCK:
                return self._block(citizen, citizen.at_whatsapp, now)
            case Step.LIFT:
                return self._lift(citizen, citizen.at_whatsapp)
            case Step.SETTLE:
                return self._settle(citizen, following.after)
            case Step.WAIT:
                self._order_again(citizen.id, following.at or now, now)
                return Carried.LATER
            case Step.NOTHING:
                return Carried.NOTHING_TO_DO

    def _block(self, citizen: Citizen, mirror: WhatsAppBlock, now: datetime) -> Carried:
        address = find_address(citizen)
        if address is None:
            return Carried.NOTHING_TO_DO
        under_way = mark_calling(mirror, address, now)
        self._store(citizen, under_way)
        answer = self.meta.add(address)
        return self._record(
            citizen.id,
            under_way,
            lambda stored, at: apply_block_answer(mirror, address, answer, at, stored.window_ends_at),
        )

    def _lift(self, citizen: Citizen, mirror: WhatsAppBlock) -> Carried:
        answers = self.meta.remove(mirror.ids)
        return self._record(citizen.id, mirror, lambda _, at: apply_lift_answers(mirror, answers, at))

    def _settle(self, citizen: Citizen, after: WhatsAppBlock | None) -> Carried:
        self._store(citizen, after)
        if after is None:
            return Carried.SETTLED
        if after.next_at is not None:
            self._order_again(citizen.id, after.next_at, self._read_clock())
        return _to_carried(after) if after.problem else Carried.SETTLED

    def _record(
        self,
        citizen_id: UUID,
        asked: WhatsAppBlock,
        outcome: Callable[[Citizen, datetime], WhatsAppBlock],
    ) -> Carried:
        """Store the step only if nothing else was decided meanwhile; the newer decision has ordered its own
        step."""
        for _ in range(MOST_ATTEMPTS):
            citizen = self.people.find_one(citizen_id)
            if citizen is None or citizen.at_whatsapp != asked:
                return Carried.OVERTAKEN
            now = self._read_clock()
            after = outcome(citizen, now)
            with suppress(ConflictError):
                self._store(citizen, after)
                if after.next_at is not None:
                    self._order_again(citizen.id, after.next_at, now)
                return _to_carried(after)
        raise ConflictError("the citizen kept changing")

    def _store(self, citizen: Citizen, after: WhatsAppBlock | None) -> None:
        now = self._read_clock()
        before = citizen.at_whatsapp
        kind = _EVENTS.get(after.state) if after and before and after.state is not before.state else None
        event = self._make_event(kind, citizen, after, now) if kind and after else None
        self.register.store(CitizenChange(citizen, replace(citizen, at_whatsapp=after)), event, now)

    def _make_event(
        self, kind: BlockEventKind, citizen: Citizen, after: WhatsAppBlock, now: datetime
    ) -> BlockEvent:
        """An event by the staff member who decided: the service only carries it out."""
        until = citizen.block.until if citizen.block else None
        reason = "" if after.code is None else str(after.code)
        return BlockEvent(kind, now, after.by, reason, until, self.policy_version)

    def _is_notice_out(self, mirror: WhatsAppBlock) -> bool:
        return mirror.notice is None or self.notices.is_out(mirror.notice)

    def _order_again(self, citizen_id: UUID, at: datetime, now: datetime) -> None:
        """Order the next look, rounded up: one a second too early would find nothing due."""
        pause = max(at - now, timedelta())
        if pause <= LONGEST_DELAY:
            with suppress(UnavailableError):
                self.orders.carry_out(citizen_id, int(pause.total_seconds()) + 1)

    def _read_clock(self) -> datetime:
        """The time in whole seconds, as it is stored."""
        return self.clock().replace(microsecond=0)


def _to_carried(after: WhatsAppBlock) -> Carried:
    match after.state:
        case MirrorState.BLOCKED:
            return Carried.BLOCKED
        case MirrorState.LIFTED:
            return Carried.LIFTED
        case MirrorState.REFUSED | MirrorState.NOT_CARRIED:
            return Carried.NOT_DONE
        case MirrorState.LIFTING if after.attempts >= LIFTING_IN_TROUBLE:
            return Carried.TROUBLE
    if after.next_at is None:
        return Carried.NOT_DONE
    refused = after.code is not None and explain(after.code).error_class is ErrorClass.ACCOUNT
    return Carried.TROUBLE if refused else Carried.AGAIN


@dataclass(frozen=True, slots=True)
class LiftStranger:
    """Lift Meta's block of a person who was not blocked here, once staff decided it."""

    register: MirrorRegister
    meta: BlockList
    clock: Callable[[], datetime]

    def __call__(self, stranger_id: UUID) -> Carried:
        stranger = self.register.find_stranger(stranger_id)
        if stranger is None or not stranger.lifting:
            return Carried.NOTHING_TO_DO
        answers = self.meta.remove(stranger.addresses)
        if all(isinstance(answer, Done) for answer in answers.values()):
            self.register.drop(stranger.id)
            return Carried.LIFTED
        self.register.keep(stranger, self.clock())  # the sweep orders it again
        return Carried.AGAIN


@dataclass(frozen=True, slots=True)
class SweepBlocks:
    """Order, every few minutes, due steps that were not ordered or whose order was lost."""

    register: MirrorRegister
    orders: BlockOrders

    def __call__(self, now: datetime) -> int:
        """The number of citizens found due."""
        due = self.register.list_due(now)
        for citizen_id in due:
            self.orders.carry_out(citizen_id)
        for stranger in self.register.list_strangers():
            if stranger.lifting:
                self.orders.lift_stranger(stranger.id)
        last = self.register.read_comparison()
        pause = COMPARE_EVERY if last is not None and last.complete else COMPARE_AGAIN_AFTER
        if last is None or now >= last.at + pause:
            self.orders.compare()
        return len(due)
