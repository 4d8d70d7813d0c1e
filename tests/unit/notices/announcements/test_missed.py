"""What was found too late is a question to a person, and only the last of many."""

from __future__ import annotations

from datetime import timedelta

from tests.unit.notices.announcements.scene import SERIES, TODAY, Scene, on, rome
from urp.notices.broadcasts.model import BroadcastStatus

TOMORROW = TODAY + timedelta(days=1)
ALARM = timedelta(minutes=2)
"""Within the look-ahead."""


def test_found_late_within_its_tolerance_it_goes_out() -> None:
    scene = Scene()
    scene.write()
    scene.pass_to(rome(TODAY) + timedelta(minutes=50))

    assert scene.look_and_go() == [BroadcastStatus.SCHEDULED]
    assert scene.broadcast(on(TODAY)).enqueued_at == scene.now


def test_found_too_late_it_is_a_question_to_a_person() -> None:
    scene = Scene()
    scene.write()
    scene.pass_to(rome(TODAY) + timedelta(minutes=61))

    assert scene.look_and_go() == [BroadcastStatus.STALE]

    (asked,) = scene.town.office().stale(None, 10).items
    assert asked.id == on(TODAY)
    view = scene.office.get(SERIES, scene.now)
    assert view.under_way == asked
    assert view.warning == (
        "L'annuncio di mercoledì 25 novembre 2026 alle 10:05 è stato trovato troppo tardi e non è partito: "
        "decidi se mandarlo di nuovo in approvazione o annullarlo."
    )


def test_a_person_sends_it_after_all_or_drops_it() -> None:
    scene = Scene()
    scene.write()
    scene.pass_to(rome(TODAY) + timedelta(hours=2))
    scene.look_and_go()
    scene.later(days=1)
    scene.look_and_go()

    scene.town.office().approvals.submit(on(TODAY), None, scene.act("broadcast.submit"))
    scene.town.office().stop(on(TOMORROW), scene.act("broadcast.stop"))

    assert scene.broadcast(on(TODAY)).status is BroadcastStatus.SCHEDULED
    assert scene.broadcast(on(TODAY)).due_at == scene.now
    assert scene.broadcast(on(TOMORROW)).status is BroadcastStatus.CANCELLED
    assert scene.town.office().stale(None, 10).items == ()


def test_of_fifty_missed_the_last_is_asked_about_and_the_others_are_counted() -> None:
    scene = Scene()
    scene.write()
    scene.pass_to(rome(TODAY + timedelta(days=49)) + timedelta(hours=3))

    assert scene.look_and_go() == [BroadcastStatus.STALE]

    assert [each.id for each in scene.broadcasts()] == [on(TODAY + timedelta(days=49))]
    view = scene.office.get(SERIES, scene.now)
    assert view.announcement.last is not None
    assert view.announcement.last.missed_before == 49
    assert view.warning is not None
    assert view.warning.endswith(" Prima di questo ne sono passati altri 49: non partiranno.")


def test_one_missed_beside_the_last_is_told_in_the_singular() -> None:
    scene = Scene()
    scene.write()
    scene.pass_to(rome(TOMORROW) + timedelta(hours=3))
    scene.look_and_go()

    warning = scene.office.get(SERIES, scene.now).warning

    assert warning is not None
    assert warning.endswith(" Prima di questo ne è passato un altro: non partirà.")


def test_a_missed_one_and_the_next_are_found_at_the_same_look() -> None:
    scene = Scene()
    scene.write()
    scene.pass_to(rome(TOMORROW) - ALARM)

    statuses = scene.look_and_go()

    assert statuses == [BroadcastStatus.STALE, BroadcastStatus.SCHEDULED]
    assert [each.id for each in scene.broadcasts()] == [on(TODAY), on(TOMORROW)]
