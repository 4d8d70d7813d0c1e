from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest

from tests.fakes.broadcasts.engine_store import EngineStore
from tests.fakes.broadcasts.planned import scheduled
from tests.integration.broadcasts.people import NOW, act, created
from urp.acts.model import AlreadyActedError
from urp.errors import ConflictError
from urp.notices.announcements.model import (
    Announcement,
    AnnouncementDraft,
    AnnouncementStatus,
    HolidayPolicy,
    LastOccurrence,
    Schedule,
    WentOutBeforeError,
    occurrence_id,
)
from urp.notices.announcements.rule_reading import parse_rule
from urp.notices.broadcasts.channel_post import ChannelPost
from urp.notices.broadcasts.lifecycle import stale
from urp.notices.broadcasts.model import BeyondTier, Broadcast, BroadcastStatus

SERIES = UUID("00000000-0000-4000-8000-00000000eeee")
DUE = NOW + timedelta(minutes=2)
OCCURRENCE = occurrence_id(SERIES, date(2026, 11, 25), time(10, 2))
DRAFT = AnnouncementDraft(
    title="Raccolta carta",
    template="avviso_viabilita",
    parameters={"luogo": "via Roma"},
    link="https://comune.example/carta",
    schedule=Schedule(
        parse_rule("FREQ=MONTHLY;BYDAY=1MO,-1FR;UNTIL=20271231T225959Z"),
        date(2026, 11, 25),
        time(10, 2),
        HolidayPolicy.NEXT_WORKING_DAY,
    ),
    topics=frozenset({"rifiuti"}),
    tolerance=timedelta(minutes=30),
    useful_for=timedelta(hours=8),
    beyond_tier=BeyondTier.PLAN,
)


def written(store: EngineStore, series: UUID = SERIES, at: datetime = NOW) -> Announcement:
    new = Announcement(
        id=series,
        draft=DRAFT,
        channel_text="Via Roma chiusa.",
        status=AnnouncementStatus.ACTIVE,
        created_at=at,
        created_by="staff-1",
        counts_from=at,
        look_at=DUE,
    )
    return store.announcements.create(new, replace(act("announcement.create", at), id=str(series)))


def gone_out(before: Announcement) -> tuple[Announcement, Broadcast, ChannelPost]:
    after = replace(before, handled=date(2026, 11, 25), look_at=None, last=LastOccurrence(OCCURRENCE, DUE, 3))
    broadcast = Broadcast(
        OCCURRENCE,
        DRAFT.broadcast(DUE),
        BroadcastStatus.SCHEDULED,
        NOW,
        before.author,
        version=1,
        audience_rule=DRAFT.audience_rule,
        due_at=DUE,
    )
    return after, broadcast, ChannelPost(OCCURRENCE, DRAFT.title, "Via Roma chiusa.")


def test_an_announcement_is_read_back_as_it_was_written(store: EngineStore) -> None:
    stored = written(store)

    assert stored.version == 1
    assert store.announcements.load(SERIES) == stored


def test_one_that_has_come_further_is_read_back_as_it_is(store: EngineStore) -> None:
    after, broadcast, post = gone_out(before := written(store))

    stored = store.announcements.go_out(before, after, broadcast, post)

    assert stored == replace(after, version=2)
    assert store.announcements.load(SERIES) == stored


def test_an_occurrence_and_its_edition_are_stored_with_the_step(store: EngineStore) -> None:
    after, broadcast, post = gone_out(before := written(store))

    store.announcements.go_out(before, after, broadcast, post)

    assert store.broadcasts.load(OCCURRENCE) == broadcast
    assert store.posts.load(OCCURRENCE) == post
    assert list(store.broadcasts.active(DUE)) == [OCCURRENCE]


def test_of_two_clocks_at_once_one_makes_the_broadcast(store: EngineStore) -> None:
    after, broadcast, post = gone_out(before := written(store))
    store.announcements.go_out(before, after, broadcast, post)

    with pytest.raises(ConflictError) as refusal:
        store.announcements.go_out(before, after, broadcast, post)

    assert refusal.value.code == "conflict"


def test_an_occurrence_that_is_there_already_changes_nothing(store: EngineStore) -> None:
    after, broadcast, post = gone_out(before := written(store))
    store.announcements.go_out(before, after, broadcast, post)
    again = store.announcements.store(replace(before, version=2), before)

    with pytest.raises(WentOutBeforeError):
        store.announcements.go_out(again, after, broadcast, post)

    assert store.announcements.load(SERIES) == again


def test_nobody_overwrites_what_somebody_else_changed(store: EngineStore) -> None:
    before = written(store)
    store.announcements.store(before, replace(before, edition=2), act("announcement.change"))

    with pytest.raises(ConflictError):
        store.announcements.store(before, replace(before, edition=7), act("announcement.pause"))

    stored = store.announcements.load(SERIES)
    assert stored is not None
    assert stored.edition == 2


def test_the_same_key_writes_one(store: EngineStore) -> None:
    before = written(store)
    stored = store.announcements.store(before, before, act("announcement.change", key="k"))

    with pytest.raises(AlreadyActedError):
        store.announcements.store(stored, stored, act("announcement.change", key="k"))


def test_only_what_the_clock_must_look_at_is_due(store: EngineStore) -> None:
    sleeping, later = UUID(int=8), UUID(int=9)
    written(store)
    paused = written(store, sleeping)
    store.announcements.store(
        paused, replace(paused, look_at=None, status=AnnouncementStatus.PAUSED), act("announcement.pause")
    )
    far = written(store, later)
    store.announcements.store(far, replace(far, look_at=DUE + timedelta(days=1)))

    assert list(store.announcements.due(DUE)) == [SERIES]
    assert list(store.announcements.due(DUE - timedelta(seconds=1))) == []


def test_an_announcement_is_no_work_of_the_broadcasts(store: EngineStore) -> None:
    written(store)

    assert list(store.broadcasts.active(datetime(2030, 1, 1, tzinfo=UTC))) == []
    assert store.broadcasts.page(None, 10).items == ()


def test_the_office_lists_the_newest_first_without_the_deleted(store: EngineStore) -> None:
    for number in range(4):
        written(store, UUID(int=number), NOW + timedelta(minutes=number))
    gone = store.announcements.load(UUID(int=2))
    assert gone is not None
    store.announcements.store(gone, replace(gone, status=AnnouncementStatus.DELETED, look_at=None))

    first = store.announcements.page(None, 2)
    second = store.announcements.page(first.cursor, 2)

    assert [each.id.int for each in (*first.items, *second.items)] == [3, 1, 0]
    assert second.cursor is None


def test_what_was_found_too_late_waits_for_a_decision_the_longest_first(store: EngineStore) -> None:
    for number in range(3):
        before = created(store, UUID(int=number))
        due = store.broadcasts.store(before, scheduled(before, NOW - timedelta(hours=number)))
        store.broadcasts.store(due, stale(due))
    decided = store.broadcasts.load(UUID(int=1))
    assert decided is not None
    store.broadcasts.store(decided, scheduled(decided, NOW + timedelta(hours=1)))

    first = store.broadcasts.stale(None, 1)
    second = store.broadcasts.stale(first.cursor, 1)

    assert [each.id.int for each in (*first.items, *second.items)] == [2, 0]
