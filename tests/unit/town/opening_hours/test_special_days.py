"""The days of the coming week on which the desk is not as usual, as "Orari" tells them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from tests.cases import every
from tests.fakes.calendars import DESK, rome
from urp.language import Language
from urp.town.opening_hours import ExceptionalDay

WEDNESDAY = rome(2026, 6, 10, 10)
CLOSED = ExceptionalDay.parse([], "sciopero nazionale", "national strike")
SHORTER = ExceptionalDay.parse(["09:00-11:00"], "assemblea del personale")
EXTRA = ExceptionalDay.parse(["10:00-12:00", "15:00-17:00"], "elezioni")


@every(
    ("now", "exceptions", "italian", "english"),
    [
        (WEDNESDAY, {}, "", ""),
        (
            WEDNESDAY,
            {date(2026, 6, 10): CLOSED},
            "oggi chiuso (sciopero nazionale)",
            "today closed (national strike)",
        ),
        (
            WEDNESDAY,
            {date(2026, 6, 11): SHORTER},
            "domani, giovedì, solo dalle 9 alle 11 (assemblea del personale)",
            "tomorrow, Thursday, only from 9:00 to 11:00",
        ),
        (
            WEDNESDAY,
            {date(2026, 6, 13): EXTRA, date(2026, 6, 16): CLOSED},
            "sabato 13 giugno aperto dalle 10 a mezzogiorno e dalle 15 alle 17 (elezioni); "
            "martedì 16 giugno chiuso (sciopero nazionale)",
            "Saturday 13 June open from 10:00 to 12:00 and from 15:00 to 17:00; "
            "Tuesday 16 June closed (national strike)",
        ),
        (WEDNESDAY, {date(2026, 6, 17): CLOSED}, "", ""),  # a week on: not the coming seven days
        (
            rome(2026, 12, 4, 10),
            {},
            "martedì 8 dicembre chiuso (Immacolata Concezione)",
            "Tuesday 8 December closed (Immaculate Conception)",
        ),
        (rome(2026, 8, 14, 10), {}, "", ""),  # the holiday falls on a Saturday: closed as ever
        (
            rome(2026, 4, 30, 18),
            {},
            "domani, venerdì, chiuso (Festa del Lavoro); "
            "lunedì 4 maggio chiuso (San Ciriaco, festa del patrono)",
            "tomorrow, Friday, closed (Labor Day); Monday 4 May closed (San Ciriaco, the patron saint's day)",
        ),
    ],
)
def test_only_what_is_not_as_usual_is_named(
    now: datetime, exceptions: Mapping[date, ExceptionalDay], italian: str, english: str
) -> None:
    assert DESK.write_special_days(now, exceptions) == italian
    assert DESK.write_special_days(now, exceptions, Language.ENGLISH) == english


def test_a_day_decided_to_be_as_it_would_be_anyway_is_nothing_special() -> None:
    as_ever = {date(2026, 6, 12): ExceptionalDay.parse(["09:00-13:00"], "come sempre")}

    assert DESK.write_special_days(WEDNESDAY, as_ever) == ""
