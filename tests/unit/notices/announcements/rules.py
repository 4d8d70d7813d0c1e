"""Rules drawn at random: whatever the office could write."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from urp.notices.announcements.rule import WEEKDAY_CODES

FIRST, LAST = date(2024, 1, 1), date(2040, 12, 31)
"""Leap years and every weekday on every date of the year."""

starts = st.dates(FIRST, date(2031, 12, 31))


def _listed(values: SearchStrategy[int], most: int = 4) -> SearchStrategy[str]:
    return st.lists(values, min_size=1, max_size=most, unique=True).map(
        lambda found: ",".join(map(str, found))
    )


def _weekdays(most: int = 7) -> SearchStrategy[str]:
    codes = st.lists(st.sampled_from(WEEKDAY_CODES), min_size=1, max_size=most, unique=True)
    return codes.map(",".join)


def _counted(most: int) -> SearchStrategy[str]:
    numbers = st.integers(-most, most).filter(bool)
    one = st.tuples(numbers, st.sampled_from(WEEKDAY_CODES)).map(lambda each: f"{each[0]}{each[1]}")
    return st.lists(one, min_size=1, max_size=4, unique=True).map(",".join)


_month_days = _listed(st.integers(-31, 31).filter(bool))
_months = _listed(st.integers(1, 12))


@st.composite
def rules(draw: DrawFn) -> str:
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = {"FREQ": frequency, "INTERVAL": str(draw(st.sampled_from([1, 1, 1, 2, 3, 5])))}
    if draw(st.booleans()):
        parts["BYMONTH"] = draw(_months)
    monthly = frequency in ("MONTHLY", "YEARLY")
    kind = draw(st.sampled_from(["none", "weekdays", "counted", "month days", "both"]))
    if kind == "counted" and monthly:
        most = 5 if frequency == "MONTHLY" or "BYMONTH" in parts else 53
        parts["BYDAY"] = draw(_counted(most))
    if kind in ("weekdays", "both"):
        parts["BYDAY"] = draw(_weekdays())
    if kind in ("month days", "both") and frequency != "WEEKLY":
        parts["BYMONTHDAY"] = draw(_month_days)
    if kind in ("weekdays", "month days", "both") and monthly and draw(st.booleans()):
        parts["BYSETPOS"] = draw(_listed(st.integers(-5, 5).filter(bool), most=3))
    if draw(st.booleans()):
        parts["COUNT"] = str(draw(st.integers(1, 60)))
    return ";".join(f"{name}={value}" for name, value in parts.items())
