"""A notice that nobody works on rings; one that takes hours, or waits behind another, does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from tests.acting import AS_OPERATOR
from tests.architecture.blueprint import template
from tests.fakes.broadcasts.engine_store import Subscriber
from tests.fakes.broadcasts.queues import RULES
from tests.fakes.broadcasts.town_hall import TEMPLATE, TownHall
from urp.acts.model import Act
from urp.citizens.identity.model import AUDIENCE_SHARDS
from urp.notices.broadcasts.jobs import WorkLane, idle_lanes
from urp.notices.broadcasts.model import BroadcastDraft, BroadcastStatus, Urgency

FIRST, SECOND = UUID(int=7), UUID(int=8)
HOUR = 3600.0
_OBSERVABILITY = template("infra/observability.yaml")["Resources"]
MINUTES_TO_RING: int = _OBSERVABILITY["BroadcastStandsStillAlarm"]["Properties"]["EvaluationPeriods"]


def town_of(people: int, rate: int) -> TownHall:
    town = TownHall(rate=rate)
    for number in range(people):
        citizen = UUID(int=1000 * AUDIENCE_SHARDS + number)
        town.stored.subscribe(Subscriber(citizen, phone=f"39333{number:07d}"))
    return town


def send(town: TownHall, notice: UUID, urgency: Urgency = Urgency.ORDINARY) -> None:
    link = "https://comune.example/1"
    draft = BroadcastDraft("Via Roma", TEMPLATE.name, {"luogo": "via Roma"}, link, urgency=urgency)
    town.office().create(notice, draft, act("create", notice))
    town.office().approvals.submit(notice, None, act("send_now", notice))


def act(name: str, notice: UUID) -> Act:
    return Act(
        f"{name}-{notice}",
        "staff-1",
        f"broadcast.{name}",
        f"broadcast/{notice}",
        TownHall().now,
        standing=AS_OPERATOR,
    )


def rings(still: Sequence[int]) -> bool:
    """As CloudWatch judges: above nothing in each of so many minutes on end."""
    return any(all(still[at : at + MINUTES_TO_RING]) for at in range(len(still) - MINUTES_TO_RING + 1))


def test_two_long_notices_at_the_smallest_rate_ring_nothing() -> None:
    """One message a second. The jobs of the second wait in their queue for as long as the first takes, those
    of the first for twenty minutes: the age of a queue would ring for both."""
    town = town_of(1200, rate=1)
    send(town, FIRST)
    send(town, SECOND)

    town.run(0.5 * HOUR)
    town.time.stop()

    sent = len(town.meta.calls)
    assert 1200 < sent < 2 * 1200
    assert len(town.still) >= 28
    assert not rings(town.still)


def test_an_ordinary_notice_that_waits_for_an_emergency_rings_nothing() -> None:
    town = town_of(600, rate=1)
    send(town, FIRST)
    town.run(60)
    send(town, SECOND, Urgency.EMERGENCY)

    town.run(0.3 * HOUR)
    town.time.stop()

    assert town.stored.header(SECOND).status is BroadcastStatus.CLOSED
    assert not rings(town.still)


@pytest.mark.parametrize("queue", ["ordinary", "expansion"])
def test_a_notice_whose_queue_nobody_reads_rings_within_ten_minutes(queue: str) -> None:
    town = town_of(60, rate=80)
    town.queues.rules = RULES | {queue: replace(RULES[queue], at_once=0)}
    send(town, FIRST)

    town.run(timedelta(minutes=10).total_seconds())
    town.time.stop()

    assert rings(town.still)


def test_an_emergency_that_nobody_sends_rings_though_an_ordinary_notice_goes_on() -> None:
    town = town_of(1200, rate=1)
    town.queues.rules = RULES | {"emergency": replace(RULES["emergency"], at_once=0)}
    send(town, FIRST)
    town.run(60)
    send(town, SECOND, Urgency.EMERGENCY)

    town.run(timedelta(minutes=12).total_seconds())
    town.time.stop()

    assert rings(town.still)


def test_a_held_notice_waits_for_a_person_and_rings_nothing_of_this() -> None:
    town = town_of(600, rate=1)
    send(town, FIRST)
    town.run(120)
    town.office().pause(FIRST, act("pause", FIRST))

    town.run(HOUR)
    town.time.stop()

    assert not rings(town.still)


def test_each_lane_is_looked_at_by_itself() -> None:
    idle = {lane: f"{lane}, nobody at work; given again" for lane in WorkLane}

    assert idle_lanes(idle.values()) == 3
    assert idle_lanes([*idle.values(), WorkLane.SENDING]) == 2
    assert idle_lanes(["closed", "held", "failed: unavailable", "later"]) == 0
