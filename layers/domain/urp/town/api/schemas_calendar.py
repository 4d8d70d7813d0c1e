"""The desk's calendar: the days to come, and what the office decided for single days."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from urp.staff_api.schemas import Input, Output
from urp.town.opening_hours.week import WEEKDAYS


class ExceptionListing(Input):
    first: date = Field(description="From this day")
    last: date = Field(description="To this day, at most 400 days on")


class NewException(Input):
    slots: tuple[Annotated[str, Field(max_length=20)], ...] = Field(
        max_length=6, description="HH:MM-HH:MM by the municipality's clock, in order; none: closed all day"
    )
    reason: str = Field(min_length=1, max_length=120, description="Citizens read it")
    english_reason: str = Field(
        default="",
        max_length=120,
        description="For who writes in English; without it they are given none",
    )


class ExceptionJson(Output):
    date: date
    slots: tuple[str, ...]
    reason: str
    english_reason: str


class ExceptionsJson(Output):
    items: tuple[ExceptionJson, ...]


class DayJson(Output):
    date: date
    weekday: str = Field(json_schema_extra={"enum": list(WEEKDAYS)})
    slots: tuple[str, ...] = Field(description="None: closed")
    exceptional: bool = Field(description="The office decided this day by itself")
    reason: str | None = Field(description="The office's reason, or the holiday's name")
    citizens_read: str | None = Field(
        description="The answer to who writes when the desk has closed that day; null: it stays open"
    )


class CalendarJson(Output):
    open_now: bool
    zone: str
    days: tuple[DayJson, ...]
