"""Citizens: profile, what leads to them, the lists they stand in, their consent, who is kept out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tests.contract.stored_items.kinds import (
    COLLEAGUE,
    GIULIA,
    LIST,
    MESSAGE_ID,
    NOON,
    NOON_SHARP,
    PHONE,
    STAFF,
    USER_ID,
    Kind,
    first,
    later,
    table_of,
    write,
)
from tests.fakes.memory_exclusions import MemoryExclusions
from urp.aws.tables import Tables
from urp.citizens.blocks import Block, MirrorProblem, MirrorState, WhatsAppBlock
from urp.citizens.consent import EntryKind, LedgerEntry, Source
from urp.citizens.exclusions import to_phone_name
from urp.citizens.identity.model import Citizen, CitizenChange, SenderIds
from urp.citizens.store.citizen_items import read_entry, write_entry
from urp.citizens.store.citizens import CitizenReader, write_change
from urp.citizens.store.dynamodb_restore import DynamoRestore, write_excluded, write_replayed
from urp.language import Language
from urp.meaning.breaches import Breach
from urp.notices.store.listed_people import ListedPeople
from urp.privacy.store.citizen_places import list_register_items
from urp.privacy.store.forgetting import Forgetting

BLOCK = Block(
    "Minacce ripetute",
    STAFF,
    NOON_SHARP,
    NOON_SHARP.replace(month=12),
    "policy-3",
    Breach.THREAT,
    grave=True,
)
WITHOUT_END = Block("Minacce", STAFF, NOON_SHARP, None, "policy-3")
AT_WHATSAPP = WhatsAppBlock(
    state=MirrorState.UNKNOWN,
    by=COLLEAGUE,
    at=NOON_SHARP,
    changed_at=NOON_SHARP.replace(minute=1),
    ids=(USER_ID, PHONE),
    attempts=2,
    next_at=NOON_SHARP.replace(minute=3),
    called_at=NOON_SHARP.replace(minute=2),
    code=131021,
    problem=MirrorProblem.GIVEN_UP,
    notice="block-notice-0001",
)
NEWLY_CHOSEN = WhatsAppBlock(MirrorState.PENDING, STAFF, NOON_SHARP, NOON_SHARP)
SUBSCRIBER = Citizen(
    id=GIULIA,
    version=1,
    user_ids=("IT.10000000000000000009", USER_ID),
    phones=(PHONE,),
    former_phones=("393330000009",),
    ids_as_of=NOON_SHARP,
    subscribed=True,
    consent_at=NOON_SHARP,
    subscribed_at=NOON_SHARP,
    left_at=NOON_SHARP.replace(year=2025),
    window_ends_at=NOON_SHARP.replace(day=26),
    topics=frozenset({"viabilita", "eventi"}),
    topics_since={"eventi": date(2026, 11, 24)},
    block=BLOCK,
    at_whatsapp=AT_WHATSAPP,
    unconfirmed=LIST,
    restricted_at=NOON_SHARP,
    absorbed=(UUID(int=9), UUID(int=10)),
)
WHO_WROTE = Citizen(id=GIULIA, version=1)
MEMBER_BY_PHONE = Citizen(id=GIULIA, version=1, phones=(PHONE,), subscribed=True)
WHO_LEFT = replace(
    SUBSCRIBER,
    subscribed=False,
    left_at=NOON_SHARP,
    merged_into=UUID(int=11),
)
WHO_NEVER_JOINED = replace(WHO_WROTE, user_ids=(USER_ID,), block=WITHOUT_END, at_whatsapp=NEWLY_CHOSEN)
FORGOTTEN_ON = date(2028, 11, 24)
ENTRY = LedgerEntry(
    citizen_id=GIULIA,
    kind=EntryKind.NOTICE_READ,
    at=NOON,
    recorded_at=later(seconds=2),
    message_id=MESSAGE_ID,
    source=Source.STATUS,
    text="Iscrivimi",
    policy_version="policy-3",
    privacy_version="privacy-2",
    language=Language.ENGLISH,
)
FIRST_ENTRY = replace(ENTRY, text="", language=None)


def store(tables: Tables, citizen: Citizen) -> None:
    change = CitizenChange(Citizen(citizen.id), citizen)
    write(tables, *write_change(change, tables, NOON))


def _reader(tables: Tables) -> CitizenReader:
    return CitizenReader(tables)


def _profile(tables: Tables) -> Citizen | None:
    return _reader(tables).find([GIULIA]).citizens.get(GIULIA)


def _led_to(tables: Tables) -> frozenset[tuple[str, str]]:
    """Who the ids that may lead to Giulia do lead to."""
    ids = [SenderIds(None, phone) for phone in (PHONE, "393330000009")]
    ids += [SenderIds(user_id, None) for user_id in (USER_ID, "IT.10000000000000000009")]
    owners = _reader(tables).find(ids).owners
    return frozenset((key[0], str(owner)) for key, owner in owners.items())


def _known_by(citizen: Citizen) -> frozenset[tuple[str, str]]:
    names = [f"ALIAS#USER#{user_id}" for user_id in citizen.user_ids]
    names += [f"ALIAS#PHONE#{phone}" for phone in (*citizen.phones, *citizen.former_phones)]
    return frozenset((name, str(citizen.id)) for name in names)


def _entry(tables: Tables) -> LedgerEntry | None:
    items = list(list_register_items(tables, GIULIA))
    return first([read_entry(item) for item in items])


def _enter(tables: Tables, entry: LedgerEntry) -> None:
    write(tables, write_entry(entry, table_of(tables, "Citizens")))


def _looked_at_by_the_purge(tables: Tables) -> bool:
    """A reminder without a citizen is dropped on its day."""
    table = table_of(tables, "Citizens")
    Forgetting(tables).delete_page(f"{FORGOTTEN_ON} ", NOON.replace(year=2029))
    return not tables.client.scan(TableName=table)["Items"]


def _exclude(tables: Tables, at: datetime) -> None:
    write(tables, write_excluded(_hash(to_phone_name(PHONE)), at, tables))


def _excluded(tables: Tables) -> Collection[str]:
    return ListedPeople(tables, MemoryExclusions(), _hash).excluded([PHONE])


def _hash(name: str) -> str:
    return name.encode().hex()


def _replay(tables: Tables, counts: Mapping[str, int]) -> None:
    write(tables, write_replayed(NOON, counts, tables, later(hours=1)))


def _replayed(tables: Tables) -> bool:
    return not DynamoRestore(tables, NOON).withholds()


def _yes(_: object) -> bool:
    return True


KINDS: tuple[Kind[Any], ...] = (
    Kind("a citizen", "Citizens", "CITIZEN#", SUBSCRIBER, WHO_WROTE, store, _profile, sort="PROFILE"),
    Kind(
        "a citizen who left",
        "Citizens",
        "CITIZEN#",
        WHO_LEFT,
        WHO_NEVER_JOINED,
        store,
        _profile,
        sort="PROFILE",
    ),
    Kind("an alias", "Citizens", "ALIAS#", SUBSCRIBER, MEMBER_BY_PHONE, store, _led_to, _known_by),
    Kind("a day to forget", "Citizens", "FORGET#", WHO_LEFT, WHO_LEFT, store, _looked_at_by_the_purge, _yes),
    Kind("an entry of the consent ledger", "Citizens", "CITIZEN#", ENTRY, FIRST_ENTRY, _enter, _entry),
    Kind(
        "who was excluded before a restore",
        "Citizens",
        "EXCLUDED#",
        NOON,
        NOON,
        _exclude,
        _excluded,
        lambda _: [PHONE],
    ),
    Kind("that exclusions were replayed", "Control", "RESTORE#", {"left": 3}, {}, _replay, _replayed, _yes),
)
