"""Compare with Meta's list on request, and decide about people found there alone."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.acts import name_resource, retry_if_moved
from urp.acts.model import Act
from urp.citizens.blocks import Block, MirrorState, WhatsAppBlock
from urp.citizens.identity.model import Citizen, CitizenChange
from urp.errors import ConflictError, NotFoundError, UnavailableError
from urp.meaning.breaches import Breach
from urp.moderation.blocks.model import BlockEvent, BlockEventKind, BlockOrders, Comparison, Stranger
from urp.moderation.blocks.office import BlockedCitizen, check_end, read_reason, to_blocked_citizen
from urp.moderation.casebook.cases_of_person import list_cases, refuse_unless_administrator
from urp.observability import masked_phone
from urp.town.municipality.model import Municipality

if TYPE_CHECKING:
    from urp.moderation.store.cases import CaseRegister
    from urp.moderation.store.mirror import KnownPeople, MirrorRegister, StrangerDecisions


class DecidedError(ConflictError):
    code = "already_decided"


@dataclass(frozen=True, slots=True)
class StrangerView:
    id: UUID
    citizen_id: UUID | None
    phone: str | None
    """Masked."""
    found_at: datetime
    lifting: bool


@dataclass(frozen=True, slots=True)
class ComparisonView:
    last: Comparison | None
    strangers: tuple[StrangerView, ...]


@dataclass(frozen=True, slots=True)
class StrangersOffice:
    register: MirrorRegister
    decisions: StrangerDecisions
    people: KnownPeople
    orders: BlockOrders
    municipality: Municipality
    cases: CaseRegister

    def view(self) -> ComparisonView:
        found = self.register.list_strangers()
        owners = self.people.find_owners([each.ids for each in found])
        return ComparisonView(
            self.register.read_comparison(),
            tuple(_to_view(each, owner) for each, owner in zip(found, owners, strict=True)),
        )

    def compare(self, act: Act) -> None:
        """Order a comparison in the background; UnavailableError if it could not be ordered."""
        self.decisions.note(act)
        self.orders.compare()

    def lift(self, stranger_id: UUID, reason: str, act: Act, *, by_administrator: bool = False) -> None:
        reason = read_reason(reason)
        stranger = self._require(stranger_id)
        if stranger.lifting:
            raise DecidedError("Qualcuno ha già deciso di toglierlo.")
        owner = self._find_owner(stranger, by_administrator=by_administrator)
        version = self.municipality.policy.version
        event = BlockEvent("whatsapp_block_lifted", act.at, act.by, reason, None, version)
        self.decisions.lift(stranger, owner.id if owner else None, event, act)
        with suppress(UnavailableError):  # the sweep finds it
            self.orders.lift_stranger(stranger.id)

    def adopt(
        self,
        stranger_id: UUID,
        reason: str,
        until: datetime | None,
        act: Act,
        new_id: UUID,
        breach: Breach | None = None,
        *,
        by_administrator: bool = False,
    ) -> BlockedCitizen:
        """Adopt a block as if it had been chosen here. A block in force here keeps its reason and end."""
        reason = read_reason(reason)
        check_end(until, act.at)
        now = act.at.astimezone(UTC).replace(microsecond=0)
        block = Block(reason, act.by, now, until, self.municipality.policy.version, breach)
        return retry_if_moved(
            lambda: self._adopt(stranger_id, block, act, new_id, by_administrator=by_administrator)
        )

    def _adopt(
        self, stranger_id: UUID, decided: Block, act: Act, new_id: UUID, *, by_administrator: bool
    ) -> BlockedCitizen:
        stranger = self._require(stranger_id)
        if stranger.lifting:
            raise DecidedError("Qualcuno ha già deciso di toglierlo.")
        owner = self._find_owner(stranger, by_administrator=by_administrator)
        now, version = decided.at, decided.policy_version
        before = owner or Citizen(new_id)
        here = before.block if before.is_blocked(now) else None
        block = here or decided
        mirror = WhatsAppBlock(MirrorState.BLOCKED, act.by, now, now, ids=stranger.addresses)
        after = replace(before if owner else _make_citizen(new_id, stranger), block=block, at_whatsapp=mirror)
        kinds: tuple[BlockEventKind, ...] = (
            ("whatsapp_block_chosen",) if here else ("blocked", "whatsapp_block_chosen")
        )
        events = [
            BlockEvent(kind, act.at, act.by, decided.reason, block.until, version, block.breach)
            for kind in kinds
        ]
        self.decisions.adopt(
            stranger, CitizenChange(before, after), events, name_resource(act, str(after.id))
        )
        return to_blocked_citizen(after, act.at)

    def find_adopted(self, citizen_id: UUID, now: datetime) -> BlockedCitizen:
        found = self.people.find_all([citizen_id])
        if citizen_id not in found:
            raise NotFoundError("Questa persona non c'è.")
        return to_blocked_citizen(found[citizen_id], now)

    def _find_owner(self, stranger: Stranger, *, by_administrator: bool) -> Citizen | None:
        """The citizen it is, if they are known here."""
        (owner,) = self.people.find_owners([stranger.ids])
        known = list_cases(self.cases, owner) if owner else ()
        refuse_unless_administrator(known, by_administrator=by_administrator)
        return owner

    def _require(self, stranger_id: UUID) -> Stranger:
        stranger = self.register.find_stranger(stranger_id)
        if stranger is None:
            raise NotFoundError("Questa voce non c'è.")
        return stranger


def _make_citizen(new_id: UUID, stranger: Stranger) -> Citizen:
    """A new citizen for a person on Meta's list who is unknown here, or was forgotten."""
    ids = stranger.ids
    return Citizen(
        new_id,
        user_ids=(ids.user_id,) if ids.user_id else (),
        phones=(ids.phone,) if ids.phone and not ids.user_id else (),  # it may belong to another citizen
    )


def _to_view(stranger: Stranger, owner: Citizen | None) -> StrangerView:
    phone = masked_phone(stranger.ids.phone) if stranger.ids.phone else None
    return StrangerView(stranger.id, owner.id if owner else None, phone, stranger.found_at, stranger.lifting)
