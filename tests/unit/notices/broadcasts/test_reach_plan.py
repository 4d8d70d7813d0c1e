"""When how many people can be reached, and how the office reads it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.fakes.broadcasts.town_hall import START
from tests.unit.notices.broadcasts.scene import ALERT, DRAFT, NOTICE, Scene
from tests.unit.notices.broadcasts.tier_town import limit
from urp.notices.broadcasts.model import BeyondTier, BroadcastDraft, HoldReason
from urp.notices.broadcasts.reach_outlook import PlanStep, days_of, outlook_in_words, planned
from urp.whatsapp.reach import DAY, KnownLimit, LimitSource, Reach, to_hour, to_mark

ROME = ZoneInfo("Europe/Rome")
HOUR = timedelta(hours=1)
PLAN = BeyondTier.PLAN


def limited(people: int | None, *used: tuple[timedelta, int]) -> Reach:
    """Used so long ago by so many."""
    marks, total = [], 0
    for ago, count in used:
        total += count
        hour = to_hour(START - ago)
        marks.append(to_mark(hour, 0, total))
    return Reach(KnownLimit(people, START, LimitSource.META), total, tuple(marks))


def steps(
    reach: Reach, people: int, *, emergency: bool = False, ahead: int = 0
) -> list[tuple[timedelta, int]]:
    plan = planned(reach, people, emergency=emergency, now=START, ahead=ahead)
    return [(step.at - START, step.people) for step in plan.steps]


def test_what_fits_goes_at_once() -> None:
    assert steps(limited(250), 225) == [(timedelta(0), 225)]
    assert steps(limited(None), 15_000) == [(timedelta(0), 15_000)]
    assert steps(limited(250), 0) == []


def test_a_town_of_600_with_a_limit_of_250_takes_three_days() -> None:
    assert steps(limited(250), 600) == [(timedelta(0), 225), (DAY, 225), (2 * DAY, 150)]


def test_an_emergency_uses_the_reserve_too() -> None:
    assert steps(limited(250), 600, emergency=True) == [(timedelta(0), 250), (DAY, 250), (2 * DAY, 100)]


def test_what_was_used_today_comes_back_tomorrow_by_the_hour() -> None:
    reach = limited(250, (23 * HOUR, 100), (2 * HOUR, 80))

    assert steps(reach, 300) == [
        (timedelta(0), 45),
        (HOUR, 100),
        (22 * HOUR, 80),
        (DAY, 45),
        (25 * HOUR, 30),
    ]


def test_whoever_comes_first_is_counted_first() -> None:
    assert steps(limited(250), 225, ahead=325) == [(DAY, 125), (2 * DAY, 100)]


def test_a_plan_longer_than_a_notice_may_last_says_how_many_are_left() -> None:
    plan = planned(limited(250), 100_000, emergency=False, now=START)

    assert len(plan.steps) == 28
    assert plan.later == 100_000 - 28 * 225


def test_without_any_room_nothing_is_promised() -> None:
    plan = planned(limited(1), 5, emergency=False, now=START)

    assert (plan.steps, plan.later) == ((), 5)


def test_a_day_is_the_municipalitys() -> None:
    late = START.replace(hour=22)  # eleven at night in Rome
    plan = planned(limited(10), 27, emergency=False, now=late)

    days = days_of(plan, ROME)

    assert [(f"{each.day:%d}", each.people) for each in days] == [("25", 9), ("26", 9), ("27", 9)]
    assert plan.steps[0] == PlanStep(late, 9)


@pytest.mark.parametrize(
    ("people", "tier", "beyond", "words"),
    [
        (600, None, PLAN, "Nessun limite di persone al giorno."),
        (200, 250, PLAN, "Rientra nel limite di WhatsApp di 250 persone in 24 ore."),
        (
            600,
            250,
            PLAN,
            "Supera il limite di WhatsApp: 250 persone in 24 ore, 0 già raggiunte, 600 da raggiungere."
            " Persone per giorno: 225 subito; 225 domani, giovedì, alle 10; 150 venerdì 27 novembre alle 10."
            " Chi ha scritto al Comune nelle ultime 24 ore non conta e riceve in ogni caso subito.",
        ),
        (
            600,
            250,
            BeyondTier.REFUSE,
            "Supera il limite di WhatsApp: 250 persone in 24 ore, 0 già raggiunte, 600 da raggiungere."
            " Così com'è non parte. Distribuito su più giorni:"
            " 225 subito; 225 domani, giovedì, alle 10; 150 venerdì 27 novembre alle 10."
            " Chi ha scritto al Comune nelle ultime 24 ore non conta e riceve in ogni caso subito.",
        ),
    ],
)
def test_a_preview_says_in_words_what_the_limit_means(
    scene: Scene, people: int, tier: int | None, beyond: BeyondTier, words: str
) -> None:
    scene.subscribe(people)
    limit(scene, tier)
    outlook = scene.town.office().reach.before(_draft(beyond), people, START)

    assert outlook_in_words(outlook, START, ROME) == words
    assert outlook.refused is (beyond is BeyondTier.REFUSE)


def test_a_preview_says_that_the_limit_is_not_known(scene: Scene) -> None:
    outlook = scene.town.office().reach.before(_draft(PLAN), 10, START)

    assert outlook_in_words(outlook, START, ROME).startswith("WhatsApp non ha ancora detto qual è il limite")


def test_a_long_plan_is_told_by_its_first_days_and_its_length(scene: Scene) -> None:
    limit(scene, 20)
    outlook = scene.town.office().reach.before(_draft(PLAN), 180, START)

    assert "; 18 sabato 28 novembre alle 10; e così via, in 10 giorni." in outlook_in_words(
        outlook, START, ROME
    )


def test_a_plan_says_how_many_the_notice_would_end_without(scene: Scene) -> None:
    limit(scene, 20)
    outlook = scene.town.office().reach.before(_draft(PLAN), 600, START)

    assert (
        outlook_in_words(outlook, START, ROME)
        .split("; ", 4)[-1]
        .startswith("e così via, in 28 giorni; 96 non entro 28 giorni, e allora l'invio finisce. ")
    )


def test_while_it_waits_the_office_sees_how_many_are_left_and_when(small: Scene) -> None:
    small.send_now(beyond_tier=PLAN)
    small.run(120)

    view = small.town.office().get(NOTICE, small.now)

    assert view.reach is not None
    assert view.broadcast.hold is not None
    assert view.broadcast.hold.reason is HoldReason.TIER
    assert (view.reach.people, view.reach.used, view.reach.refused) == (375, 225, False)
    assert [step.people for step in view.reach.plan.steps] == [225, 150]
    assert view.reach.plan.steps[0].at == view.broadcast.hold.until


def test_an_emergency_that_waits_comes_first_in_the_plan_of_the_others(small: Scene) -> None:
    small.alert()
    small.run(120)

    outlook = small.town.office().reach.before(_draft(PLAN), 600, small.now)

    assert outlook.plan.steps[0].at > small.now + 2 * DAY - HOUR
    assert small.town.office().get(ALERT, small.now).reach is not None


def test_a_closed_notice_has_no_plan(scene: Scene) -> None:
    scene.subscribe(3)
    scene.send_now()
    scene.run_to_the_end()

    assert scene.town.office().get(NOTICE, scene.now).reach is None


def _draft(beyond: BeyondTier) -> BroadcastDraft:
    return replace(DRAFT, beyond_tier=beyond)
