"""A part of a notice that fell five times waits for a person, who may also decide to stop."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from tests.acting import AS_OPERATOR
from tests.fakes.broadcasts.engine_store import Subscriber
from tests.fakes.broadcasts.town_hall import START, TEMPLATE, TownHall
from urp.acts.model import Act
from urp.notices.broadcasts.hold import JOB_DEAD
from urp.notices.broadcasts.lifecycle import held
from urp.notices.broadcasts.model import BroadcastDraft, BroadcastStatus, Hold, HoldReason

NOTICE = UUID(int=7)
PEOPLE = 30


def town_whose_jobs_fell(expires_in: timedelta | None = None) -> TownHall:
    town = TownHall()
    for number in range(PEOPLE):
        town.stored.subscribe(Subscriber(UUID(int=1000 + number), phone=f"393330000{number:03d}"))
    town.meta.unreachable = (START, START + timedelta(hours=9))
    draft = BroadcastDraft(
        "Via Roma",
        TEMPLATE.name,
        {"luogo": "via Roma"},
        "https://comune.example/1",
        expires_at=START + expires_in if expires_in else None,
    )
    town.office().create(NOTICE, draft, act(town, "broadcast.create"))
    town.office().approvals.submit(NOTICE, None, act(town, "broadcast.submit"))
    town.run(60, lambda: town.now > START + timedelta(seconds=6) and nobody_is_marked(town))
    later = town.now + timedelta(hours=1)
    for job in town.stored.jobs.open(NOTICE):
        town.stored.jobs.lease(NOTICE, job.id, "fallen", later, later)
        town.stored.jobs.bury(NOTICE, job.id, "fallen")
    sending = town.stored.header(NOTICE)
    fallen = held(sending, Hold(HoldReason.JOB_DEAD, town.now, JOB_DEAD))
    town.stored.broadcasts.store(sending, fallen)
    return town


def nobody_is_marked(town: TownHall) -> bool:
    return all(row.hand_over is None for row in town.stored.all_rows(NOTICE).values())


def act(town: TownHall, name: str) -> Act:
    return Act(f"{name}-{town.now}", "staff-1", name, f"broadcast/{NOTICE}", town.now, standing=AS_OPERATOR)


def test_a_notice_stopped_after_a_part_of_it_fell_is_closed_and_accounts_for_everybody() -> None:
    town = town_whose_jobs_fell()

    town.office().stop(NOTICE, act(town, "broadcast.stop"))
    town.run_until_over([NOTICE])
    town.time.stop()

    assert town.stored.header(NOTICE).status is BroadcastStatus.CLOSED
    assert town.stored.statement(NOTICE).counts.stopped == PEOPLE


def test_a_notice_that_expires_while_a_part_of_it_is_fallen_is_closed_too() -> None:
    town = town_whose_jobs_fell(expires_in=timedelta(minutes=10))

    town.run_until_over([NOTICE])
    town.time.stop()

    assert town.stored.statement(NOTICE).counts.expired == PEOPLE


def test_jobs_buried_by_a_worker_that_died_before_it_held_the_notice_are_found() -> None:
    town = town_whose_jobs_fell()
    fallen = town.stored.header(NOTICE)
    sending = replace(fallen, status=BroadcastStatus.SENDING, hold=None, enqueued_at=town.now)
    town.stored.broadcasts.store(fallen, sending)

    town.run(120)
    town.time.stop()

    found = town.stored.header(NOTICE)
    assert found.status is BroadcastStatus.HELD
    assert found.hold is not None
    assert found.hold.reason is HoldReason.JOB_DEAD
