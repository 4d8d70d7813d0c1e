"""A rule as the office says it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given

from tests.cases import every
from tests.fakes.calendars import ROME, rome
from tests.unit.notices.announcements.rules import rules, starts
from urp.notices.announcements.model import HolidayPolicy, Schedule
from urp.notices.announcements.rule_reading import parse_rule
from urp.notices.announcements.words import schedule_in_words
from urp.town.opening_hours.words import write_day, write_moment

TODAY = date(2026, 11, 25)
"""A Wednesday."""


def words(
    rule: str, at: str = "09:00", holidays: HolidayPolicy = HolidayPolicy.SEND, start: date = TODAY
) -> str:
    schedule = Schedule(parse_rule(rule), start, time.fromisoformat(at), holidays)
    return schedule_in_words(schedule, ROME, TODAY)


@every(
    ("rule", "sentence"),
    [
        ("FREQ=WEEKLY;BYDAY=TU", "ogni martedì alle 9"),
        ("FREQ=WEEKLY", "ogni mercoledì alle 9"),
        ("FREQ=WEEKLY;BYDAY=MO,TH", "ogni lunedì e giovedì alle 9"),
        ("FREQ=WEEKLY;BYDAY=SU", "ogni domenica alle 9"),
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR", "ogni lunedì, mercoledì e venerdì, alle 9"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "dal lunedì al venerdì alle 9"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "ogni giorno alle 9"),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE,SU",
            "ogni 2 settimane, il mercoledì e la domenica, alle 9, dal 25 novembre 2026",
        ),
        ("FREQ=DAILY", "ogni giorno alle 9"),
        ("FREQ=DAILY;INTERVAL=3", "ogni 3 giorni alle 9, dal 25 novembre 2026"),
        (
            "FREQ=DAILY;INTERVAL=2;BYDAY=MO,TU",
            "ogni 2 giorni, se è lunedì o martedì, alle 9, dal 25 novembre 2026",
        ),
        ("FREQ=DAILY;BYDAY=SA,SU", "ogni sabato e domenica alle 9"),
        ("FREQ=DAILY;BYMONTH=8", "ogni giorno, nel mese di agosto, alle 9"),
        ("FREQ=MONTHLY;BYDAY=1MO", "il primo lunedì del mese alle 9"),
        ("FREQ=MONTHLY;BYDAY=1MO,3MO", "il primo e il terzo lunedì del mese alle 9"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "l'ultimo venerdì del mese alle 9"),
        ("FREQ=MONTHLY;BYDAY=2SU,-1SU", "la seconda e l'ultima domenica del mese alle 9"),
        ("FREQ=MONTHLY", "il 25 del mese alle 9"),
        ("FREQ=MONTHLY;BYMONTHDAY=1", "il 1º del mese alle 9"),
        ("FREQ=MONTHLY;BYMONTHDAY=8,11,23", "l'8, l'11 e il 23 del mese, alle 9"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "l'ultimo giorno del mese alle 9"),
        ("FREQ=MONTHLY;BYMONTHDAY=15,-2", "il 15 e il penultimo giorno del mese alle 9"),
        ("FREQ=MONTHLY;BYMONTHDAY=-8", "l'8º giorno dalla fine del mese alle 9"),
        ("FREQ=MONTHLY;BYMONTHDAY=-2,-1", "il penultimo e l'ultimo giorno del mese alle 9"),
        ("FREQ=YEARLY;BYDAY=-20SU", "ogni anno, la 20ª domenica dalla fine dell'anno, alle 9"),
        ("FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", "il 13 del mese, se è venerdì, alle 9"),
        ("FREQ=MONTHLY;BYDAY=MO", "ogni lunedì alle 9"),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "l'ultimo giorno del mese fra i giorni dal lunedì al venerdì alle 9",
        ),
        (
            "FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=1,-1",
            "il primo e l'ultimo giorno del mese fra i giorni che sono sabato o domenica alle 9",
        ),
        (
            "FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO",
            "ogni 2 mesi, il primo lunedì del mese, alle 9, dal 25 novembre 2026",
        ),
        (
            "FREQ=MONTHLY;BYMONTH=6,7,8;BYMONTHDAY=1",
            "il 1º del mese, nei mesi di giugno, luglio e agosto, alle 9",
        ),
        ("FREQ=YEARLY", "ogni anno il 25 novembre alle 9"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "ogni anno il 29 febbraio alle 9"),
        ("FREQ=YEARLY;BYMONTH=3,6;BYMONTHDAY=1", "ogni anno il 1º marzo e il 1º giugno alle 9"),
        ("FREQ=YEARLY;BYMONTH=5;BYDAY=2SU", "ogni anno, la seconda domenica di maggio, alle 9"),
        ("FREQ=YEARLY;BYMONTH=5,10;BYDAY=1MO", "ogni anno, il primo lunedì di maggio e di ottobre, alle 9"),
        ("FREQ=YEARLY;BYDAY=20MO", "ogni anno, il 20º lunedì dell'anno, alle 9"),
        ("FREQ=YEARLY;BYDAY=MO", "ogni lunedì alle 9"),
        ("FREQ=YEARLY;BYMONTHDAY=1", "il 1º del mese alle 9"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", "l'ultimo giorno del mese, nel mese di febbraio, alle 9"),
        (
            "FREQ=YEARLY;BYMONTH=12;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "ogni anno, l'ultimo giorno di dicembre fra i giorni dal lunedì al venerdì, alle 9",
        ),
        (
            "FREQ=YEARLY;INTERVAL=2;BYMONTH=5;BYMONTHDAY=4",
            "ogni 2 anni, il 4 maggio, alle 9, dal 25 novembre 2026",
        ),
        ("FREQ=WEEKLY;COUNT=1", "ogni mercoledì alle 9, una volta sola"),
        ("FREQ=WEEKLY;COUNT=5", "ogni mercoledì alle 9, per 5 volte"),
        ("FREQ=WEEKLY;UNTIL=20261208", "ogni mercoledì alle 9, fino all'8 dicembre 2026"),
        ("FREQ=WEEKLY;UNTIL=20261231T225959Z", "ogni mercoledì alle 9, fino al 31 dicembre 2026"),
    ],
)
def test_a_rule_reads_as_it_is_said(rule: str, sentence: str) -> None:
    assert words(rule) == sentence


@pytest.mark.parametrize(
    ("at", "said"),
    [("08:30", "alle 8:30"), ("01:00", "all'una"), ("00:00", "a mezzanotte"), ("13:05", "alle 13:05")],
)
def test_the_time_reads_as_it_is_said(at: str, said: str) -> None:
    assert words("FREQ=WEEKLY;BYDAY=TU", at) == f"ogni martedì {said}"


@pytest.mark.parametrize(
    ("holidays", "said"),
    [
        (HolidayPolicy.SEND, "il primo lunedì del mese alle 8:30"),
        (HolidayPolicy.SKIP, "il primo lunedì del mese alle 8:30, non nei festivi"),
        (
            HolidayPolicy.NEXT_WORKING_DAY,
            "il primo lunedì del mese alle 8:30; se è festivo, il primo giorno di apertura che segue",
        ),
    ],
)
def test_what_becomes_of_a_holiday_is_said(holidays: HolidayPolicy, said: str) -> None:
    assert words("FREQ=MONTHLY;BYDAY=1MO", "08:30", holidays) == said


def test_a_start_in_the_future_is_said() -> None:
    assert words("FREQ=WEEKLY", start=date(2026, 12, 1)) == "ogni martedì alle 9, dal 1º dicembre 2026"


@given(rules(), starts)
def test_every_rule_has_a_sentence(text: str, start: date) -> None:
    schedule = Schedule(parse_rule(text), start, time(9), HolidayPolicy.SKIP)

    sentence = schedule_in_words(schedule, ROME, start)

    assert sentence.endswith(", non nei festivi")
    assert not [bad for bad in ("  ", ", ,", ",,", "None", "il 8", "il 11", "il ultimo") if bad in sentence]


def test_a_day_and_a_moment_are_said_with_their_weekday() -> None:
    assert write_day(date(2026, 12, 1)) == "martedì 1º dicembre 2026"
    assert write_moment(datetime(2026, 12, 1, 8, tzinfo=UTC), ROME) == "martedì 1º dicembre 2026 alle 9"
    assert write_moment(rome(2026, 3, 29, 3, 30), ROME) == "domenica 29 marzo 2026 alle 3:30"
