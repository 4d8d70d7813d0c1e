"""Which months a figure is about: each by itself, or all counted as one period."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from urp.staff_api.sheets import Format

MOST_MONTHS = 12
_MONTH = r"^20\d{2}-(0[1-9]|1[0-2])$"

type Month = Annotated[str, Field(pattern=_MONTH)]


class Months(Format):
    month: Month = Field(description="Such as 2026-11")
    to: Month | None = Field(
        None, description="The last month of several, at most twelve; each is counted by itself"
    )
    together: bool = Field(
        False,
        description="The months are one period, as a quarter: summed first, and then small cells are hidden. "
        "Publish this or the months, not both: the difference shows what is hidden",
    )

    @model_validator(mode="after")
    def _in_order(self) -> Months:
        if not 1 <= len(self.months) <= MOST_MONTHS:
            raise ValueError(f"l'intervallo va da 1 a {MOST_MONTHS} mesi")
        return self

    @property
    def months(self) -> tuple[str, ...]:
        first = _months_since_zero(self.month)
        last = min(_months_since_zero(self.to or self.month), first + MOST_MONTHS)
        return tuple(f"{each // 12:04}-{each % 12 + 1:02}" for each in range(first, last + 1))

    @property
    def periods(self) -> tuple[tuple[str, ...], ...]:
        """What is counted as one, oldest first."""
        return (self.months,) if self.together else tuple((month,) for month in self.months)


def name_period(months: tuple[str, ...]) -> str:
    """`2026-11`, or `2026-10/2026-12`."""
    return "/".join(dict.fromkeys((months[0], months[-1])))


def _months_since_zero(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:]) - 1
