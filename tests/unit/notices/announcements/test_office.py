"""What the office does with a recurring announcement."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from tests.unit.notices.announcements.scene import SERIES, TODAY, Scene, draft, on, rome
from urp.acts.model import AlreadyActedError, IdempotencyMark
from urp.errors import NotFoundError
from urp.notices.announcements.model import HolidayPolicy
from urp.notices.announcements.views import DueNowError
from urp.notices.broadcasts.approval import ChangedMeanwhileError

TOMORROW = TODAY + timedelta(days=1)
ALARM = timedelta(minutes=2)


def test_what_was_due_before_it_was_written_is_nobodys() -> None:
    scene = Scene()

    view = scene.write(draft(at="09:30"))

    assert view.agenda.outings[0].on == TOMORROW
    assert view.announcement.look_at == rome(TOMORROW, "09:30")


def test_one_that_is_due_very_soon_is_looked_at_at_once() -> None:
    scene = Scene()
    scene.write(draft(at="10:01"))

    scene.town.run(2)
    scene.town.time.stop()

    assert [each.id for each in scene.broadcasts()] == [on(TODAY, "10:01")]


def test_the_same_key_writes_one() -> None:
    scene = Scene()
    act = replace(scene.act("announcement.create"), idempotency=IdempotencyMark("k", "f", str(SERIES)))
    scene.office.create(SERIES, draft(), act)

    with pytest.raises(AlreadyActedError):
        scene.office.create(SERIES, draft(), act)

    assert len(scene.office.page(None, 10).items) == 1


def test_of_two_editors_the_second_is_told_and_overwrites_nothing() -> None:
    scene = Scene()
    scene.write()
    scene.change(draft(title="Prima"), 1)

    with pytest.raises(ChangedMeanwhileError):
        scene.change(draft(title="Seconda"), 1)

    assert scene.series().draft.title == "Prima"
    assert scene.series().edition == 2


def test_an_occurrence_in_between_is_no_change_of_an_editors() -> None:
    scene = Scene()
    scene.write()
    scene.pass_to(rome(TODAY) - ALARM)
    scene.look()

    view = scene.change(draft(title="Nuovo"), 1)

    assert view.announcement.draft.title == "Nuovo"
    assert scene.broadcast(on(TODAY)).draft.title == "Raccolta carta"
    assert view.under_way == scene.broadcast(on(TODAY))
    assert view.warning == (
        "L'annuncio di mercoledì 25 novembre 2026 alle 10:05 è già un avviso: ciò che cambi qui non lo "
        "riguarda. Se non deve partire, ferma quell'avviso."
    )


def test_a_change_before_that_goes_out_as_changed() -> None:
    scene = Scene()
    scene.write()

    scene.change(draft(title="Nuovo", at="11:00"), 1)
    scene.pass_to(rome(TODAY, "11:00") - ALARM)
    scene.look()

    assert [(each.id, each.draft.title) for each in scene.broadcasts()] == [(on(TODAY, "11:00"), "Nuovo")]


def test_a_change_to_an_earlier_hour_sends_nothing_for_today() -> None:
    scene = Scene()
    scene.write()
    scene.later(minutes=1)

    view = scene.change(draft(at="09:30"), 1)

    assert view.agenda.outings[0].on == TOMORROW


def test_a_change_to_a_later_hour_does_not_send_twice_on_one_day() -> None:
    scene = Scene()
    scene.write()
    scene.pass_to(rome(TODAY) - ALARM)
    scene.look()
    scene.later(minutes=10)

    view = scene.change(draft(at="18:00"), 1)

    assert view.agenda.outings[0].on == TOMORROW


def test_a_change_does_not_swallow_what_is_due_this_moment() -> None:
    scene = Scene()
    scene.write()
    scene.pass_to(rome(TODAY) + timedelta(seconds=20))

    with pytest.raises(DueNowError):
        scene.change(draft(title="Nuovo"), 1)

    assert len(scene.look()) == 1


def test_a_change_does_not_swallow_what_a_holiday_has_moved() -> None:
    scene = Scene()
    written = draft(holidays=HolidayPolicy.NEXT_WORKING_DAY, start=date(2026, 12, 25))
    scene.write(replace(written, schedule=replace(written.schedule, start=date(2026, 12, 25))))
    scene.pass_to(rome(date(2026, 12, 25)) - ALARM)
    scene.look()
    scene.later(hours=5)

    view = scene.change(replace(written, title="Nuovo"), 1)

    assert view.agenda.outings[0].moved[0].day == date(2026, 12, 25)


def test_every_act_is_on_record() -> None:
    scene = Scene()
    scene.write()
    scene.change(draft(), 1)
    scene.office.pause(SERIES, scene.act("announcement.pause"))
    scene.office.resume(SERIES, scene.act("announcement.resume"))
    scene.office.delete(SERIES, scene.act("announcement.delete"))

    assert [act.partition(".")[2] for act in scene.town.stored.acts()] == [
        "create", "approve", "change", "approve", "pause", "resume", "delete",
    ]  # fmt: skip


def test_nobody_knows_an_unknown_one() -> None:
    with pytest.raises(NotFoundError):
        Scene().office.get(UUID(int=5), rome(TODAY))
