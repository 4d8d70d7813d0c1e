from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from tests.fakes.broadcasts.engine_store import NO_END, EngineStore, Subscriber
from tests.integration.broadcasts.people import ADA, BRUNO, CARLA, NOTICE, NOW, created, frozen_shard, row_of
from urp.notices.broadcasts.audience import AudienceRule, count_audience
from urp.notices.broadcasts.jobs import Job, JobId
from urp.notices.broadcasts.model import Broadcast
from urp.notices.broadcasts.recipients import Answer, AnsweredRow, AnswerKind, Delivery, Outcome


def test_everybody_subscribed_is_read_with_their_address_and_block(store: EngineStore) -> None:
    an_hour_ago = int((NOW - timedelta(hours=1)).timestamp())
    store.subscribe(Subscriber(ADA, "IT.10000000000000000010", "393330000001"))
    store.subscribe(Subscriber(BRUNO, None, "393330000002", blocked_until=NO_END))
    store.subscribe(Subscriber(CARLA, "IT.10000000000000000030", None, blocked_until=an_hour_ago))
    store.subscribe(Subscriber(UUID(int=1), None, "393330000004", unconfirmed=UUID(int=71)))

    found = [member for page in store.audience.pages(0, NOW) for member in page]

    assert [(each.citizen_id, each.blocked) for each in found] == [
        (ADA, False),
        (BRUNO, True),
        (CARLA, False),
    ]
    assert [each.phone for each in found] == ["393330000001", "393330000002", None]
    assert count_audience(store.audience, NOW).people == 2  # neither the blocked nor who has not confirmed
    (unconfirmed,) = next(iter(store.audience.pages(1, NOW)))
    assert unconfirmed.unconfirmed == UUID(int=71)


def test_what_a_subscriber_chose_is_read_with_them_and_counted(store: EngineStore) -> None:
    store.subscribe(Subscriber(ADA, None, "393330000001", topics=frozenset({"eventi", "scuola"})))
    store.subscribe(Subscriber(BRUNO, None, "393330000002", topics=frozenset()))
    store.subscribe(Subscriber(CARLA, None, "393330000003"))
    school = AudienceRule(topics=frozenset({"scuola"}))

    found = {member.citizen_id: member.topics for page in store.audience.pages(0, NOW) for member in page}

    assert found == {ADA: frozenset({"eventi", "scuola"}), BRUNO: frozenset(), CARLA: None}
    assert count_audience(store.audience, NOW).people == 3
    assert count_audience(store.audience, NOW, school).people == 2
    assert count_audience(store.audience, NOW, school, emergency=True).people == 3


def test_whom_a_subscriber_absorbed_is_read_with_them(store: EngineStore) -> None:
    store.subscribe(Subscriber(ADA, None, "393330000001", absorbed=(BRUNO, CARLA)))
    store.subscribe(Subscriber(UUID(int=16), None, "393330000002"))

    found = [member for page in store.audience.pages(0, NOW) for member in page]

    assert {each.citizen_id: each.absorbed for each in found} == {ADA: (BRUNO, CARLA), UUID(int=16): ()}


def test_an_untouched_shard_is_seen_too(store: EngineStore) -> None:
    created(store)
    store.freezing.add(NOTICE, 3, [UUID(int=3)], NOW)

    shards = store.freezing.shards(NOTICE)

    assert [shard.number for shard in shards] == list(range(16))
    assert [shard.writes for shard in shards if shard.writes] == [1]


def test_adding_again_changes_nothing(store: EngineStore) -> None:
    store.freezing.add(NOTICE, 0, [ADA, BRUNO], NOW)
    store.freezing.add(NOTICE, 0, [BRUNO, CARLA], NOW)

    assert list(store.freezing.citizens(NOTICE, 0)) == [ADA, BRUNO, CARLA]


def test_a_straggler_adds_nobody_after_the_seal(store: EngineStore) -> None:
    store.freezing.add(NOTICE, 0, [ADA], NOW)
    sealed = store.freezing.seal(NOTICE, store.freezing.shard(NOTICE, 0), 1, NOW)

    added = store.freezing.add(NOTICE, 0, [BRUNO], NOW)

    assert sealed
    assert not added
    assert list(store.freezing.citizens(NOTICE, 0)) == [ADA]


def test_a_seal_fails_when_somebody_was_added_after_the_count(store: EngineStore) -> None:
    store.freezing.add(NOTICE, 0, [ADA], NOW)
    counted = store.freezing.shard(NOTICE, 0)
    store.freezing.add(NOTICE, 0, [BRUNO], NOW)

    assert not store.freezing.seal(NOTICE, counted, 1, NOW)
    assert store.freezing.shard(NOTICE, 0).sealed is None


def test_an_empty_shard_can_be_sealed_once(store: EngineStore) -> None:
    untouched = store.freezing.shard(NOTICE, 5)

    assert store.freezing.seal(NOTICE, untouched, 0, NOW)
    assert not store.freezing.seal(NOTICE, untouched, 0, NOW)
    assert store.freezing.shard(NOTICE, 5).sealed == 0


def test_jobs_come_only_from_a_sealed_shard_and_only_until_it_is_ready(store: EngineStore) -> None:
    job = Job(JobId(0, 0), (ADA,))
    store.freezing.add(NOTICE, 0, [ADA], NOW)
    too_early = store.freezing.add_jobs(NOTICE, 0, [job], NOW)
    store.freezing.seal(NOTICE, store.freezing.shard(NOTICE, 0), 1, NOW)
    in_time = store.freezing.add_jobs(NOTICE, 0, [job], NOW)
    store.freezing.make_ready(NOTICE, 0, 1)
    too_late = store.freezing.add_jobs(NOTICE, 0, [Job(JobId(0, 1), (BRUNO,))], NOW)

    assert (too_early, in_time, too_late) == (False, True, False)
    assert [each.id for each in store.jobs.open(NOTICE)] == [JobId(0, 0)]
    assert store.freezing.shard(NOTICE, 0).ready


def test_a_shard_is_not_ready_before_its_seal(store: EngineStore) -> None:
    store.freezing.make_ready(NOTICE, 0, 0)

    assert not store.freezing.shard(NOTICE, 0).ready


def test_what_became_of_a_notices_people_is_read_back_shard_by_shard(store: EngineStore) -> None:
    created(store)
    frozen_shard(store, ADA, BRUNO, CARLA)
    for each, kind in ((ADA, AnswerKind.UNCLEAR), (BRUNO, AnswerKind.UNCLEAR)):
        store.rows.answer([AnsweredRow(row_of(each), Answer(kind, NOW))])
    store.delivery.record(NOTICE, [(row_of(BRUNO), Delivery(delivered_at=NOW))], NOW)

    found = {row.citizen_id: row.outcome for row in store.freezing.rows(NOTICE, 0)}

    assert found == {ADA: Outcome.UNCLEAR, BRUNO: Outcome.ACCEPTED, CARLA: Outcome.PENDING}
    assert list(store.freezing.rows(NOTICE, 1)) == []
    assert store.freezing.row(NOTICE, BRUNO) == next(
        row for row in store.freezing.rows(NOTICE, 0) if row.citizen_id == BRUNO
    )
    assert store.freezing.row(NOTICE, UUID(int=1)) is None


def test_a_header_knows_nothing_of_an_audience_that_is_not_fixed(store: EngineStore) -> None:
    created(store)

    stored = store.broadcasts.load(NOTICE)

    assert isinstance(stored, Broadcast)
    assert stored.audience is None
    assert stored.open_people is None
