"""What the office sees before it writes a recurring announcement, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.cases import every
from tests.unit.notices.announcements.scene import TODAY, Scene, draft
from urp.errors import InvalidError
from urp.notices.announcements.agenda import NotOnItsDay
from urp.notices.announcements.model import HolidayPolicy

TOMORROW = TODAY + timedelta(days=1)
ALARM = timedelta(minutes=2)


def test_a_preview_shows_the_next_twelve_days_and_stores_nothing() -> None:
    scene = Scene()

    sentence, agenda = scene.office.preview(draft("FREQ=WEEKLY;BYDAY=TU", "09:00"), scene.now)

    assert sentence == "ogni martedì alle 9"
    assert [each.on for each in agenda.outings] == [
        date(2026, 12, 1) + timedelta(weeks=number) for number in range(12)
    ]
    assert agenda.left_out == ()
    assert scene.town.stored.announcements.page(None, 10).items == ()


def test_a_preview_says_what_is_left_out_and_why() -> None:
    scene = Scene()
    written = draft("FREQ=WEEKLY;BYDAY=TU,FR", "09:00", HolidayPolicy.SKIP)

    _, agenda = scene.office.preview(written, scene.now)

    assert agenda.left_out == (
        NotOnItsDay(date(2026, 12, 8), "Immacolata Concezione"),
        NotOnItsDay(date(2026, 12, 25), "Natale"),
        NotOnItsDay(date(2027, 1, 1), "Capodanno"),
    )
    assert len(agenda.outings) == 12


def test_a_preview_says_what_is_moved_and_why() -> None:
    scene = Scene()
    written = draft("FREQ=WEEKLY;BYDAY=TU", "09:00", HolidayPolicy.NEXT_WORKING_DAY)

    _, agenda = scene.office.preview(written, scene.now)

    assert agenda.outings[1].on == date(2026, 12, 9)
    assert agenda.outings[1].moved == (NotOnItsDay(date(2026, 12, 8), "Immacolata Concezione"),)


def test_a_preview_of_nothing_but_holidays_ends() -> None:
    scene = Scene()
    written = draft("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25", holidays=HolidayPolicy.SKIP)

    with pytest.raises(InvalidError) as refusal:
        scene.office.preview(written, scene.now)

    assert refusal.value.field == "rule"


@every(
    ("changes", "field"),
    [
        ({"template": "unknown"}, "template"),
        ({"title": "  "}, "title"),
        ({"parameters": {}}, "parameters.luogo"),
        ({"link": "ftp://comune.example"}, "link"),
        ({"topics": frozenset({"nessuno"})}, "topics"),
    ],
)
def test_what_would_be_refused_of_a_notice_is_refused_here(changes: dict[str, object], field: str) -> None:
    scene = Scene()

    with pytest.raises(InvalidError) as refusal:
        scene.write(draft(**changes))  # type: ignore[arg-type]

    assert refusal.value.field == field


@pytest.mark.parametrize("start", [TODAY - timedelta(days=1), TODAY + timedelta(days=367)])
def test_it_starts_today_or_within_a_year(start: date) -> None:
    scene = Scene()

    with pytest.raises(InvalidError) as refusal:
        scene.write(draft(start=start))

    assert refusal.value.field == "start"


def test_a_rule_that_never_comes_is_refused() -> None:
    scene = Scene()

    with pytest.raises(InvalidError) as refusal:
        scene.write(draft("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"))

    assert refusal.value.problem == "non ha giorni di invio nei prossimi 10 anni"
