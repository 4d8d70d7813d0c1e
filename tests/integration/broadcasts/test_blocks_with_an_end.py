"""Most blocks end, by the profile after 90 days: until that second nothing is sent, from then on all is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.fakes.broadcasts.engine_store import EngineStore, Subscriber
from tests.integration.block_stores import ANNA, CITIZEN, NOON, TOWN, act, open_stores
from tests.integration.broadcasts.people import ADA, BRUNO, NOTICE, NOW, created, frozen_shard, row_of
from urp.aws.tables import Tables
from urp.notices.broadcasts.audience import count_audience
from urp.notices.broadcasts.recipients import HandOverResult

ENDS = NOW + timedelta(days=90)
SECOND = timedelta(seconds=1)
BLOCKED = Subscriber(ADA, None, "393330000001", blocked_until=int(ENDS.timestamp()))
FREE = Subscriber(BRUNO, None, "393330000002")
BEFORE_AND_AFTER = pytest.mark.parametrize(
    ("now", "blocked"),
    [(NOW, True), (ENDS - SECOND, True), (ENDS, False), (ENDS + SECOND, False)],
    ids=["when it begins", "a second before its end", "at its end", "a second after"],
)


@BEFORE_AND_AFTER
def test_at_the_freeze(store: EngineStore, now: datetime, blocked: bool) -> None:
    store.subscribe(BLOCKED)
    store.subscribe(FREE)

    found = {each.citizen_id: each.blocked for page in store.audience.pages(0, now) for each in page}

    assert found == {ADA: blocked, BRUNO: False}
    assert count_audience(store.audience, now).people == (1 if blocked else 2)


@BEFORE_AND_AFTER
def test_when_a_worker_looks_at_its_people(store: EngineStore, now: datetime, blocked: bool) -> None:
    created(store)
    frozen_shard(store, ADA, BRUNO)
    store.subscribe(BLOCKED)

    look = store.rows.look(NOTICE, [ADA, BRUNO], now)

    assert {each.citizen_id: each.blocked for each in look.members.values()} == {ADA: blocked, BRUNO: False}


@BEFORE_AND_AFTER
def test_at_the_hand_over(store: EngineStore, now: datetime, blocked: bool) -> None:
    """They were free when the audience was frozen."""
    frozen_shard(store, ADA, BRUNO)
    store.subscribe(BLOCKED)

    handed = [store.rows.hand_over(row_of(each), "run-1", now, ()) for each in (ADA, BRUNO)]

    kept_out = HandOverResult.NOT_ADDRESSED if blocked else HandOverResult.HANDED
    assert handed == [kept_out, HandOverResult.HANDED]


def test_a_block_of_the_office_is_one_for_both(tables: Tables) -> None:
    """From the moderator's decision to the notice: the same item, read by all three."""
    stores, store = open_stores(tables), EngineStore(tables)
    stores.put(replace(CITIZEN, window_ends_at=None))
    ends = NOON + timedelta(days=TOWN.moderation.block_days)

    stores.office.block(ANNA, "spam", ends, act(1))

    def blocked(now: datetime) -> bool:
        (member,) = (each for page in store.audience.pages(CITIZEN.shard, now) for each in page)
        return member.blocked

    assert [blocked(now) for now in (NOON + SECOND, ends - SECOND, ends)] == [True, True, False]
