"""The office says how often in its own words."""

from __future__ import annotations

from datetime import date, time
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest

from tests.cases import every
from urp.errors import InvalidError
from urp.notices.announcements.model import HolidayPolicy, Schedule
from urp.notices.announcements.rule import WEEKDAY_CODES
from urp.notices.announcements.rule_reading import parse_rule
from urp.notices.announcements.rule_words import read_rule
from urp.notices.announcements.words import schedule_in_words

ROME = ZoneInfo("Europe/Rome")


@every(
    ("said", "rule"),
    [
        ("ogni primo lunedì", "FREQ=MONTHLY;BYDAY=1MO"),
        ("Il primo lunedì del mese.", "FREQ=MONTHLY;BYDAY=1MO"),
        ("il primo e il terzo giovedi di ogni mese", "FREQ=MONTHLY;BYDAY=1TH,3TH"),
        ("l’ultimo venerdì del mese", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("ogni penultima domenica", "FREQ=MONTHLY;BYDAY=-2SU"),
        ("tutti i martedì", "FREQ=WEEKLY;BYDAY=TU"),
        ("il sabato e la domenica", "FREQ=WEEKLY;BYDAY=SA,SU"),
        ("dal venerdì al lunedì", "FREQ=WEEKLY;BYDAY=MO,FR,SA,SU"),
        ("ogni due settimane, il mercoledì", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"),
        ("ogni 3 settimane", "FREQ=WEEKLY;INTERVAL=3"),
        ("il 1° e il 16 di ogni mese", "FREQ=MONTHLY;BYMONTHDAY=1,16"),
        ("l'ultimo giorno del mese", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("ogni anno il 16 giugno", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=16"),
        ("ogni sabato, fino al 31 marzo 2027", "FREQ=WEEKLY;BYDAY=SA;UNTIL=20270331"),
        ("FREQ=DAILY", "FREQ=DAILY"),
    ],
)
def test_what_the_office_says_is_a_rule(said: str, rule: str) -> None:
    assert read_rule(said) == parse_rule(rule)


@every("said", ["ogni tanto", "ogni lunedì alle 9", "il trenta", "", "ogni primo", "lunedì"])
def test_what_is_not_understood_is_refused_with_examples(said: str) -> None:
    with pytest.raises(InvalidError, match="ogni primo lunedì"):
        read_rule(said)


def test_what_the_service_says_of_a_simple_rule_may_be_said_back() -> None:
    weekly = [
        f"FREQ=WEEKLY;BYDAY={','.join(days)}" for n in (1, 2, 4) for days in combinations(WEEKDAY_CODES, n)
    ]
    monthly = [f"FREQ=MONTHLY;BYDAY={nth}{day}" for nth in (1, 2, 3, 4, -1, -2) for day in WEEKDAY_CODES]
    dates = [f"FREQ=MONTHLY;BYMONTHDAY={day}" for day in (1, 8, 11, 16, 31, -1)]
    yearly = [f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}" for month in (1, 12) for day in (1, 8, 30)]
    start = date(2026, 11, 1)
    for text in (*weekly, *monthly, *dates, *yearly, "FREQ=DAILY"):
        rule = parse_rule(text)
        words = schedule_in_words(Schedule(rule, start, time(9), HolidayPolicy.SEND), ROME, start)
        said = words.removesuffix(" alle 9").removesuffix(",")
        assert read_rule(said).anchored(start) == rule, words
