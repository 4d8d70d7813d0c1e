"""Made-up notices and people for the tests of the engine's store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from tests.acting import AS_OPERATOR
from tests.fakes.broadcasts.engine_store import EngineStore, Subscriber
from urp.acts.model import Act, IdempotencyMark
from urp.notices.broadcasts.channel_post import ChannelPost
from urp.notices.broadcasts.jobs import Job, JobId
from urp.notices.broadcasts.model import Broadcast, BroadcastDraft, BroadcastStatus
from urp.notices.broadcasts.trackers import RowReference

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
NOTICE = UUID("00000000-0000-4000-8000-00000000aaaa")
ADA = UUID("00000000-0000-4000-8000-000000000010")
BRUNO = UUID("00000000-0000-4000-8000-000000000020")
CARLA = UUID("00000000-0000-4000-8000-000000000030")
"""All three in shard 0."""
DRAFT = BroadcastDraft("Via Roma", "avviso_viabilita", {"luogo": "via Roma"}, "https://comune.example/1")


def row_of(citizen_id: UUID) -> RowReference:
    return RowReference(NOTICE, 0, citizen_id)


def act(name: str, at: datetime = NOW, key: str | None = None) -> Act:
    mark = None if key is None else IdempotencyMark(key, "fingerprint", str(NOTICE))
    return Act(
        f"{name}-1", "staff-1", name, f"broadcast/{NOTICE}", at, idempotency=mark, standing=AS_OPERATOR
    )


def created(store: EngineStore, broadcast_id: UUID = NOTICE, at: datetime = NOW) -> Broadcast:
    draft = Broadcast(broadcast_id, DRAFT, BroadcastStatus.DRAFT, at, "staff-1", version=1)
    post = ChannelPost(broadcast_id, "Via Roma", "Via Roma chiusa. https://comune.example/1")
    store.broadcasts.create(draft, post, replace(act("broadcast.create", at), id=str(broadcast_id)))
    return draft


def frozen_shard(store: EngineStore, *citizens: UUID) -> Job:
    """The citizens are subscribed, and rows of shard 0 with one job."""
    for citizen_id in citizens:
        store.subscribe(Subscriber(citizen_id, "IT.1000000000000000" + citizen_id.hex[-4:], "393330000001"))
    store.freezing.add(NOTICE, 0, citizens, NOW)
    store.freezing.seal(NOTICE, store.freezing.shard(NOTICE, 0), len(citizens), NOW)
    job = Job(JobId(0, 0), citizens)
    store.freezing.add_jobs(NOTICE, 0, [job], NOW)
    store.freezing.make_ready(NOTICE, 0, 1)
    return job
