"""Days that are not as usual, as the office decides and the desk reads them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.acting import AS_OPERATOR
from urp.acts.model import Act
from urp.acts.store.audit import AuditTrail
from urp.aws.tables import Tables
from urp.errors import InvalidError, NotFoundError
from urp.town.opening_hours import ExceptionalDay
from urp.town.opening_hours.office import FARTHEST, MOST_DAYS, CalendarOffice
from urp.town.store.calendar_exceptions import CalendarExceptions
from urp.town.store.calendar_register import CalendarRegister

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
TODAY, EVE = date(2026, 11, 25), date(2026, 12, 24)


@pytest.fixture
def office(tables: Tables) -> CalendarOffice:
    register = CalendarRegister(tables)
    return CalendarOffice(register, ZoneInfo("Europe/Rome"), ("comune.example",))


def act(number: int = 1) -> Act:
    return Act(f"act{number}", "staff-1", "calendar.put", f"calendar/{EVE}", NOON, standing=AS_OPERATOR)


def test_a_shortened_day_is_read_by_the_desk_as_decided(office: CalendarOffice, tables: Tables) -> None:
    office.put(EVE, ["09:00-11:00"], "Vigilia di Natale", act(), english_reason="Christmas Eve")

    seen = CalendarExceptions(tables)

    wanted = ExceptionalDay.parse(["09:00-11:00"], "Vigilia di Natale", "Christmas Eve")
    assert seen.read_between(TODAY, EVE) == {EVE: wanted}
    assert seen.read_between(TODAY, EVE - timedelta(days=1)) == {}


def test_the_last_decision_for_a_day_counts(office: CalendarOffice) -> None:
    office.put(EVE, ["09:00-11:00"], "Vigilia di Natale", act(1))
    office.put(EVE, [], "Chiuso per neve", act(2))

    assert office.list_exceptions(EVE, EVE)[EVE].slots == ()


def test_a_day_can_be_as_usual_again(office: CalendarOffice, tables: Tables) -> None:
    office.put(EVE, [], "Chiuso per neve", act(1))

    office.delete(EVE, act(2))

    assert office.list_exceptions(EVE, EVE) == {}
    trail = AuditTrail(tables)
    assert [entry.id for entry in trail.of_day(TODAY, None, 10).items] == ["act1", "act2"]


def test_a_day_as_usual_has_nothing_to_delete(office: CalendarOffice) -> None:
    with pytest.raises(NotFoundError):
        office.delete(EVE, act())


def test_today_may_change_and_yesterday_may_not(office: CalendarOffice) -> None:
    office.put(TODAY, [], "Chiuso per neve", act(1))

    with pytest.raises(InvalidError) as refused:
        office.put(TODAY - timedelta(days=1), [], "Chiuso per neve", act(2))

    assert refused.value.field == "date"


@pytest.mark.parametrize(
    ("slots", "reason", "field"),
    [(["25:00-26:00"], "Neve", "slots"), ([], " ", "reason"), ([], "x" * 121, "reason")],
)
def test_what_citizens_could_not_read_is_refused(
    office: CalendarOffice, slots: list[str], reason: str, field: str
) -> None:
    with pytest.raises(InvalidError) as refused:
        office.put(EVE, slots, reason, act())

    assert refused.value.field == field


@pytest.mark.parametrize("days", [-1, 401])
def test_a_list_has_a_beginning_and_an_end(office: CalendarOffice, days: int) -> None:
    with pytest.raises(InvalidError):
        office.list_exceptions(TODAY, TODAY + timedelta(days=days))


def test_a_summer_is_closed_by_one_act_that_says_what_was_decided_before(
    office: CalendarOffice, tables: Tables
) -> None:
    office.put(EVE, ["09:00-11:00"], "Vigilia di Natale", act(1))
    last = TODAY + timedelta(days=MOST_DAYS - 1)

    office.put_all(TODAY, last, [], "Lavori in sede", act(2))

    decided = office.list_exceptions(TODAY, last)
    assert len(decided) == MOST_DAYS
    assert {each.reason for each in decided.values()} == {"Lavori in sede"}
    told = AuditTrail(tables).of_day(TODAY, None, 10).items[-1]
    assert (told.before, told.after) == (f"{EVE} 09:00-11:00", "closed")


def test_if_one_day_is_refused_all_are(office: CalendarOffice) -> None:
    tomorrow = TODAY + timedelta(days=1)
    cases = [
        (TODAY - timedelta(days=1), tomorrow, "nel passato"),
        (tomorrow, TODAY, "prima del primo giorno"),
        (TODAY, TODAY + timedelta(days=MOST_DAYS), "più di 60 giorni"),
        (TODAY + FARTHEST, TODAY + FARTHEST + timedelta(days=1), "più di dieci anni"),
    ]

    for first, last, why in cases:
        with pytest.raises(InvalidError, match=why):
            office.put_all(first, last, [], "Lavori", act())

    assert office.list_exceptions(TODAY, tomorrow) == {}
