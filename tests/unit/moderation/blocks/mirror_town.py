"""Somebody blocked here for whom a block at WhatsApp is chosen, and everything that carries it out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from tests.fakes.desk_world import StoppedClock
from tests.fakes.dynamodb.tables import create_tables
from tests.fakes.memory_exclusions import MemoryExclusions
from tests.fakes.metas_list import MetasList, RecordedBlockOrders
from urp.aws.dynamodb import Write, transact
from urp.aws.tables import Tables
from urp.citizens.blocks import Block, WhatsAppBlock, choose
from urp.citizens.identity.model import Citizen, CitizenChange
from urp.citizens.store.citizens import CitizenReader
from urp.desk.outbox import OutboxRow, ReplyKind
from urp.desk.store.outbox_items import outbox_key, outbox_write
from urp.moderation.blocks.carry_out import Carried, CarryOutBlock
from urp.moderation.store.blocks import BlockRegister
from urp.moderation.store.mirror import BlockNotices, KnownPeople, MirrorRegister

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ANNA = UUID(int=1)
OLD, NEW = "IT.10000000000000000001", "IT.10000000000000000777"
BLOCK = Block("minacce", "staff-1", NOON, NOON + 30 * DAY, "2026-01")
NOTICE = OutboxRow("notice-1", ANNA, ReplyKind.BLOCK_NOTICE, "Sei bloccato.", NOON, OLD, None)


@dataclass(slots=True)
class MirrorTown:
    clock: StoppedClock = field(default_factory=lambda: StoppedClock(NOON))
    tables: Tables = field(default_factory=create_tables)
    meta: MetasList = field(default_factory=MetasList)
    orders: RecordedBlockOrders = field(default_factory=RecordedBlockOrders)
    mirror: MirrorRegister = field(init=False)
    people: KnownPeople = field(init=False)
    carry_out: CarryOutBlock = field(init=False)

    def __post_init__(self) -> None:
        self.mirror = MirrorRegister(self.tables)
        self.people = KnownPeople(self.tables)
        self.carry_out = CarryOutBlock(
            self.mirror,
            CitizenReader(self.tables),
            BlockNotices(self.tables),
            self.meta,
            self.orders,
            "2026-01",
            self.clock,
        )
        anna = Citizen(ANNA, user_ids=(OLD,), block=BLOCK, window_ends_at=NOON + DAY)
        self.knows(replace(anna, at_whatsapp=choose("staff-1", NOON, NOTICE.id, None)))

    def knows(self, citizen: Citizen) -> None:
        self.mirror.store(CitizenChange(Citizen(citizen.id), citizen), None, NOON)

    def citizen(self, citizen_id: UUID) -> Citizen:
        return self.people.find_all([citizen_id])[citizen_id]

    @property
    def anna(self) -> Citizen:
        return self.citizen(ANNA)

    def put(self, **changes: object) -> None:
        """What becomes of Anna, by somebody's decision or by what she writes."""
        after = replace(self.anna, **changes)  # type: ignore[arg-type]  # each names a field and fits it
        self.mirror.store(CitizenChange(self.anna, after), None, self.clock.now)

    def writes_the_notice(self) -> None:
        """It waits to be sent."""
        transact(self.tables.client, [outbox_write(NOTICE, self.tables)])

    def sends_the_notice(self) -> None:
        pk, sk = outbox_key(NOTICE.id)
        accepted = Write(
            "Update",
            self.tables.desk,
            {"pk": pk, "sk": sk},
            update="SET #state = :state",
            names={"#state": "state"},
            values={":state": "accepted"},
        )
        transact(self.tables.client, [accepted])

    def look(self) -> Carried:
        return self.carry_out(ANNA)

    def at(self, moment: datetime) -> MirrorTown:
        self.clock.now = moment
        return self

    @property
    def block(self) -> WhatsAppBlock:
        block = self.anna.at_whatsapp
        assert block is not None
        return block

    @property
    def history(self) -> list[str]:
        """Oldest first."""
        register = BlockRegister(self.tables, exclusions=MemoryExclusions())
        return [event.kind for event in reversed(register.list_history(ANNA))]
