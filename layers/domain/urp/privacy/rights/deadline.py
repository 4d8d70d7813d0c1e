"""The last day to answer a request: "one month", as the law counts months.

GDPR art. 12(3): within one month of receipt, and two more where it is complex. Regulation (EEC, Euratom)
1182/71 art. 3: the day of receipt is not counted; a month ends on the day of the same number or, where there
is none, on the month's last; art. 3(4): on a Saturday, a Sunday or a public holiday it ends with the next
working day. The EDPB's Guidelines 01/2022 on the right of access, section 5.3, count the same way.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

MONTHS = 1
MONTHS_EXTENDED = 3
"""One, extended by two further months: counted from receipt."""
_SATURDAY = 5

type IsHoliday = Callable[[date], bool]
"""Of the whole country: a patron saint's day gives one town no more time."""


def find_due_day(received: date, is_holiday: IsHoliday, *, months: int = MONTHS) -> date:
    day = add_months(received, months)
    while day.weekday() >= _SATURDAY or is_holiday(day):
        day += timedelta(days=1)
    return day


def add_months(day: date, months: int) -> date:
    """31 January → 28 or 29 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
