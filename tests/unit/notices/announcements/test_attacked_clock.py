"""The clock in virtual time: ticks doubled, lost, late and killed anywhere.

Each occurrence goes out exactly once, to the second where nothing died, or is a question to a person.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.cases import every
from tests.fakes.broadcasts.town_hall import START
from tests.unit.notices.announcements.scene import TODAY, Scene, draft, on, rome
from urp.notices.broadcasts.model import BroadcastStatus

PEOPLE = 20
DUE = rome(TODAY)
"""Five minutes after the start."""
PUNCTUAL = timedelta(seconds=5)
TOLERANCE = timedelta(hours=1)


def times_written_to(scene: Scene) -> list[int]:
    copies = scene.town.meta.copies()
    return sorted(copies.values())


def first_message(scene: Scene) -> datetime:
    return min(sent.at for sent in scene.town.meta.accepted)


def everybody_once(scene: Scene) -> None:
    assert len(scene.broadcasts()) == 1
    assert times_written_to(scene) == [1] * PEOPLE


@every("seed", range(4))
def test_with_ticks_doubled_the_first_message_leaves_within_five_seconds(seed: int) -> None:
    scene = Scene(seed, PEOPLE)
    scene.town.ticks_at_once = 2
    scene.town.queues.doubled_rate = 0.3
    scene.write(draft("FREQ=DAILY;COUNT=1"))

    scene.town.run(600)
    scene.town.time.stop()

    everybody_once(scene)
    assert timedelta(0) <= first_message(scene) - DUE <= PUNCTUAL


@every("seed", range(3))
@every("lost", [1, 2])
def test_a_lost_tick_delays_nothing(seed: int, lost: int) -> None:
    """Whichever: the others look far enough ahead."""
    scene = Scene(seed, PEOPLE)
    scene.write(draft("FREQ=DAILY;COUNT=1"))
    scene.town.run((DUE - START).total_seconds() - 60 * (lost + seed % 3) - 5)
    scene.town.ticks_lost = lost

    scene.town.run(700)
    scene.town.time.stop()

    everybody_once(scene)
    assert timedelta(0) <= first_message(scene) - DUE <= PUNCTUAL


@every("seconds", [0, 1, 2, 7, 20, 59, 61, 90])
def test_one_written_in_the_last_seconds_before_its_minute_is_punctual(seconds: int) -> None:
    scene = Scene(seconds, PEOPLE)
    scene.town.run((DUE - START).total_seconds() - 90)
    scene.town.run(90 - seconds - 0.5)
    scene.write(draft("FREQ=DAILY;COUNT=1"))

    scene.town.run(300)
    scene.town.time.stop()

    everybody_once(scene)
    assert timedelta(0) <= first_message(scene) - DUE <= PUNCTUAL


def test_while_the_clock_stood_still_it_becomes_a_question() -> None:
    scene = Scene(3, PEOPLE)
    scene.write(draft("FREQ=DAILY;COUNT=1"))
    scene.town.ticks_lost = 70

    scene.town.run(3 * 3600)
    scene.town.time.stop()

    (asked,) = scene.broadcasts()
    assert asked.status is BroadcastStatus.STALE
    assert times_written_to(scene) == []


def test_while_it_stood_still_for_less_than_the_tolerance_it_goes_out_late() -> None:
    scene = Scene(4, PEOPLE)
    scene.write(draft("FREQ=DAILY;COUNT=1"))
    scene.town.ticks_lost = 40

    scene.town.run(2 * 3600)
    scene.town.time.stop()

    everybody_once(scene)
    assert first_message(scene) <= DUE + TOLERANCE


def steps_until_it_freezes() -> range:
    """Of the ticks that make the broadcast and order its freeze, and of the first shard that begins it."""
    scene = Scene(0, PEOPLE)
    scene.write(draft("FREQ=DAILY;COUNT=1"))
    scene.town.run(3600, lambda: any(each.freezing_at is not None for each in scene.broadcasts()))
    scene.town.time.stop()
    return range(1, scene.town.time.steps + 2)


@every("step", steps_until_it_freezes())
def test_whoever_dies_at_any_step_before_the_freeze_it_goes_out_once(step: int) -> None:
    scene = Scene(0, PEOPLE)
    scene.write(draft("FREQ=DAILY;COUNT=1"))
    scene.town.time.kill_at = step

    scene.town.run(3600)
    scene.town.time.stop()

    everybody_once(scene)
    assert DUE <= first_message(scene) <= DUE + timedelta(minutes=2)


@every("seed", range(15))
def test_in_any_trouble_each_occurrence_goes_out_once_or_is_a_question(seed: int) -> None:
    scene = Scene(seed, PEOPLE)
    chance = scene.town.time.chance
    scene.town.ticks_at_once = chance.choice((1, 2, 3))
    scene.town.ticks_lost = chance.choice((0, 1, 3, 90))
    scene.town.time.kills_left, scene.town.time.kill_rate = chance.choice((0, 3, 8)), 0.05
    scene.town.time.faults_left, scene.town.time.fault_rate = chance.choice((0, 5, 20)), 0.05
    scene.town.time.stall_rate = chance.choice((0.0, 0.02))
    scene.town.queues.losses_left, scene.town.queues.loss_rate = chance.choice((0, 5)), 0.3
    scene.town.queues.doubled_rate = chance.choice((0.0, 0.3))
    scene.write(draft("FREQ=DAILY;COUNT=2"))

    scene.town.run(26 * 3600)
    scene.town.time.stop()

    made = {each.id: each.status for each in scene.broadcasts()}
    assert set(made) == {on(TODAY), on(TODAY + timedelta(days=1))}
    assert set(made.values()) <= {BroadcastStatus.CLOSED, BroadcastStatus.STALE}
    closed = [each for each, status in made.items() if status is BroadcastStatus.CLOSED]
    assert [scene.town.stored.statement(each).counts.total for each in closed] == [PEOPLE] * len(closed)
    assert set(times_written_to(scene)) <= {1}
