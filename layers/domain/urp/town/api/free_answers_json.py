"""Answers of a month that Meta does not bill, as public JSON."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pydantic import Field

from urp.staff_api.schemas import Output
from urp.town.pricing.wording import write_free_answers

if TYPE_CHECKING:
    from urp.town.pricing.model import FreeAnswers


class FreeAnswersJson(Output):
    per_month: int | None = Field(description="Of one number; null: the town's price list does not say")
    set_on: date | None = Field(description="Set in the price list, read on that day; nothing learns it")
    to_confirm: bool = Field(description="Nobody has compared it with Meta's own list yet")
    words: str = Field(description="Italian, for the office")


def free_answers_json(found: FreeAnswers | None) -> FreeAnswersJson:
    words = write_free_answers(found)
    if found is None:
        return FreeAnswersJson(per_month=None, set_on=None, to_confirm=False, words=words)
    return FreeAnswersJson.from_view(found, words=words)
