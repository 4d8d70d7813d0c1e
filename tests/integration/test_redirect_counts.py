"""A redirected message leaves a count without anybody in it, and its text for a few days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from tests.fakes.days import RETENTION
from tests.fakes.memory_exclusions import MemoryExclusions
from urp.aws.dynamodb import get, query
from urp.aws.tables import Tables
from urp.desk.redirects.counts import Counted
from urp.desk.redirects.model import Redirect
from urp.desk.store.redirects import RedirectCounts
from urp.inbound.model import AlreadySeenError, Effect
from urp.inbound.store.ledger import InboundLedger
from urp.retention.classes import RetentionClass, find_class
from urp.town.municipality.codes import Category, RedirectKind

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
ANNA = UUID(int=1)
HOLE = "C'è una buca in via Marconi"


def redirected(number: int = 7, category: Category = Category.STRADE) -> Effect:
    redirect = Redirect(
        id=UUID(int=number),
        kind=RedirectKind.REPORT,
        category=category,
        rule="categories.STRADE.names",
        day=NOON.date(),
        citizen_id=ANNA,
        message_id=f"wamid.{number}",
        at=NOON,
        text=HOLE,
    )
    return Effect(f"wamid.{number}", redirect=redirect)


@pytest.fixture
def ledger(tables: Tables) -> InboundLedger:
    return InboundLedger(tables, exclusions=MemoryExclusions())


@pytest.fixture
def desk(tables: Tables) -> str:
    return tables.desk


def test_the_count_says_kind_category_and_day_and_nothing_else(
    ledger: InboundLedger, desk: str, tables: Tables
) -> None:
    client = tables.client
    ledger.commit(redirected(), NOON)

    (item,) = query(
        client,
        desk,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": "REDIRECTS#2026-11"},
    )

    midnight = datetime(2026, 11, 25, tzinfo=UTC)
    assert item == {
        "pk": "REDIRECTS#2026-11",
        "sk": f"2026-11-25#{UUID(int=7)}",
        "kind": "report",
        "category": "STRADE",
        "expires_at": int((midnight + timedelta(days=RETENTION.redirect_counts)).timestamp()),
    }
    assert find_class(item["pk"], item["sk"]) is RetentionClass.REDIRECT_COUNTS


def test_the_text_goes_after_its_days_and_the_count_stays(
    ledger: InboundLedger, desk: str, tables: Tables
) -> None:
    ledger.commit(redirected(), NOON)

    kept = get(tables.client, desk, f"REDIRECT#{UUID(int=7)}", "MESSAGE")

    assert kept is not None
    assert kept["text"] == HOLE
    assert kept["expires_at"] == int((NOON + timedelta(days=RETENTION.redirected_reports)).timestamp())
    assert find_class(kept["pk"], kept["sk"]) is RetentionClass.REDIRECTED_REPORTS


def test_delivered_twice_it_is_counted_once(ledger: InboundLedger, desk: str, tables: Tables) -> None:
    ledger.commit(redirected(), NOON)

    with pytest.raises(AlreadySeenError):
        ledger.commit(redirected(), NOON + timedelta(days=7))

    counts = list(RedirectCounts(tables).of_month("2026-11"))
    assert counts == [Counted(RedirectKind.REPORT, Category.STRADE, date(2026, 11, 25))]


def test_another_month_is_counted_by_itself(ledger: InboundLedger, desk: str, tables: Tables) -> None:
    ledger.commit(redirected(), NOON)

    assert list(RedirectCounts(tables).of_month("2026-12")) == []


def test_a_report_that_its_sender_takes_back_loses_its_text_and_stays_counted(
    ledger: InboundLedger, desk: str, tables: Tables
) -> None:
    ledger.commit(redirected(), NOON)

    ledger.commit(Effect("wamid.back", hidden_messages=("wamid.7",)), NOON)

    client = tables.client
    kept = get(client, desk, f"REDIRECT#{UUID(int=7)}", "MESSAGE")
    assert kept is not None
    assert "text" not in kept
    assert len(list(RedirectCounts(tables).of_month("2026-11"))) == 1
