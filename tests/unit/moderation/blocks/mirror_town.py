"""Somebody blocked here for whom a block at WhatsApp is chosen, and everything that carries it out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from tests.fakes.desk_world import StoppedClock
from tests.fakes.memory_mirror import MemoryMirror, MetasList, RecordedBlockOrders
from urp.citizens.blocks import Block, WhatsAppBlock, chosen
from urp.citizens.identity.model import Citizen
from urp.moderation.blocks.carry_out import Carried, CarryOutBlock

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ANNA = UUID(int=1)
OLD, NEW = "IT.10000000000000000001", "IT.10000000000000000777"
BLOCK = Block("minacce", "staff-1", NOON, NOON + 30 * DAY, "2026-01")


@dataclass(slots=True)
class KnownNotices:
    waiting: set[str] = field(default_factory=set)

    def is_out(self, outbox_id: str) -> bool:
        return outbox_id not in self.waiting


@dataclass(slots=True)
class MirrorTown:
    clock: StoppedClock = field(default_factory=lambda: StoppedClock(NOON))
    mirror: MemoryMirror = field(default_factory=MemoryMirror)
    notices: KnownNotices = field(default_factory=KnownNotices)
    meta: MetasList = field(default_factory=MetasList)
    orders: RecordedBlockOrders = field(default_factory=RecordedBlockOrders)
    carry_out: CarryOutBlock = field(init=False)

    def __post_init__(self) -> None:
        self.carry_out = CarryOutBlock(
            self.mirror, self.mirror, self.notices, self.meta, self.orders, "2026-01", self.clock
        )
        self.put(at_whatsapp=chosen("staff-1", NOON, "notice-1", None))

    def put(self, **changes: object) -> None:
        before = self.mirror.citizens.get(ANNA)
        anna = before or Citizen(ANNA, user_ids=(OLD,), block=BLOCK, window_ends_at=NOON + DAY)
        changed = replace(anna, **changes)  # type: ignore[arg-type]  # each names a field and fits it
        self.mirror.citizens[ANNA] = replace(changed, version=anna.version + 1)

    def look(self) -> Carried:
        return self.carry_out(ANNA)

    def at(self, moment: datetime) -> MirrorTown:
        self.clock.now = moment
        return self

    @property
    def block(self) -> WhatsAppBlock:
        block = self.mirror.citizens[ANNA].at_whatsapp
        assert block is not None
        return block

    @property
    def history(self) -> list[str]:
        return [event.kind for _, event in self.mirror.events]
