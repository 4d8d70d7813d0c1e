"""Who left is in no audience from that moment: the membership goes in the transaction of the consent."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests.fakes.broadcasts.engine_store import EngineStore
from tests.integration.broadcasts.people import NOTICE
from tests.integration.test_received_messages import StoredTown
from tests.integration.test_received_messages import town as town
from tests.unit.inbound.surroundings import ANNA, OPEN
from urp.aws.tables import Tables
from urp.citizens.identity.model import AUDIENCE_SHARDS
from urp.notices.broadcasts.jobs import Job, JobId
from urp.notices.broadcasts.recipients import HandOverResult
from urp.notices.broadcasts.trackers import RowReference
from urp.whatsapp.content import MessageKind, Tap, WrittenText

WORDS = WrittenText("Cancellami")
BUTTON = Tap("Cancellami", "Cancellami")


@pytest.fixture
def store(tables: Tables) -> EngineStore:
    return EngineStore(tables)


def audience(store: EngineStore) -> set[UUID]:
    shards = range(AUDIENCE_SHARDS)
    return {
        each.citizen_id for shard in shards for page in store.audience.pages(shard, OPEN) for each in page
    }


@pytest.mark.parametrize(("content", "kind"), [(WORDS, MessageKind.TEXT), (BUTTON, MessageKind.BUTTON)])
def test_no_notice_finds_them_any_more(
    content: WrittenText | Tap, kind: MessageKind, town: StoredTown, store: EngineStore
) -> None:
    town.writes("Iscrivimi", ANNA)
    before = audience(store)

    town.receives(content, ANNA, kind)

    assert before == {town.citizen(ANNA).id}
    assert audience(store) == set()


def test_a_worker_that_has_them_in_its_job_hands_nothing_over(town: StoredTown, store: EngineStore) -> None:
    town.writes("Iscrivimi", ANNA)
    anna = town.citizen(ANNA)
    store.freezing.add(NOTICE, anna.shard, [anna.id], OPEN)
    store.freezing.seal(NOTICE, store.freezing.shard(NOTICE, anna.shard), 1, OPEN)
    store.freezing.add_jobs(NOTICE, anna.shard, [Job(JobId(anna.shard, 0), (anna.id,))], OPEN)

    town.writes("Cancellami", ANNA)

    handed = store.rows.hand_over(RowReference(NOTICE, anna.shard, anna.id), "run-1", OPEN, ())
    assert handed is HandOverResult.NOT_ADDRESSED


def test_who_comes_back_is_in_it_once(town: StoredTown, store: EngineStore) -> None:
    for words in ("Iscrivimi", "Cancellami", "Iscrivimi"):
        town.writes(words, ANNA)

    assert audience(store) == {town.citizen(ANNA).id}
