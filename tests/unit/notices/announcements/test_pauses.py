"""A recurring announcement that is paused, deleted or at its end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.unit.notices.announcements.scene import SERIES, TODAY, Scene, draft, rome
from urp.errors import ConflictError, NotFoundError
from urp.notices.announcements.model import AnnouncementStatus
from urp.notices.broadcasts.model import BroadcastStatus

TOMORROW = TODAY + timedelta(days=1)
ALARM = timedelta(minutes=2)


def test_a_pause_sends_nothing_and_nothing_of_it_later() -> None:
    scene = Scene()
    scene.write()
    scene.office.pause(SERIES, scene.act("announcement.pause"))
    scene.pass_to(rome(TODAY) - ALARM)
    in_the_pause = scene.look()
    scene.later(days=3, hours=1)

    view = scene.office.resume(SERIES, scene.act("announcement.resume"))

    assert in_the_pause == ()
    assert scene.look() == ()
    assert view.agenda.outings[0].on == TODAY + timedelta(days=4)
    assert view.announcement.status is AnnouncementStatus.ACTIVE


def test_a_pause_after_it_became_a_broadcast_says_so() -> None:
    scene = Scene()
    scene.write()
    scene.pass_to(rome(TODAY) - ALARM)
    scene.look()

    view = scene.office.pause(SERIES, scene.act("announcement.pause"))

    assert view.announcement.status is AnnouncementStatus.PAUSED
    assert view.under_way is not None
    assert view.under_way.status is BroadcastStatus.SCHEDULED
    assert view.agenda.outings == ()


def test_pausing_twice_is_pausing_once() -> None:
    scene = Scene()
    scene.write()

    scene.office.pause(SERIES, scene.act("announcement.pause"))
    again = scene.office.pause(SERIES, scene.act("announcement.pause"))

    assert again.announcement.edition == 2
    assert scene.town.stored.acts() == ["announcement.create", "announcement.approve", "announcement.pause"]


def test_a_paused_one_that_is_changed_stays_paused() -> None:
    scene = Scene()
    scene.write()
    scene.office.pause(SERIES, scene.act("announcement.pause"))

    view = scene.change(draft(title="Nuovo"), 2)

    assert view.announcement.status is AnnouncementStatus.PAUSED
    assert view.announcement.look_at is None


def test_what_is_deleted_sends_nothing_and_is_not_there() -> None:
    scene = Scene()
    scene.write()
    scene.office.delete(SERIES, scene.act("announcement.delete"))
    scene.pass_to(rome(TODAY) - ALARM)

    assert scene.look() == ()
    assert scene.office.page(None, 10).items == ()
    with pytest.raises(NotFoundError):
        scene.office.get(SERIES, scene.now)


def test_what_ended_cannot_be_resumed_but_written_anew() -> None:
    scene = Scene()
    scene.write(draft("FREQ=DAILY;COUNT=1"))
    scene.pass_to(rome(TODAY) - ALARM)
    scene.look()

    with pytest.raises(ConflictError):
        scene.office.pause(SERIES, scene.act("announcement.pause"))
    view = scene.change(draft("FREQ=DAILY;COUNT=5"), 1)

    assert view.announcement.status is AnnouncementStatus.ACTIVE
    assert view.agenda.outings[0].on == TOMORROW
