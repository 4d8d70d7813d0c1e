"""Citizens whose time is over are forgotten whole; nobody else is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from tests.fakes.memory_exclusions import MemoryExclusions
from urp.aws.tables import Tables
from urp.citizens.blocks import Block
from urp.citizens.consent import EntryKind, LedgerEntry, Source
from urp.citizens.identity.model import Citizen, CitizenChange, SenderIds
from urp.inbound.model import Effect
from urp.inbound.store.ledger import InboundLedger
from urp.privacy.store.forgetting import Forgetting
from urp.privacy.store.purge import ExpiredItems
from urp.retention.classes import RetentionClass
from urp.retention.purge import Expired

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ANNA, BRUNO = UUID(int=1), UUID(int=2)
IDS = SenderIds("IT.10000000000000000001", "393330000001")
KNOWN = Citizen(ANNA, user_ids=(IDS.user_id or "",), phones=(IDS.phone or "",))
MEMBER = replace(KNOWN, subscribed=True, consent_at=NOON, subscribed_at=NOON)


@pytest.fixture
def ledger(tables: Tables) -> InboundLedger:
    return InboundLedger(tables, exclusions=MemoryExclusions())


@pytest.fixture
def forgetting(tables: Tables) -> Forgetting:
    return Forgetting(tables)


def purged(source: Expired, now: datetime) -> dict[RetentionClass, int]:
    total: dict[RetentionClass, int] = {}
    page = source.delete_page(None, now)
    while True:
        total |= {kind: total.get(kind, 0) + count for kind, count in page.deleted.items()}
        if page.cursor is None:
            return total
        page = source.delete_page(page.cursor, now)


def entry(kind: EntryKind, message_id: str) -> LedgerEntry:
    return LedgerEntry(ANNA, kind, NOON, NOON, message_id, Source.TEXT, "…", "1", "1")


def joins(ledger: InboundLedger) -> Citizen:
    change = CitizenChange(Citizen(ANNA), MEMBER)
    ledger.commit(Effect("wamid.1", (change,), (entry(EntryKind.JOINED, "wamid.1"),)), NOON)
    return replace(MEMBER, version=1)


def leaves(ledger: InboundLedger, member: Citizen, at: datetime = NOON) -> Citizen:
    gone = replace(member, subscribed=False, left_at=at, consent_at=at)
    left = (entry(EntryKind.LEFT, "wamid.2"),)
    ledger.commit(Effect("wamid.2", (CitizenChange(member, gone),), left), at)
    return replace(gone, version=member.version + 1)


def everything(tables: Tables) -> list[str]:
    items = tables.client.scan(TableName=tables.citizens)["Items"]
    return sorted(f"{item['pk']['S']} {item['sk']['S']}" for item in items)


def test_who_left_two_years_ago_is_forgotten_whole(
    tables: Tables, ledger: InboundLedger, forgetting: Forgetting
) -> None:
    leaves(ledger, joins(ledger))

    too_early = purged(forgetting, NOON + 729 * DAY)
    forgotten = purged(forgetting, NOON + 731 * DAY)

    assert too_early == {}
    assert forgotten == {
        RetentionClass.CITIZENS: 1,
        RetentionClass.ALIASES: 2,
        RetentionClass.CONSENT: 2,
    }
    assert everything(tables) == []


def test_a_night_some_hours_too_early_forgets_nobody_and_does_not_keep_the_next_from_it(
    tables: Tables, ledger: InboundLedger, forgetting: Forgetting
) -> None:
    leaves(ledger, joins(ledger))

    assert purged(forgetting, NOON + 730 * DAY - timedelta(hours=9)) == {}
    assert purged(forgetting, NOON + 730 * DAY + timedelta(hours=15))[RetentionClass.CITIZENS] == 1
    assert everything(tables) == []


def test_the_consent_of_who_is_still_subscribed_never_expires(
    tables: Tables, ledger: InboundLedger, forgetting: Forgetting
) -> None:
    joins(ledger)
    citizens = ExpiredItems(tables, tables.citizens)
    before = everything(tables)

    assert purged(forgetting, NOON + 7300 * DAY) == {}
    assert purged(citizens, NOON + 7300 * DAY) == {}
    assert everything(tables) == before


def test_who_joined_again_after_leaving_is_not_forgotten(
    ledger: InboundLedger, forgetting: Forgetting
) -> None:
    gone = leaves(ledger, joins(ledger))
    back = replace(gone, subscribed=True, consent_at=NOON + DAY)
    ledger.commit(Effect("wamid.3", (CitizenChange(gone, back),)), NOON + DAY)

    assert purged(forgetting, NOON + 731 * DAY) == {}
    assert ledger.load(IDS).by_user_id == replace(back, version=3)


def test_who_asks_on_the_last_day_is_kept_as_long_as_the_question(
    ledger: InboundLedger, forgetting: Forgetting
) -> None:
    gone = leaves(ledger, joins(ledger))
    asked_at = NOON + 730 * DAY - timedelta(hours=4)
    asking = replace(gone, window_ends_at=asked_at + DAY)
    ledger.commit(Effect("wamid.3", (CitizenChange(gone, asking),)), asked_at)

    assert purged(forgetting, asked_at + 179 * DAY) == {}
    assert ledger.load(IDS).by_user_id == replace(asking, version=3)
    assert purged(forgetting, asked_at + 181 * DAY)[RetentionClass.CITIZENS] == 1


def test_who_only_asked_is_forgotten_with_the_question(
    tables: Tables, ledger: InboundLedger, forgetting: Forgetting
) -> None:
    """Without a consent there is nothing to prove: the number goes when the conversation does."""
    asking = replace(KNOWN, window_ends_at=NOON + DAY)
    ledger.commit(Effect("wamid.1", (CitizenChange(Citizen(ANNA), asking),)), NOON)

    assert purged(forgetting, NOON + 179 * DAY) == {}
    assert purged(forgetting, NOON + 181 * DAY)[RetentionClass.CITIZENS] == 1
    assert everything(tables) == []


def test_the_proof_of_a_subscription_that_went_over_in_a_merge_lives_as_long_as_it(
    tables: Tables, ledger: InboundLedger, forgetting: Forgetting
) -> None:
    member = joins(ledger)
    gone = replace(member, user_ids=(), phones=(), subscribed=False, merged_into=BRUNO)
    merged = replace(MEMBER, id=BRUNO, version=0)
    changes = (CitizenChange(Citizen(BRUNO), merged), CitizenChange(member, gone))
    ledger.commit(Effect("wamid.6", changes), NOON)
    proof = [item for item in everything(tables) if "CONSENT#" in item]

    for days in range(731, 1500, 30):
        purged(forgetting, NOON + days * DAY)
    while_subscribed = everything(tables)
    leaves(ledger, replace(merged, version=1), at=NOON + 1500 * DAY)
    for days in range(1500, 2300, 30):
        purged(forgetting, NOON + days * DAY)

    assert proof
    assert set(proof) <= set(while_subscribed)
    assert everything(tables) == []


def test_a_number_that_is_somebody_elses_by_now_keeps_leading_to_them(
    ledger: InboundLedger, forgetting: Forgetting
) -> None:
    gone = leaves(ledger, joins(ledger))
    newcomer = Citizen(BRUNO, user_ids=("IT.2",), phones=gone.phones, subscribed=True)
    changes = (CitizenChange(Citizen(BRUNO), newcomer), CitizenChange(gone, replace(gone, phones=())))
    ledger.commit(Effect("wamid.4", changes), NOON + DAY)

    purged(forgetting, NOON + 740 * DAY)

    found = ledger.load(IDS)
    assert found.by_user_id is None
    assert found.by_phone == replace(newcomer, version=1)


def test_a_block_without_an_end_is_not_forgotten(ledger: InboundLedger, forgetting: Forgetting) -> None:
    blocked = Citizen(BRUNO, user_ids=("IT.2",), block=Block("spam", "staff-1", NOON, None, "1"))
    ledger.commit(Effect("wamid.5", (CitizenChange(Citizen(BRUNO), blocked),)), NOON)

    assert purged(forgetting, NOON + 7300 * DAY) == {}
