"""What "Orari" tells of the coming week, and what the office reads of it beforehand."""

from __future__ import annotations

from datetime import date, timedelta

from tests.unit.inbound.surroundings import CLOSED, OPEN, ancona, texts
from tests.unit.inbound.town import Town
from urp.town.courtesy import write_courtesy
from urp.town.opening_hours import ExceptionalDay, OpeningHours
from urp.town.texts import TextKey

STRIKE = ExceptionalDay.parse([], "sciopero nazionale")
HOURS = OpeningHours(ancona().calendar)


def test_orari_names_the_days_of_the_coming_week_that_are_not_as_usual() -> None:
    town = Town()
    town.sets_hours({OPEN.date() + timedelta(days=1): STRIKE})

    assert town.writes("Orari") == [TextKey.HOURS_ANSWER]
    assert "Ora lo sportello è aperto fino alle 13." in town.last_reply.text
    assert "Nei prossimi sette giorni: domani, giovedì, chiuso (sciopero nazionale)." in town.last_reply.text


def test_orari_says_nothing_of_days_in_a_week_like_any_other() -> None:
    town = Town()

    town.writes("Orari")

    assert "Nei prossimi sette giorni" not in town.last_reply.text


def test_the_office_reads_beforehand_what_a_citizen_will_read_on_each_day() -> None:
    """Wednesday is told at 19, when the desk has closed; the day of the strike at noon."""
    days = {OPEN.date() + timedelta(days=1): STRIKE}
    town = Town(now=CLOSED)
    town.sets_hours(days)
    town.writes("Quando apre l'anagrafe di Torrette?")

    assert write_courtesy(OPEN.date(), HOURS, days, texts()) == town.last_reply.text
    on_the_day = write_courtesy(OPEN.date() + timedelta(days=1), HOURS, days, texts())
    assert on_the_day is not None
    assert "Ora lo sportello è chiuso: sciopero nazionale. Riapre *domani, venerdì, alle 9*." in on_the_day


def test_before_a_weekend_the_office_reads_that_the_citizen_is_asked_to_write_again() -> None:
    friday = write_courtesy(date(2026, 11, 27), HOURS, {}, texts())

    assert friday is not None
    assert "riapre *lunedì 30 novembre alle 9*" in friday
    assert "scrivici di nuovo" in friday


def test_nothing_is_told_of_a_day_that_never_closes() -> None:
    long_night = {OPEN.date(): ExceptionalDay.parse(["08:00-24:00"], "elezioni")}
    next_day = {OPEN.date() + timedelta(days=1): ExceptionalDay.parse(["00:00-13:00"], "elezioni")}

    assert write_courtesy(OPEN.date(), HOURS, long_night | next_day, texts()) is None
