from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from tests.fakes.broadcasts.engine_store import EngineStore
from tests.fakes.broadcasts.planned import scheduled
from tests.integration.broadcasts.people import NOTICE, NOW, act, created
from urp.acts.model import AlreadyActedError
from urp.errors import ConflictError, InvalidError
from urp.notices.account.model import AccountNote
from urp.notices.broadcasts.audience import AudienceKind, AudienceRule
from urp.notices.broadcasts.channel_post import Posted
from urp.notices.broadcasts.lifecycle import closed, frozen, held
from urp.notices.broadcasts.lifecycle import freezing as began
from urp.notices.broadcasts.model import (
    BeyondTier,
    Broadcast,
    BroadcastStatus,
    Counts,
    Hold,
    HoldReason,
    Urgency,
)
from urp.notices.broadcasts.tally import Statement, Tally
from urp.town.pricing.model import Cost, CostLine


def test_a_stored_broadcast_is_read_back_as_it_was(store: EngineStore) -> None:
    rule = AudienceRule(AudienceKind.NOT_REACHED_OF, UUID(int=5), frozenset({"eventi", "scuola"}))
    before = replace(created(store), audience_rule=rule)
    useful = replace(
        before.draft,
        urgency=Urgency.EMERGENCY,
        expires_at=NOW + timedelta(days=1),
        tolerance=timedelta(minutes=5),
        beyond_tier=BeyondTier.PLAN,
    )
    hold = Hold(HoldReason.TIER, NOW, "Il limite è raggiunto", 131048, NOW + timedelta(hours=24))
    running = frozen(began(scheduled(replace(before, draft=useful), NOW), NOW), 2, 1, NOW)

    after = store.broadcasts.store(before, held(running, hold))

    assert store.broadcasts.load(NOTICE) == after
    assert after.draft == useful
    assert after.audience_rule == rule
    assert after.hold == hold
    assert after.version == before.version + 1


def test_nobody_overwrites_what_somebody_else_changed_meanwhile(store: EngineStore) -> None:
    before = created(store)
    store.broadcasts.store(before, scheduled(before, NOW))

    with pytest.raises(ConflictError):
        store.broadcasts.store(before, scheduled(before, NOW + timedelta(hours=1)))

    stored = store.broadcasts.load(NOTICE)
    assert stored is not None
    assert stored.due_at == NOW


def test_a_creating_call_repeated_with_its_key_creates_nothing_new(store: EngineStore) -> None:
    before = created(store)
    stored = store.broadcasts.store(before, scheduled(before, NOW), act("broadcast.submit", key="k"))

    with pytest.raises(AlreadyActedError):
        store.broadcasts.store(
            stored, scheduled(stored, NOW + timedelta(hours=1)), act("broadcast.submit", key="k")
        )

    assert store.broadcasts.load(NOTICE) == stored


def test_only_what_is_due_or_running_is_work(store: EngineStore) -> None:
    drafted, soon, later = (UUID(int=each) for each in (1, 2, 3))
    created(store, drafted)
    before_soon, before_later = created(store, soon), created(store, later)

    store.broadcasts.store(before_soon, scheduled(before_soon, NOW + timedelta(seconds=80)))
    store.broadcasts.store(before_later, scheduled(before_later, NOW + timedelta(hours=2)))

    assert list(store.broadcasts.active(NOW + timedelta(seconds=90))) == [soon]


def test_a_closed_broadcast_is_no_work_any_more_and_keeps_its_statement(store: EngineStore) -> None:
    running = _running(store)
    lines = (
        CostLine("Italia", "utility", 1, 24_800, NOW.date(), to_confirm=True),
        CostLine("+49", "utility", 1, None),
    )
    cost = Cost(NOW.date(), lines, 1, "Italia")
    statement = Statement(NOTICE, NOW, 3, Counts(accepted=2, refused=1), ((131026, 1),), NOW, NOW, cost)

    store.statements.close(running, closed(running, NOW), statement)

    assert list(store.broadcasts.active(NOW)) == []
    assert store.statements.statement(NOTICE) == statement


def test_a_broadcast_is_closed_once(store: EngineStore) -> None:
    running = _running(store)
    statement = Statement(NOTICE, NOW, 0, Counts(), ())
    store.statements.close(running, closed(running, NOW), statement)

    with pytest.raises(ConflictError):
        store.statements.close(running, closed(running, NOW), statement)


def test_each_shard_is_counted_once_for_the_statement(store: EngineStore) -> None:
    created(store)
    counted = Tally(0, Counts(accepted=2, refused=1), ((131026, 1),), 0, NOW, NOW, (("utility_39", 2),))

    first = store.statements.add_part(NOTICE, 3, counted, NOW)
    second = store.statements.add_part(NOTICE, 3, Tally(counts=Counts(accepted=3)), NOW)
    other = store.statements.add_part(NOTICE, 15, Tally(), NOW)

    assert (first, second, other) == (True, False, True)
    assert store.statements.parts(NOTICE) == {3: counted, 15: Tally()}


def test_the_office_lists_the_newest_first_page_by_page(store: EngineStore) -> None:
    for number in range(3):
        created(store, UUID(int=number), NOW + timedelta(minutes=number))

    first = store.broadcasts.page(None, 2)
    second = store.broadcasts.page(first.cursor, 2)

    assert [each.id.int for each in (*first.items, *second.items)] == [2, 1, 0]
    assert second.cursor is None


def test_a_cursor_made_up_by_the_caller_is_refused(store: EngineStore) -> None:
    with pytest.raises(InvalidError):
        store.broadcasts.page("made up", 2)


def test_a_channel_edition_waits_until_a_person_posted_it(store: EngineStore) -> None:
    created(store)
    before = store.posts.waiting(None, 10).items
    store.posts.wait(NOTICE, NOW)
    store.posts.wait(NOTICE, NOW + timedelta(hours=1))
    waiting = store.posts.waiting(None, 10).items

    posted = replace(waiting[0], posted=Posted("staff-1", NOW, "https://whatsapp.com/channel/1"))
    store.posts.mark_posted(posted, act("channel.mark_posted"))

    assert before == ()
    assert [(each.broadcast_id, each.waiting_since) for each in waiting] == [(NOTICE, NOW)]
    assert store.posts.waiting(None, 10).items == ()
    assert store.posts.load(NOTICE) == posted


def test_an_edition_is_posted_by_one_person_only(store: EngineStore) -> None:
    created(store)
    post = store.posts.load(NOTICE)
    assert post is not None
    store.posts.mark_posted(replace(post, posted=Posted("staff-1", NOW, None)), act("one"))

    with pytest.raises(ConflictError):
        store.posts.mark_posted(replace(post, posted=Posted("staff-2", NOW, None)), act("two"))


def test_metas_newest_word_on_a_subject_stays(store: EngineStore) -> None:
    newer = AccountNote("template/scadenza", NOW, "Si può usare.")
    older = AccountNote(
        "template/scadenza", NOW - timedelta(hours=1), "In pausa.", serious=True, forbids=True
    )
    store.notes.store(newer)
    store.notes.store(older)

    assert list(store.notes.all()) == [newer]


def _running(store: EngineStore) -> Broadcast:
    before = created(store)
    running = store.broadcasts.store(before, frozen(began(scheduled(before, NOW), NOW), 3, 1, NOW))
    assert running.status is BroadcastStatus.SENDING
    return running
