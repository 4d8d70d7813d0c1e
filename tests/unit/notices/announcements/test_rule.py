"""What the office may write as a rule, and which part a refusal names."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases import every
from tests.unit.notices.announcements.rules import rules, starts
from urp.errors import InvalidError
from urp.notices.announcements.days import rule_days
from urp.notices.announcements.rule_reading import parse_rule

ROME = ZoneInfo("Europe/Rome")


@every(
    ("text", "part"),
    [
        ("BYDAY=TU", "FREQ: manca"),
        ("FREQ=HOURLY", "FREQ: è una fra"),
        ("FREQ=SECONDLY;COUNT=3", "al più una volta al giorno"),
        ("FREQ=FORTNIGHTLY", "FREQ: è una fra"),
        ("FREQ=DAILY;BYHOUR=8,9", "BYHOUR: non è una di"),
        ("FREQ=DAILY;BYMINUTE=1", "BYMINUTE: non è una di"),
        ("FREQ=YEARLY;BYWEEKNO=20", "BYWEEKNO: non è una di"),
        ("FREQ=YEARLY;BYYEARDAY=100", "BYYEARDAY: non è una di"),
        ("FREQ=YEARLY;BYEASTER=1", "BYEASTER: non è una di"),
        ("FREQ=WEEKLY;WKST=SU", "WKST: non è una di"),
        ("FREQ=DAILY;X-WHAT=1", "X-WHAT: non è una di"),
        ("FREQ=DAILY;FREQ=WEEKLY", "FREQ: c'è due volte"),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL: è un numero intero da 1 a 366"),
        ("FREQ=DAILY;INTERVAL=367", "INTERVAL:"),
        ("FREQ=DAILY;INTERVAL=-1", "INTERVAL:"),
        ("FREQ=DAILY;INTERVAL=99999999999", "INTERVAL:"),
        ("FREQ=WEEKLY;BYDAY=XX", "BYDAY: è un elenco di giorni"),
        ("FREQ=MONTHLY;BYDAY=0MO", "BYDAY: è un elenco di giorni"),
        ("FREQ=MONTHLY;BYDAY=6MO", "BYDAY: il numero davanti al giorno è al massimo 5"),
        ("FREQ=YEARLY;BYDAY=54MO", "BYDAY: il numero davanti al giorno è al massimo 53"),
        ("FREQ=WEEKLY;BYDAY=1MO", "BYDAY: un numero davanti al giorno va solo con"),
        ("FREQ=MONTHLY;BYDAY=1MO,TU", "BYDAY: o tutti i giorni"),
        ("FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=1", "BYDAY: un numero davanti al giorno non va insieme a"),
        ("FREQ=WEEKLY;BYDAY=MO,MO", "BYDAY: ne contiene al massimo"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY: è un elenco di numeri"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY:"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY: non va con FREQ=WEEKLY"),
        ("FREQ=YEARLY;BYMONTH=13", "BYMONTH: è un elenco di numeri"),
        ("FREQ=YEARLY;BYMONTH=-1", "BYMONTH: è un elenco di numeri"),
        ("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS: chiede"),
        ("FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1", "BYSETPOS: va solo con"),
        ("FREQ=DAILY;COUNT=0", "COUNT:"),
        ("FREQ=DAILY;COUNT=1001", "COUNT: è un numero intero da 1 a 1000"),
        ("FREQ=DAILY;COUNT=3;UNTIL=20270101", "COUNT: non va insieme a UNTIL"),
        ("FREQ=DAILY;UNTIL=20270230", "UNTIL: è un giorno"),
        ("FREQ=DAILY;UNTIL=20270101T090000", "UNTIL: è un giorno"),
        ("FREQ=DAILY;UNTIL=DOMANI", "UNTIL: è un giorno"),
        ("FREQ=WEEKLY BYDAY=TU", "divise da punto e virgola"),
        ("FREQ=DAILY;BYMONTHDAY=١", "divise da punto e virgola"),
        ("", "divise da punto e virgola"),
        ("ogni martedì", "divise da punto e virgola"),
        ("FREQ=DAILY;BYMONTH=" + ",".join(["1"] * 200), "è più lungo di 200 caratteri"),
    ],
)
def test_a_refusal_names_the_part(text: str, part: str) -> None:
    with pytest.raises(InvalidError) as refusal:
        parse_rule(text)

    assert refusal.value.field == "rule"
    assert part in refusal.value.problem


@every(
    ("text", "kept"),
    [
        ("rrule:freq=weekly;byday=th,tu", "FREQ=WEEKLY;BYDAY=TU,TH"),
        ("BYDAY=-1FR,+1MO;FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=1MO,-1FR"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1,15,1;INTERVAL=1", "FREQ=MONTHLY;BYMONTHDAY=1,15,-1"),
        ("FREQ=DAILY;UNTIL=20261231T225959Z", "FREQ=DAILY;UNTIL=20261231T225959Z"),
        ("FREQ=DAILY;UNTIL=20261231", "FREQ=DAILY;UNTIL=20261231"),
    ],
)
def test_the_same_rule_is_kept_in_the_same_words(text: str, kept: str) -> None:
    assert str(parse_rule(text)) == kept
    assert parse_rule(kept) == parse_rule(text)


@given(rules())
def test_a_rule_that_is_kept_is_read_back_as_it_was(text: str) -> None:
    rule = parse_rule(text)

    assert parse_rule(str(rule)) == rule


@every(
    "text",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31;BYDAY=MO",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYMONTH=4;BYMONTHDAY=31",
        "FREQ=MONTHLY;INTERVAL=366;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;INTERVAL=366;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYDAY=MO;BYSETPOS=366",
        "FREQ=MONTHLY;BYMONTHDAY=30,31;BYMONTH=2;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=1,2,3,-1",
        "FREQ=DAILY;UNTIL=20200101",
        "FREQ=WEEKLY;INTERVAL=366;BYMONTH=13;".replace("13", "2") + "BYDAY=MO;COUNT=1000",
    ],
)
def test_a_rule_that_never_comes_is_found_out_in_bounded_time(text: str) -> None:
    began = process_time()
    days = list(rule_days(parse_rule(text), date(2026, 1, 12), time(9), ROME))

    assert len(days) <= 2
    assert process_time() - began < 2


@given(starts, st.sampled_from(["WEEKLY", "MONTHLY", "YEARLY"]))
def test_what_a_rule_leaves_open_its_first_day_says(start: date, frequency: str) -> None:
    rule = parse_rule(f"FREQ={frequency}")

    assert next(rule_days(rule, start, time(9), ROME)) == start


@given(rules(), starts)
def test_nothing_goes_out_twice_a_day_nor_before_its_start(text: str, start: date) -> None:
    days = list(rule_days(parse_rule(text), start, time(9), ROME))

    assert days == sorted(set(days))
    assert all(day >= start for day in days)


def test_the_last_moment_of_a_rule_is_looked_at_to_the_minute() -> None:
    until = datetime(2026, 12, 3, 8, 0, tzinfo=UTC)
    rule = parse_rule(f"FREQ=DAILY;UNTIL={until:%Y%m%dT%H%M%SZ}")

    at_nine = list(rule_days(rule, date(2026, 12, 1), time(9, 0), ROME))
    a_minute_later = list(rule_days(rule, date(2026, 12, 1), time(9, 1), ROME))

    assert at_nine[-1] == date(2026, 12, 3)
    assert a_minute_later[-1] == date(2026, 12, 2)
