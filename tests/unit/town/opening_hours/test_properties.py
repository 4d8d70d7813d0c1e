"""What holds of the opening hours at every instant, whatever staff decided."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.calendars import DESK, ROME
from urp.town.opening_hours import ExceptionalDay, Exceptions, Slot

SECOND = timedelta(seconds=1)

instants = st.datetimes(datetime(2025, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0)
)


@st.composite
def exceptional_days(draw: st.DrawFn) -> ExceptionalDay:
    """Closed, or open for up to two slots on the half hour."""
    halves = sorted(draw(st.sets(st.integers(0, 48), max_size=4)))
    edges = halves if len(halves) % 2 == 0 else halves[1:]
    slots = tuple(Slot(start * 30, end * 30) for start, end in zip(edges[::2], edges[1::2], strict=True))
    return ExceptionalDay(slots, "decisione dell'ufficio")


@st.composite
def moments_with_exceptions(draw: st.DrawFn) -> tuple[datetime, Exceptions]:
    now = draw(instants)
    around = st.integers(-9, 9).map(lambda days: now.astimezone(ROME).date() + timedelta(days=days))
    return now, draw(st.dictionaries(around, exceptional_days(), max_size=8))


@given(moments_with_exceptions())
def test_the_desk_is_either_open_or_in_one_closed_period(moment: tuple[datetime, Exceptions]) -> None:
    now, exceptions = moment

    period = DESK.find_closed_period(now, exceptions)

    assert (period is None) == DESK.is_open(now, exceptions)


@given(moments_with_exceptions())
def test_the_next_opening_is_the_first_instant_of_an_open_time(moment: tuple[datetime, Exceptions]) -> None:
    now, exceptions = moment

    opening = DESK.find_next_opening(now, exceptions)

    assert opening is not None
    assert opening > now
    assert DESK.is_open(opening, exceptions)
    assert not DESK.is_open(opening - SECOND, exceptions)


@given(moments_with_exceptions().filter(lambda moment: not DESK.is_open(*moment)))
def test_a_closed_period_is_the_same_from_its_first_to_its_last_second(
    moment: tuple[datetime, Exceptions],
) -> None:
    now, exceptions = moment

    period = DESK.find_closed_period(now, exceptions)

    assert period is not None
    assert period.start is not None
    assert period.end is not None
    assert period.start <= now < period.end
    first = DESK.find_closed_period(period.start, exceptions)
    last = DESK.find_closed_period(period.end - SECOND, exceptions)
    assert first is not None
    assert last is not None
    assert first.identity == period.identity == last.identity
    assert DESK.is_open(period.start - SECOND, exceptions)


@given(st.dates(date(2025, 1, 1), date(2035, 12, 31)), st.integers(0, 24 * 60 - 1))
def test_the_clock_on_the_wall_alone_decides_on_every_day_of_ten_years(day: date, minute: int) -> None:
    now = datetime.combine(day, time(minute // 60, minute % 60), ROME)
    ordinary = any(slot.holds(minute) for slot in DESK.calendar.week.days[day.weekday()])
    holiday = DESK.calendar.holidays.name_of(day) is not None

    assert DESK.is_open(now, {}) == (ordinary and not holiday)
