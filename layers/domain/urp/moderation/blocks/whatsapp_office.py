"""Block and unblock at WhatsApp, a separate act for citizens already blocked here."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.acts import name_resource, retry_if_moved
from urp.acts.model import Act
from urp.citizens.blocks import Block, MirrorState, WhatsAppBlock, choose, end
from urp.citizens.identity.model import Citizen, CitizenChange
from urp.desk.outbox import Replies, ReplyKind, enqueue_stored
from urp.errors import ConflictError, NotFoundError, UnavailableError
from urp.moderation.blocks.model import BlockEvent, BlockEventKind, BlockOrders, BlockStep
from urp.moderation.blocks.office import (
    BlockedCitizen,
    NotBlockedError,
    describe_block,
    read_reason,
    to_blocked_citizen,
)
from urp.moderation.casebook.cases_of_person import list_cases, refuse_unless_administrator
from urp.moderation.casebook.telling import make_reply
from urp.town.municipality.model import Municipality
from urp.town.texts import TextKey, Texts

if TYPE_CHECKING:
    from urp.citizens.store.citizens import CitizenReader
    from urp.moderation.store.blocks import BlockRegister
    from urp.moderation.store.cases import CaseRegister


class TooLateError(ConflictError):
    code = "whatsapp_block_too_late"


class AlreadyChosenError(ConflictError):
    code = "already_blocked_at_whatsapp"


class StillLiftingError(ConflictError):
    code = "whatsapp_block_still_lifting"


class NotAtWhatsAppError(ConflictError):
    code = "not_blocked_at_whatsapp"


_UNDER_WAY = frozenset({MirrorState.PENDING, MirrorState.UNKNOWN, MirrorState.BLOCKED})


@dataclass(frozen=True, slots=True)
class WhatsAppBlockOffice:
    register: BlockRegister
    people: CitizenReader
    replies: Replies
    orders: BlockOrders
    municipality: Municipality
    texts: Texts
    cases: CaseRegister

    def block(self, citizen_id: UUID, act: Act, *, by_administrator: bool = False) -> BlockedCitizen:
        """Send the notice, since nothing reaches them afterwards, then order the block."""
        return retry_if_moved(lambda: self._block(self._open_to(citizen_id, by_administrator), act))

    def unblock(
        self, citizen_id: UUID, reason: str, act: Act, *, by_administrator: bool = False
    ) -> BlockedCitizen:
        """The block here stays in force."""
        reason = read_reason(reason)
        return retry_if_moved(lambda: self._unblock(self._open_to(citizen_id, by_administrator), reason, act))

    def _block(self, before: Citizen, act: Act) -> BlockedCitizen:
        block = before.block
        if block is None or not before.is_blocked(act.at):
            raise NotBlockedError("La persona non è bloccata qui: prima viene quel blocco.")
        _check(before.at_whatsapp)
        language = self.register.read_language(before.id)
        text = describe_block(
            self.texts,
            self.municipality.zone,
            TextKey.BLOCK_AT_WHATSAPP_NOTICE,
            block.breach,
            block.until,
            language,
        )
        notice = make_reply(before, ReplyKind.BLOCK_NOTICE, text, act, language)
        if notice is None:
            raise TooLateError(
                "Sono passate 24 ore dal suo ultimo messaggio: WhatsApp non accetta più il blocco."
            )
        mirror = choose(act.by, act.at, notice.id, before.at_whatsapp)
        event = self._make_event("whatsapp_block_chosen", block, block.reason, act)
        self._record(BlockStep(_change(before, mirror), event, notice), act)
        enqueue_stored(self.replies, notice.id)
        self._order(before.id)
        return replace(to_blocked_citizen(replace(before, at_whatsapp=mirror), act.at), notice=notice)

    def _unblock(self, before: Citizen, reason: str, act: Act) -> BlockedCitizen:
        if before.at_whatsapp is None or not before.at_whatsapp.chosen:
            raise NotAtWhatsAppError("Per questa persona non è stato scelto nessun blocco su WhatsApp.")
        mirror = end(before.at_whatsapp, act.at)
        event = self._make_event("whatsapp_block_lifted", None, reason, act)
        self._record(BlockStep(_change(before, mirror), event), act)
        self._order(before.id)
        return to_blocked_citizen(replace(before, at_whatsapp=mirror), act.at)

    def _record(self, step: BlockStep, act: Act) -> None:
        self.register.record(step, name_resource(act, str(step.change.before.id)))

    def _order(self, citizen_id: UUID) -> None:
        with suppress(UnavailableError):  # the sweep finds what is due
            self.orders.carry_out(citizen_id)

    def _make_event(self, kind: BlockEventKind, block: Block | None, reason: str, act: Act) -> BlockEvent:
        until = block.until if block else None
        breach = block.breach if block else None
        return BlockEvent(kind, act.at, act.by, reason, until, self.municipality.policy.version, breach)

    def _open_to(self, citizen_id: UUID, by_administrator: bool) -> Citizen:
        citizen = self.people.find_one(citizen_id)
        if citizen is None:
            raise NotFoundError("Questa persona non c'è.")
        refuse_unless_administrator(list_cases(self.cases, citizen), by_administrator=by_administrator)
        return citizen


def _check(mirror: WhatsAppBlock | None) -> None:
    if mirror is None:
        return
    if mirror.state in _UNDER_WAY:
        raise AlreadyChosenError("Il blocco su WhatsApp è già stato scelto: il suo stato dice a che punto è.")
    if mirror.state is MirrorState.LIFTING:
        raise StillLiftingError("Il blocco su WhatsApp si sta togliendo: sceglilo di nuovo quando è tolto.")


def _change(before: Citizen, mirror: WhatsAppBlock | None) -> CitizenChange:
    return CitizenChange(before, replace(before, at_whatsapp=mirror))
