"""What was sent on to other channels: counts without small cells, and texts for a few days."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field, model_validator

from urp.desk.api.schemas_answering import SEEN, TakeOver
from urp.desk.redirects.model import RedirectState
from urp.staff_api.schemas import Count, Input, Moment, Output
from urp.staff_api.sheets import Format
from urp.town.municipality.codes import Category, RedirectKind

MOST_MONTHS = 12
_MONTH = r"^20\d{2}-(0[1-9]|1[0-2])$"

type Month = Annotated[str, Field(pattern=_MONTH)]


class RedirectMonths(Format):
    month: Month = Field(description="Such as 2026-11")
    to: Month | None = Field(
        None, description="The last month of several, at most twelve; each is counted by itself"
    )

    @model_validator(mode="after")
    def _in_order(self) -> RedirectMonths:
        if not 1 <= len(self.months) <= MOST_MONTHS:
            raise ValueError(f"l'intervallo va da 1 a {MOST_MONTHS} mesi")
        return self

    @property
    def months(self) -> tuple[str, ...]:
        first = _number(self.month)
        last = min(_number(self.to or self.month), first + MOST_MONTHS)
        return tuple(f"{each // 12:04}-{each % 12 + 1:02}" for each in range(first, last + 1))


class CategoryCountJson(Output):
    category: Category
    count: int | None


class DayCountJson(Output):
    day: date
    count: int | None


class KindCountsJson(Output):
    kind: RedirectKind
    total: int | None
    categories: tuple[CategoryCountJson, ...]
    categories_hidden: int | None = Field(description="All hidden categories together")
    days: tuple[DayCountJson, ...]
    days_hidden: int | None = Field(description="All hidden days together")


class MonthCountsJson(Output):
    month: str
    kinds: tuple[KindCountsJson, ...]


class RedirectsJson(Output):
    fewest_shown: int = Field(
        description="A count is null where it is smaller than this, or would give a smaller one away"
    )
    months: tuple[MonthCountsJson, ...]


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:]) - 1


class RedirectMessageJson(Output):
    id: UUID
    kind: RedirectKind
    category: Category
    rule: str = Field(description="Which rule chose the category; staff: a person did")
    at: Moment
    text: str = Field(description="Identifiers of people masked")
    hidden: bool = Field(description="The citizen took it back: its text is gone")
    state: RedirectState
    conversation: UUID | None = Field(description="Where it is shown as well; null: nowhere")


class RedirectMessagesJson(Output):
    items: tuple[RedirectMessageJson, ...]
    next: str | None


class CorrectedRedirect(Input):
    kind: RedirectKind
    category: Category


class SentOnByHand(TakeOver):
    conversation: UUID
    message: str = Field(pattern=r"^[0-9a-f]{20}$", description="Its id in the conversation; a question")
    kind: RedirectKind
    category: Category
    seen: Count = Field(description=SEEN)


class QuestionAfterAllJson(Output):
    redirect: UUID
    conversation: UUID = Field(description="Where it waits for an answer")
