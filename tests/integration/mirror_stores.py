"""Blocks at WhatsApp as they are kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from tests.fakes.memory_exclusions import MemoryExclusions
from urp.aws.tables import Tables
from urp.citizens.blocks import Block, MirrorProblem, MirrorState, WhatsAppBlock
from urp.citizens.identity.model import Citizen, CitizenChange
from urp.citizens.store.citizens import CitizenReader
from urp.moderation.blocks.model import Stranger
from urp.moderation.store.mirror import KnownPeople, MirrorRegister, StrangerDecisions
from urp.whatsapp.person import PersonIds

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ANNA, BRUNO = UUID(int=1), UUID(int=2)
USER_ID, PHONE = "IT.10000000000000000001", "393330000001"
BLOCK = Block("minacce", "staff-1", NOON, NOON + 30 * DAY, "1")
MIRROR = WhatsAppBlock(
    MirrorState.PENDING,
    "staff-1",
    NOON,
    NOON + HOUR,
    ids=("IT.1", PHONE),
    attempts=3,
    next_at=NOON + 2 * HOUR,
    called_at=NOON + HOUR,
    code=139102,
    problem=MirrorProblem.GIVEN_UP,
    notice="block-1",
)
CITIZEN = Citizen(ANNA, user_ids=(USER_ID,), phones=(PHONE,), block=BLOCK, at_whatsapp=MIRROR)
STRANGER = Stranger(UUID(int=9), PersonIds(PHONE, USER_ID), NOON)


@dataclass(frozen=True, slots=True)
class Store:
    mirror: MirrorRegister
    decisions: StrangerDecisions
    people: KnownPeople
    found: Callable[[UUID], Citizen | None]

    def put(self, citizen: Citizen) -> Citizen:
        self.mirror.store(CitizenChange(Citizen(citizen.id), citizen), None, NOON)
        stored = self.found(citizen.id)
        assert stored is not None
        return stored


def open_store(tables: Tables) -> Store:
    mirror = MirrorRegister(tables)
    decisions = StrangerDecisions(tables, exclusions=MemoryExclusions())
    people = KnownPeople(tables)
    return Store(mirror, decisions, people, CitizenReader(tables).find_one)
