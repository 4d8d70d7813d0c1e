"""Block and unblock a citizen, by staff, with a reason for the office and an end. The citizen reads a fixed
phrase."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from urp.acts.acts import name_resource, retry_if_moved
from urp.acts.model import Act
from urp.acts.page import Page
from urp.acts.second_person import SETTING_LAPSES, SETTING_WAITS, TwoPersonAct, fingerprint
from urp.citizens.blocks import Block, MirrorState, WhatsAppBlock, end
from urp.citizens.identity.model import Citizen, CitizenChange
from urp.desk.alarms import UNBLOCK_PROPOSED
from urp.desk.office_views import mask_phone
from urp.desk.outbox import OutboxRow, Replies, ReplyKind, enqueue_stored
from urp.errors import ConflictError, InvalidError, NotFoundError, UnavailableError
from urp.language import Language
from urp.meaning.breaches import Breach
from urp.moderation.blocks.model import BlockEvent, BlockOrders, BlockStep
from urp.moderation.casebook.cases_of_person import (
    end_blocks,
    list_cases,
    refuse_unless_administrator,
    was_escalated,
)
from urp.moderation.casebook.model import CaseStep
from urp.moderation.casebook.telling import find_reason_key, make_reply
from urp.town.municipality.model import Municipality
from urp.town.opening_hours import WORDING
from urp.town.texts import TextKey, Texts

if TYPE_CHECKING:
    from urp.acts.second_person import ProposalChange, Proposed, SecondPerson
    from urp.citizens.store.citizens import CitizenReader
    from urp.moderation.store.blocks import BlockRegister
    from urp.moderation.store.cases import CaseRegister


REASON_LENGTHS = range(3, 121)
LIFTED_THERE_WITHIN = timedelta(seconds=20)
"""Until WhatsApp has lifted its block too, it delivers nothing to them."""
LONGEST_BLOCK = timedelta(days=3653)  # ten years; longer is a block without an end


type Beside = Callable[[OutboxRow | None], CaseStep]
"""The casebook's step, read and decided anew at each attempt; given the notice, if there is one."""


LIFT = TwoPersonAct("citizen.unblock", UNBLOCK_PROPOSED, SETTING_WAITS, SETTING_LAPSES)
"""Of a grave block."""


class NotBlockedError(ConflictError):
    code = "not_blocked"


class SecondPersonNeededError(ConflictError):
    """The block is grave: two people lift it, and nobody shortens it around that."""

    code = "second_person_needed"


@dataclass(frozen=True, slots=True)
class BlockedCitizen:
    citizen_id: UUID
    phone: str | None
    """Masked."""
    block: Block | None
    """Only while it is in force."""
    notice: OutboxRow | None = None
    """Queued by this very call; None when none was asked for, or the 24-hour window is closed."""
    at_whatsapp: WhatsAppBlock | None = None
    possible_for: timedelta = timedelta()
    """How long WhatsApp still takes a block: until 24 hours after the citizen's last message."""
    proposed: Proposed | None = None
    """By this very call: the block is still in force."""


@dataclass(frozen=True, slots=True)
class BlockOffice:
    register: BlockRegister
    people: CitizenReader
    replies: Replies
    municipality: Municipality
    texts: Texts
    orders: BlockOrders
    cases: CaseRegister
    second_person: SecondPerson

    def find_citizen(self, citizen_id: UUID, now: datetime) -> BlockedCitizen:
        return to_blocked_citizen(self._require(citizen_id), now)

    def list_history(self, citizen_id: UUID) -> tuple[BlockEvent, ...]:
        return self.register.list_history(self._require(citizen_id).id)

    def list_blocks(self, cursor: str | None, limit: int, now: datetime) -> Page[BlockedCitizen]:
        page = self.register.list_in_force(cursor, limit, now)
        citizens = self.people.find_all(page.items)
        found = [citizens[item] for item in page.items if item in citizens]
        return Page(tuple(to_blocked_citizen(each, now) for each in found), page.cursor)

    def block(
        self,
        citizen_id: UUID,
        reason: str,
        until: datetime | None,
        act: Act,
        *,
        breach: Breach | None = None,
        notify: bool = True,
        by_administrator: bool = False,
        beside: Beside | None = None,
    ) -> BlockedCitizen:
        """Block a citizen; one already blocked gets the new reason and end, and both stay in the history."""
        reason = read_reason(reason)
        check_end(until, act.at)
        block = Block(
            reason=reason,
            by=act.by,
            at=act.at.astimezone(UTC).replace(microsecond=0),
            until=until,
            policy_version=self.municipality.policy.version,
            breach=breach,
        )
        language, zone = self.register.read_language(citizen_id), self.municipality.zone
        text = describe_block(self.texts, zone, TextKey.BLOCK_NOTICE, breach, until, language)
        notice = text if notify else None

        def attempt() -> BlockedCitizen:
            self._check_escalation(citizen_id, by_administrator=by_administrator)
            before = self._require(citizen_id)
            self._refuse_shortening(before, until, act.at)
            decided = replace(block, grave=self._is_grave(before, act.at))
            return self._change(citizen_id, decided, _make_event("blocked", block), notice, act, beside)

        return retry_if_moved(attempt)

    def lift(
        self, citizen_id: UUID, reason: str, act: Act, *, by_administrator: bool = False
    ) -> BlockedCitizen:
        """Unblock, or propose it where the block is grave."""
        self._check_escalation(citizen_id, by_administrator=by_administrator)
        citizen = self._require(citizen_id)
        if not self._is_grave(citizen, act.at):
            return self.unblock(citizen_id, reason, act, by_administrator=by_administrator)
        words = "Si toglie un blocco senza fine, o di un caso grave: la persona può scrivere di nuovo."
        proposed = self.second_person.propose(
            LIFT, citizen_id, _hash_block(citizen), read_reason(reason), act, words=words
        )
        return replace(to_blocked_citizen(citizen, act.at), proposed=proposed)

    def confirm_lift(
        self, citizen_id: UUID, seen: str, act: Act, *, by_administrator: bool
    ) -> BlockedCitizen:
        def attempt() -> BlockedCitizen:
            self._check_escalation(citizen_id, by_administrator=by_administrator)
            before = self._require(citizen_id)
            agreed = self.second_person.agree(LIFT, citizen_id, lambda _: _hash_block(before), seen, act)
            event = self._make_unblocking(agreed.proposal.reason, agreed.act)
            notice = self._word_unblocking(citizen_id)
            return self._change(citizen_id, None, event, notice, agreed.act, None, agreed.change)

        return retry_if_moved(attempt)

    def unblock(
        self,
        citizen_id: UUID,
        reason: str,
        act: Act,
        *,
        words: str | None = None,
        by_administrator: bool = False,
        beside: Beside | None = None,
    ) -> BlockedCitizen:
        """Unblock a citizen, and tell them that they may write again, if the 24-hour window allows it.
        `words` replace the usual text. SecondPersonNeededError of a grave block."""
        event = self._make_unblocking(read_reason(reason), act)
        notice = words or self._word_unblocking(citizen_id)

        def attempt() -> BlockedCitizen:
            self._check_escalation(citizen_id, by_administrator=by_administrator)
            self._refuse_shortening(self._require(citizen_id), act.at, act.at)
            return self._change(citizen_id, None, event, notice, act, beside)

        return retry_if_moved(attempt)

    def _make_unblocking(self, reason: str, act: Act) -> BlockEvent:
        version = self.municipality.policy.version
        return BlockEvent("unblocked", act.at, act.by, reason, until=None, policy_version=version)

    def _word_unblocking(self, citizen_id: UUID) -> str:
        return self.texts.render(TextKey.UNBLOCK_NOTICE, language=self.register.read_language(citizen_id))

    def _refuse_shortening(self, citizen: Citizen, until: datetime | None, now: datetime) -> None:
        before = citizen.block
        if before is None or until is None or (before.until is not None and before.until <= until):
            return
        if self._is_grave(citizen, now):
            raise SecondPersonNeededError(
                "Un blocco senza fine, o di un caso passato al gestore, si toglie in due: proponi di "
                "toglierlo dalla scheda della persona; un'altra persona conferma."
            )

    def _is_grave(self, citizen: Citizen, now: datetime) -> bool:
        """In force, and without an end, decided in a case that was escalated, or in the place of such a
        block: the case of that one no longer knows a block in force."""
        block = citizen.block
        if block is None or not block.is_active(now):
            return False
        return (
            block.grave
            or block.until is None
            or any(was_escalated(self.cases, case, now) for case in list_cases(self.cases, citizen))
        )

    def _check_escalation(self, citizen_id: UUID, *, by_administrator: bool) -> None:
        cases = list_cases(self.cases, self._require(citizen_id))
        refuse_unless_administrator(cases, by_administrator=by_administrator)

    def _change(
        self,
        citizen_id: UUID,
        block: Block | None,
        event: BlockEvent,
        notice: str | None,
        act: Act,
        beside: Beside | None,
        confirmed: ProposalChange | None = None,
    ) -> BlockedCitizen:
        before = self._require(citizen_id)
        if block is None and not before.is_blocked(act.at):
            raise NotBlockedError("La persona non è bloccata.")
        mirror = before.at_whatsapp
        if block is None or not before.is_blocked(
            act.at
        ):  # what was chosen for an earlier block ends with it
            mirror = end(mirror, act.at)
        after = replace(before, block=block, at_whatsapp=mirror)
        row = (
            make_reply(before, ReplyKind.BLOCK_NOTICE, notice, act, self.register.read_language(before.id))
            if notice
            else None
        )
        lifting = mirror is not None and mirror.state is MirrorState.LIFTING
        pause = LIFTED_THERE_WITHIN if lifting else timedelta()
        if row is not None and pause:
            row = replace(row, not_before=act.at + pause)
        own = beside(row) if beside else None
        steps = end_blocks(own, self.cases, after, act, event.reason, event.policy_version, row)
        step = BlockStep(CitizenChange(before, after), event, row, steps, confirmed)
        self.register.record(step, name_resource(act, str(before.id)))
        if row is not None:
            enqueue_stored(self.replies, row.id, delay_seconds=int(pause.total_seconds()))
        if mirror != before.at_whatsapp:
            with suppress(UnavailableError):
                self.orders.carry_out(after.id)
        return replace(to_blocked_citizen(after, act.at), notice=row)

    def _require(self, citizen_id: UUID) -> Citizen:
        citizen = self.people.find_one(citizen_id)
        if citizen is None:
            raise NotFoundError("Questa persona non c'è.")
        return citizen


def to_blocked_citizen(citizen: Citizen, now: datetime) -> BlockedCitizen:
    in_force = citizen.block if citizen.is_blocked(now) else None
    left = citizen.window_ends_at - now if citizen.window_ends_at else timedelta()
    return BlockedCitizen(
        citizen.id,
        mask_phone(citizen),
        in_force,
        at_whatsapp=citizen.at_whatsapp,
        possible_for=max(left, timedelta()),
    )


def _hash_block(citizen: Citizen) -> str:
    block = citizen.block
    return fingerprint({"at": block and block.at, "by": block and block.by, "until": block and block.until})


def describe_block(
    texts: Texts,
    zone: ZoneInfo,
    key: TextKey,
    breach: Breach | None,
    until: datetime | None,
    language: Language,
) -> str:
    """The block in a fixed phrase: the office's own reason may name others, and has no English."""
    phrase = find_reason_key(breach) if breach else TextKey.BREACH_NOT_NAMED
    return texts.render(
        key,
        language=language,
        reason=texts.render(phrase, language=language),
        until=WORDING[language].until(until, zone),
    )


def _make_event(kind: Literal["blocked", "unblocked"], block: Block) -> BlockEvent:
    return BlockEvent(kind, block.at, block.by, block.reason, block.until, block.policy_version, block.breach)


def read_reason(reason: str) -> str:
    reason = " ".join(reason.split())
    if len(reason) not in REASON_LENGTHS:
        raise InvalidError("reason", f"deve avere da {REASON_LENGTHS[0]} a {REASON_LENGTHS[-1]} caratteri")
    return reason


def check_end(until: datetime | None, now: datetime) -> None:
    if until is None:
        return
    if until <= now:
        raise InvalidError("until", "non è nel futuro")
    if until > now + LONGEST_BLOCK:
        raise InvalidError("until", "è fra più di dieci anni: lascialo fuori per un blocco senza fine")
