"""A town whose number may write to few people outside their window."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from tests.fakes.broadcasts.town_hall import START
from tests.unit.notices.broadcasts.scene import NOTICE, Scene
from urp.notices.broadcasts.trackers import parse_tracker
from urp.whatsapp.reach import DAY, LimitSource

WEEK = 7 * 24.0  # hours


def limit(scene: Scene, people: int | None) -> None:
    scene.town.meta.tier.people = people
    scene.town.rate.learn_limit(people, scene.now, LimitSource.META)


def windows(scene: Scene, people: int, hours: float = 23) -> set[UUID]:
    """So many wrote to the town hall just now."""
    wrote = scene.people[:people]
    scene.town.write_us(wrote, scene.now + timedelta(hours=hours))
    return set(wrote)


def reached(scene: Scene, notice: UUID = NOTICE) -> list[UUID]:
    """In order."""
    trackers = (parse_tracker(sent.tracker) for sent in scene.sent(notice))
    return [tracker.row.citizen_id for tracker in trackers if tracker is not None]


def reached_on(scene: Scene, day: int, notice: UUID = NOTICE) -> int:
    return scene.sent_within(START + DAY * day, START + DAY * (day + 1), notice)


def over_days(scene: Scene, *notices: UUID) -> None:
    scene.town.ticks_every = timedelta(minutes=10)
    scene.town.run_until_over(notices or (NOTICE,), WEEK)
