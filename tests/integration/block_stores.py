"""The office that blocks, with its town."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from tests.acting import AS_OPERATOR
from tests.fakes.desk_world import RecordedReplies
from tests.fakes.memory_exclusions import MemoryExclusions
from tests.fakes.metas_list import RecordedBlockOrders
from tests.fakes.two_people import second_person_on
from urp.acts.model import Act, IdempotencyMark
from urp.aws.dynamodb import transact
from urp.aws.tables import Tables
from urp.citizens.identity.model import Citizen, CitizenChange
from urp.citizens.store.citizens import CitizenReader, write_change
from urp.desk.model import DeskState, DeskStateChange
from urp.desk.store.conversation_items import state_write
from urp.language import Language
from urp.moderation.blocks.office import BlockOffice
from urp.moderation.blocks.whatsapp_office import WhatsAppBlockOffice
from urp.moderation.store.blocks import BlockRegister
from urp.moderation.store.cases import CaseRegister
from urp.town.municipality import load_municipality_from
from urp.town.texts import load_texts_from

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ANNA = UUID(int=1)
PROFILE = Path(__file__).parents[1] / "profiles" / "roccaserena"
TOWN = load_municipality_from(PROFILE, placeholders_allowed=True)
TEXTS = load_texts_from(PROFILE, TOWN, placeholders_allowed=True)
CITIZEN = Citizen(
    ANNA,
    user_ids=("IT.10000000000000000001",),
    phones=("393330000001",),
    subscribed=True,
    subscribed_at=NOON,
    window_ends_at=NOON + DAY,
)


@dataclass(frozen=True, slots=True)
class BlockStores:
    office: BlockOffice
    at_whatsapp: WhatsAppBlockOffice
    replies: RecordedReplies
    orders: RecordedBlockOrders
    put: Callable[[Citizen], None]
    people: CitizenReader
    speaks: Callable[[UUID, Language], None]


def open_stores(tables: Tables) -> BlockStores:
    replies = RecordedReplies()
    client = tables.client
    register = BlockRegister(tables, exclusions=MemoryExclusions())

    people = CitizenReader(tables)

    def put(citizen: Citizen) -> None:
        change = CitizenChange(people.find_one(citizen.id) or Citizen(citizen.id), citizen)
        transact(client, list(write_change(change, tables, NOON)))

    def speaks(citizen_id: UUID, language: Language) -> None:
        before = DeskState(citizen_id)
        change = DeskStateChange(before, replace(before, language=language))
        transact(client, [state_write(change, tables, NOON)])

    orders = RecordedBlockOrders()
    cases = CaseRegister(tables)
    office = BlockOffice(register, people, replies, TOWN, TEXTS, orders, cases, second_person_on(tables))
    at_whatsapp = WhatsAppBlockOffice(register, people, replies, orders, TOWN, TEXTS, cases)
    return BlockStores(office, at_whatsapp, replies, orders, put, people, speaks)


def act(number: int = 1, key: str | None = None, at: datetime = NOON) -> Act:
    mark = IdempotencyMark(key, "body", "") if key else None
    return Act(
        f"act{number}",
        "staff-1",
        "citizen.block",
        f"citizen/{ANNA}",
        at,
        idempotency=mark,
        standing=AS_OPERATOR,
    )
