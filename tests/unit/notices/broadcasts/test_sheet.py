"""One sheet before the approval: whom it reaches, until when, and who said it before."""

from __future__ import annotations

from datetime import time, timedelta
from uuid import UUID

import pytest

from tests.fakes.broadcasts.town_hall import START
from tests.fakes.calendars import ROME
from tests.unit.notices.broadcasts.scene import ALERT, NOTICE, Scene
from tests.unit.notices.broadcasts.test_approval import TWO_PEOPLE, approve, read, submit
from tests.unit.notices.broadcasts.test_electoral_silence import PERIOD
from urp.notices.broadcasts.sheet import LOOKED_AT, OnItsWayError, Sheet, Windows
from urp.town.quiet_hours import QuietHours

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def two_people(scene: Scene) -> None:
    scene.town.approval = TWO_PEOPLE


def sheet(scene: Scene, notice: UUID = NOTICE) -> Sheet:
    return scene.town.office().sheet(notice, scene.now)


def test_it_says_the_people_and_euro_that_the_approver_repeats(scene: Scene) -> None:
    scene.subscribe(160)
    submit(scene, START + HOUR)

    found = sheet(scene)

    assert found.audience.people == read(scene).extent.people == 160
    assert found.budget.own_cents == read(scene).extent.euro_cents
    assert (found.starts_at, found.ends_at) == (START + HOUR, START + HOUR + timedelta(seconds=3))


def test_whoever_wrote_in_the_last_day_has_an_open_window(scene: Scene) -> None:
    scene.subscribe(40)
    scene.town.write_us(scene.people[:7], START + HOUR)
    scene.town.write_us(scene.people[7:9], START - HOUR)
    scene.block(scene.people[0])
    scene.draft()

    assert sheet(scene).windows == Windows(6, exact=True)


def test_of_a_large_town_a_part_is_looked_at(scene: Scene) -> None:
    scene.subscribe(3 * LOOKED_AT, shards=1)
    scene.town.write_us(scene.people, START + HOUR)
    scene.draft()

    assert sheet(scene).windows == Windows(3 * LOOKED_AT, exact=False)


def test_beyond_the_limit_it_ends_days_later(small: Scene) -> None:
    small.draft()

    found = sheet(small)

    assert found.limit_percent == 240
    assert found.reach.refused
    assert found.ends_at is not None
    assert START + 2 * DAY <= found.ends_at < START + 2 * DAY + HOUR


def test_the_same_words_of_the_last_days_are_named_and_those_of_long_ago_are_not(scene: Scene) -> None:
    scene.subscribe(3)
    scene.draft(UUID(int=11), title="Di un mese fa")
    scene.run(20 * DAY.total_seconds())
    scene.draft(
        UUID(int=12), title="Uguale", parameters={"luogo": "Via  ROMA, chiusa da lunedì 14 a sabato!"}
    )
    scene.draft(UUID(int=13), title="Quasi", parameters={"luogo": "via Roma chiusa da lunedì 21 a sabato"})
    scene.draft(UUID(int=14), title="Altro", parameters={"luogo": "piazza Cavour, per il mercato"})
    scene.draft(parameters={"luogo": "via Roma chiusa da lunedì 14 a sabato"})

    found = {each.title: each.same for each in sheet(scene).duplicates}

    assert found == {"Uguale": True, "Quasi": False}


def test_a_follow_up_repeats_on_purpose(scene: Scene) -> None:
    scene.subscribe(3)
    submit(scene)
    approve(scene)
    scene.run_to_the_end()
    again = scene.town.office().follow_ups.rerun(NOTICE, scene.act("broadcast.rerun"))

    found = sheet(scene, again.id)

    assert (found.duplicates, found.windows, found.audience.people) == ((), None, 0)


def test_the_text_is_held_against_the_day_on_which_it_goes_out(scene: Scene) -> None:
    scene.subscribe(3)
    submit(scene, START + HOUR, parameters={"luogo": "via Roma giovedì 27 novembre"})

    codes = [each.code for each in sheet(scene).findings]

    assert codes == ["sender_missing", "weekday_wrong"]


def test_once_it_has_left_there_is_no_sheet(scene: Scene) -> None:
    scene.subscribe(3)
    submit(scene)
    approve(scene)
    scene.run_to_the_end()

    with pytest.raises(OnItsWayError):
        sheet(scene)


def test_a_preview_has_the_sheet_of_what_is_not_stored_yet(scene: Scene) -> None:
    scene.subscribe(160)
    scene.draft(ALERT)
    draft = scene.header(ALERT).draft

    preview = scene.town.office().preview(draft, scene.now)

    assert preview.sheet.audience == preview.audience
    assert [each.broadcast_id for each in preview.sheet.duplicates] == [ALERT]


def test_it_says_that_the_moment_is_silent_or_quiet(scene: Scene) -> None:
    scene.subscribe(3)
    scene.town.quiet = QuietHours(time(21), time(8), ROME)
    scene.draft()
    scene.run((14 * HOUR).total_seconds())
    quiet = sheet(scene).problems
    scene.town.stored.silence.record(PERIOD, scene.act("silence.set"))

    assert [words for words in quiet if "ore di silenzio" in words] == list(quiet) != []
    assert any("legge 28/2000" in words for words in sheet(scene).problems)
