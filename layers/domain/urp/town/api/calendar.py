"""/staff/calendar: when the desk is open, and what the office decides for single days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from urp.acts.permissions import Permission
from urp.errors import InvalidError, NotFoundError
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Input, Nothing, Output
from urp.town.courtesy import write_courtesy
from urp.town.opening_hours import OpeningHours
from urp.town.opening_hours.calendar import WEEKDAYS
from urp.town.opening_hours.office import FARTHEST

if TYPE_CHECKING:
    from urp.town.api.offices import TownOffices
    from urp.town.opening_hours import ExceptionalDay, Exceptions


class CalendarAsked(Input):
    first: date | None = Field(None, description="From this day; without it from today")
    days: int = Field(30, ge=1, le=31, description="How many")


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


class NewExceptions(NewException):
    first: date
    last: date = Field(description="The same or later; at most 60 days with the first")


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
    usual_slots: tuple[str, ...] = Field(description="By week and holidays alone")
    reason: str | None = Field(description="The office's reason, or the holiday's name")
    citizens_read: str | None = Field(
        description="The answer to who writes when the desk has closed that day; null: it stays open"
    )


class CalendarJson(Output):
    open_now: bool
    zone: str
    days: tuple[DayJson, ...]


def show_calendar(offices: TownOffices, request: Request[CalendarAsked, Nothing]) -> CalendarJson:
    hours = OpeningHours(offices.municipality.calendar)
    today = request.now.astimezone(offices.municipality.zone).date()
    first = request.query.first or today
    if abs(first - today) > FARTHEST:
        raise InvalidError("first", "è lontano più di dieci anni")
    days = tuple(first + timedelta(days=ahead) for ahead in range(request.query.days))
    exceptions = offices.calendar.list_exceptions(*hours.find_dates_that_matter(days[0], days[-1]))
    now = (
        exceptions
        if first == today
        else offices.calendar.list_exceptions(*hours.find_dates_in_sight(request.now))
    )
    return CalendarJson(
        open_now=hours.is_open(request.now, now),
        zone=offices.municipality.zone.key,
        days=tuple(_to_day_json(offices, hours, day, exceptions) for day in days),
    )


def list_exceptions(offices: TownOffices, request: Request[ExceptionListing, Nothing]) -> ExceptionsJson:
    found = offices.calendar.list_exceptions(request.query.first, request.query.last)
    return ExceptionsJson(items=tuple(_to_exception_json(day, found[day]) for day in sorted(found)))


def show_exception(offices: TownOffices, request: Request[Nothing, Nothing]) -> ExceptionJson:
    day = _read_date(request)
    found = offices.calendar.list_exceptions(day, day)
    if day not in found:
        raise NotFoundError("Per questo giorno non è stato deciso niente.")
    return _to_exception_json(day, found[day])


def put_exception(offices: TownOffices, request: Request[Nothing, NewException]) -> ExceptionJson:
    day = _read_date(request)
    act = request.make_act("calendar.put_exception", f"calendar/{day}", request.body.reason)
    body = request.body
    decided = offices.calendar.put(day, body.slots, body.reason, act, english_reason=body.english_reason)
    return _to_exception_json(day, decided)


def put_exceptions(offices: TownOffices, request: Request[Nothing, NewExceptions]) -> ExceptionsJson:
    body = request.body
    act = request.make_act(
        "calendar.put_exceptions", f"calendar/{body.first}..{body.last}", request.body.reason
    )
    decided = offices.calendar.put_all(
        body.first, body.last, body.slots, body.reason, act, english_reason=body.english_reason
    )
    days = (body.first + timedelta(days=ahead) for ahead in range((body.last - body.first).days + 1))
    return ExceptionsJson(items=tuple(_to_exception_json(day, decided) for day in days))


def delete_exception(offices: TownOffices, request: Request[Nothing, Nothing]) -> Nothing:
    day = _read_date(request)
    offices.calendar.delete(day, request.make_act("calendar.delete_exception", f"calendar/{day}"))
    return Nothing()


def _read_date[Body: Nothing | NewException](request: Request[Nothing, Body]) -> date:
    try:
        return date.fromisoformat(request.path["date"])
    except ValueError:
        raise NotFoundError("Un giorno si scrive 2026-11-25.") from None


def _to_exception_json(day: date, decided: ExceptionalDay) -> ExceptionJson:
    return ExceptionJson(
        date=day,
        slots=tuple(map(str, decided.slots)),
        reason=decided.reason,
        english_reason=decided.english_reason,
    )


def _to_day_json(offices: TownOffices, hours: OpeningHours, day: date, exceptions: Exceptions) -> DayJson:
    return DayJson(
        date=day,
        weekday=WEEKDAYS[day.weekday()],
        slots=tuple(map(str, hours.find_slots(day, exceptions))),
        exceptional=day in exceptions,
        usual_slots=tuple(map(str, hours.find_slots(day, {}))),
        reason=hours.find_reason(day, exceptions),
        citizens_read=write_courtesy(day, hours, exceptions, offices.texts),
    )


_EXCEPTION = "/staff/calendar/exceptions/{date}"

ROUTES = (
    Route(
        "GET", "/staff/calendar", Permission.READ, "Read the next thirty days",
        CalendarAsked, Nothing, CalendarJson, show_calendar,
    ),
    Route(
        "GET", "/staff/calendar/exceptions", Permission.READ, "List what was decided for single days",
        ExceptionListing, Nothing, ExceptionsJson, list_exceptions,
    ),
    Route(
        "GET", _EXCEPTION, Permission.READ, "Read what was decided for a day",
        Nothing, Nothing, ExceptionJson, show_exception,
    ),
    Route(
        "PUT", _EXCEPTION, Permission.WRITE, "Close, shorten or open a day",
        Nothing, NewException, ExceptionJson, put_exception,
        description="Instead of week and holidays; citizens read the reason. Putting again replaces.",
    ),
    Route(
        "PUT", "/staff/calendar/exceptions", Permission.WRITE, "Close, shorten or open several days",
        Nothing, NewExceptions, ExceptionsJson, put_exceptions,
        description="Each day from `first` to `last` alike, by one act; refused wholly if one of them is.",
    ),
    Route(
        "DELETE", _EXCEPTION, Permission.WRITE, "Make a day ordinary again",
        Nothing, Nothing, Nothing, delete_exception, status=204,
    ),
)  # fmt: skip
