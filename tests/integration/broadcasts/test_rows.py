from __future__ import annotations

from datetime import timedelta

import pytest

from tests.fakes.broadcasts.engine_store import NO_END, EngineStore, Subscriber
from tests.integration.broadcasts.people import ADA, BRUNO, CARLA, NOTICE, NOW, created, frozen_shard, row_of
from urp.errors import NotFoundError
from urp.notices.broadcasts.recipients import (
    Answer,
    AnsweredRow,
    AnswerKind,
    Delivery,
    Ending,
    HandOverResult,
    Outcome,
)

LATER = NOW + timedelta(seconds=5)
ACCEPTED = Answer(AnswerKind.ACCEPTED, LATER, message_id="wamid.1")
REFUSED = Answer(AnswerKind.REFUSED, LATER, code=131026)


def outcomes(store: EngineStore) -> dict[str, Outcome]:
    return {str(row.citizen_id)[-2:]: row.outcome for row in store.freezing.rows(NOTICE, 0)}


def test_a_look_shows_the_header_and_who_is_still_there(store: EngineStore) -> None:
    header = created(store)
    frozen_shard(store, ADA, BRUNO)
    store.leave(BRUNO)

    look = store.rows.look(NOTICE, [ADA, BRUNO], NOW)

    assert look.broadcast == header
    assert [(each.citizen_id, each.blocked) for each in look.members.values()] == [(ADA, False)]
    assert store.rows.look(NOTICE, [], NOW).members == {}


def test_a_look_tells_the_windows_only_when_asked(store: EngineStore) -> None:
    created(store)
    frozen_shard(store, ADA, BRUNO)
    store.writes_us(ADA, LATER)

    asked = store.rows.look(NOTICE, [ADA, BRUNO], NOW, windows=True).members
    usual = store.rows.look(NOTICE, [ADA, BRUNO], NOW).members

    assert {each.citizen_id: each.window_ends_at for each in asked.values()} == {ADA: LATER, BRUNO: None}
    assert [each.window_ends_at for each in usual.values()] == [None, None]


def test_a_look_at_nothing_is_an_error(store: EngineStore) -> None:
    with pytest.raises(NotFoundError):
        store.rows.look(NOTICE, [ADA], NOW)


def test_one_person_is_handed_over_once(store: EngineStore) -> None:
    frozen_shard(store, ADA)

    first = store.rows.hand_over(row_of(ADA), "run-1", NOW, ())
    second = store.rows.hand_over(row_of(ADA), "run-2", NOW, ())

    assert (first, second) == (HandOverResult.HANDED, HandOverResult.NOT_PENDING)
    mark = store.rows.read(NOTICE, 0, [ADA])[ADA].hand_over
    assert mark is not None
    assert (mark.token, mark.at) == ("run-1", NOW)


def test_who_left_or_is_blocked_is_not_handed_over(store: EngineStore) -> None:
    frozen_shard(store, ADA, BRUNO)
    store.leave(ADA)
    store.subscribe(Subscriber(BRUNO, None, "393330000002", blocked_until=NO_END))

    left = store.rows.hand_over(row_of(ADA), "run-1", NOW, ())
    blocked = store.rows.hand_over(row_of(BRUNO), "run-1", NOW, ())

    assert (left, blocked) == (HandOverResult.NOT_ADDRESSED, HandOverResult.NOT_ADDRESSED)
    assert outcomes(store) == {"10": Outcome.PENDING, "20": Outcome.PENDING}


def test_a_block_that_has_ended_keeps_nobody_out(store: EngineStore) -> None:
    frozen_shard(store, ADA)
    store.subscribe(Subscriber(ADA, None, "393330000001", blocked_until=int(NOW.timestamp())))

    assert store.rows.hand_over(row_of(ADA), "run-1", NOW, ()) is HandOverResult.HANDED


def test_answers_ride_along_with_the_next_hand_over_and_only_if_it_succeeds(store: EngineStore) -> None:
    frozen_shard(store, ADA, BRUNO, CARLA)
    store.rows.hand_over(row_of(ADA), "run-1", NOW, ())
    answer = AnsweredRow(row_of(ADA), ACCEPTED, held=True)
    store.leave(BRUNO)

    failed = store.rows.hand_over(row_of(BRUNO), "run-1", NOW, [answer])
    after_failure = outcomes(store)["10"]
    handed = store.rows.hand_over(row_of(CARLA), "run-1", NOW, [answer])

    assert (failed, handed) == (HandOverResult.NOT_ADDRESSED, HandOverResult.HANDED)
    assert after_failure is Outcome.HANDED
    row = store.rows.read(NOTICE, 0, [ADA])[ADA]
    assert row.answer == ACCEPTED
    assert row.delivery.held


def test_a_refusal_keeps_its_code(store: EngineStore) -> None:
    frozen_shard(store, ADA)
    store.rows.hand_over(row_of(ADA), "run-1", NOW, ())

    store.rows.answer([AnsweredRow(row_of(ADA), REFUSED)])

    row = store.rows.read(NOTICE, 0, [ADA])[ADA]
    assert row.outcome is Outcome.REFUSED
    assert row.answer == REFUSED


def test_only_the_run_that_marked_a_person_takes_the_mark_back(store: EngineStore) -> None:
    frozen_shard(store, ADA)
    store.rows.hand_over(row_of(ADA), "run-1", NOW, ())

    foreign = store.rows.take_back(row_of(ADA), "run-2")
    own = store.rows.take_back(row_of(ADA), "run-1")

    assert (foreign, own) == (False, True)
    assert outcomes(store)["10"] is Outcome.PENDING


def test_an_answer_is_never_made_open_again(store: EngineStore) -> None:
    frozen_shard(store, ADA)
    store.rows.hand_over(row_of(ADA), "run-1", NOW, ())
    settled = store.rows.settle_unclear(row_of(ADA), "run-1", LATER)

    assert settled
    assert not store.rows.take_back(row_of(ADA), "run-1")
    assert outcomes(store)["10"] is Outcome.UNCLEAR


def test_whoever_knows_better_overwrites_unclear_but_not_the_other_way_round(store: EngineStore) -> None:
    frozen_shard(store, ADA)
    store.rows.hand_over(row_of(ADA), "run-1", NOW, ())
    store.rows.settle_unclear(row_of(ADA), "run-1", LATER)

    store.rows.answer([AnsweredRow(row_of(ADA), ACCEPTED)])

    assert not store.rows.settle_unclear(row_of(ADA), "run-1", LATER)
    assert outcomes(store)["10"] is Outcome.ACCEPTED


def test_an_ending_touches_only_those_still_pending(store: EngineStore) -> None:
    frozen_shard(store, ADA, BRUNO, CARLA)
    store.rows.hand_over(row_of(BRUNO), "run-1", NOW, ())

    store.rows.end(NOTICE, 0, [ADA, BRUNO, CARLA], Ending.STOPPED)

    assert outcomes(store) == {
        "10": Outcome.STOPPED,
        "20": Outcome.HANDED,
        "30": Outcome.STOPPED,
    }


def test_a_status_settles_whatever_we_knew(store: EngineStore) -> None:
    frozen_shard(store, ADA, BRUNO)
    store.rows.hand_over(row_of(ADA), "run-1", NOW, ())
    store.rows.settle_unclear(row_of(ADA), "run-1", LATER)

    news = [(row_of(ADA), Delivery(sent_at=NOW, delivered_at=LATER)), (row_of(CARLA), Delivery(sent_at=NOW))]
    written = store.delivery.record(NOTICE, news, NOW)

    assert written == 1
    assert outcomes(store) == {"10": Outcome.ACCEPTED, "20": Outcome.PENDING}


def test_a_person_whom_a_status_names_is_not_written_to_again(store: EngineStore) -> None:
    frozen_shard(store, ADA)
    store.delivery.record(NOTICE, [(row_of(ADA), Delivery(sent_at=NOW))], NOW)

    assert store.rows.hand_over(row_of(ADA), "run-1", NOW, ()) is HandOverResult.NOT_PENDING


def test_news_come_in_any_order_and_end_alike(store: EngineStore) -> None:
    frozen_shard(store, ADA, BRUNO)
    sent, delivered = Delivery(sent_at=NOW), Delivery(delivered_at=LATER)
    failed = Delivery(failed_at=LATER, failed_code=131049)

    for news in (sent, delivered, delivered):
        store.delivery.record(NOTICE, [(row_of(ADA), news)], NOW)
    for news in (delivered, sent, failed):
        store.delivery.record(NOTICE, [(row_of(BRUNO), news)], NOW)

    rows = store.rows.read(NOTICE, 0, [ADA, BRUNO])
    assert rows[ADA].delivery == Delivery(sent_at=NOW, delivered_at=LATER)
    assert rows[BRUNO].delivery == Delivery(
        sent_at=NOW, delivered_at=LATER, failed_at=LATER, failed_code=131049
    )
