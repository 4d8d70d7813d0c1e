"""Which month or quarter a page of figures is about, as its address says it: `2026-11`, `2026-T4`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from urp.town.opening_hours.words import MONTH_NAMES

_CODE = re.compile(r"(20\d\d)-(?:(0[1-9]|1[0-2])|T([1-4]))")
_MONTHS_OFFERED, _QUARTERS_OFFERED = 13, 5


@dataclass(frozen=True, slots=True)
class Period:
    start: int
    """Months since the year 0."""
    length: int = 1
    """3: a quarter."""

    @classmethod
    def of_month(cls, day: date) -> Period:
        return cls(day.year * 12 + day.month - 1)

    @classmethod
    def of_quarter(cls, day: date) -> Period:
        return cls(day.year * 12 + (day.month - 1) // 3 * 3, 3)

    @classmethod
    def read(cls, code: str, today: date) -> Period:
        """This month for what is none."""
        found = _CODE.fullmatch(code)
        if found is None:
            return cls.of_month(today)
        year, month, quarter = found.groups()
        if quarter:
            return cls(int(year) * 12 + (int(quarter) - 1) * 3, 3)
        return cls(int(year) * 12 + int(month) - 1)

    @property
    def code(self) -> str:
        year, month = divmod(self.start, 12)
        return f"{year}-{month + 1:02}" if self.length == 1 else f"{year}-T{month // 3 + 1}"

    @property
    def name(self) -> str:
        """`novembre 2026`, `da ottobre a dicembre 2026`."""
        year, month = divmod(self.start, 12)
        last = MONTH_NAMES[month + self.length - 1]
        return f"{last} {year}" if self.length == 1 else f"da {MONTH_NAMES[month]} a {last} {year}"

    @property
    def short(self) -> str:
        """`nov 26`, `ott-dic 26`: beside a plot."""
        year, month = divmod(self.start, 12)
        ends = dict.fromkeys(MONTH_NAMES[at][:3] for at in (month, month + self.length - 1))
        return f"{'-'.join(ends)} {year % 100:02}"

    @property
    def asked(self) -> Mapping[str, str]:
        """The query of the routes that count months."""
        if self.length == 1:
            return {"month": self.code}
        return {"month": Period(self.start).code, "to": Period(self.start + 2).code, "together": "true"}

    def move(self, periods: int) -> Period:
        return Period(self.start + periods * self.length, self.length)


def list_offered(today: date) -> Sequence[Period]:
    """Months, then quarters, newest first."""
    month, quarter = Period.of_month(today), Period.of_quarter(today)
    return [
        *(month.move(-back) for back in range(_MONTHS_OFFERED)),
        *(quarter.move(-back) for back in range(_QUARTERS_OFFERED)),
    ]
