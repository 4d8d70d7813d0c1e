"""/staff/turns: who is on duty and who comes second. /staff/duty-people: whom a turn may name."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import Field

from urp.acts.duty_numbers import mask_number
from urp.acts.permissions import Permission
from urp.desk.duty.turn_words import write_holes
from urp.desk.duty.turns import Turn
from urp.errors import InvalidError
from urp.staff_api.reading import read_moment
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Count, Input, Moment, Nothing, Output

if TYPE_CHECKING:
    from urp.desk.api.offices import DeskOffices
    from urp.desk.duty.turn_list import ListedTurn

_LONGEST_LIST = 92
_CLOCK = "ISO 8601; without a zone the municipality's clock"
_FARTHEST = timedelta(days=3653)


class TurnListing(Input):
    first: date | None = Field(None, description="From this day of the town hall; absent: from now")
    days: int = Field(28, ge=1, le=_LONGEST_LIST, description="How many")


class NewTurn(Input):
    person: str = Field(min_length=1, max_length=80, description="Id of who is told first")
    second: str = Field("", max_length=80, description="Id of who is told when the first does not answer")
    starts_at: str = Field(min_length=1, max_length=40, description=_CLOCK)
    ends_at: str = Field(min_length=1, max_length=40, description=f"Not a part of the turn. {_CLOCK}")


class ChangedTurn(NewTurn):
    version: Count = Field(description="The one that was read: 409 `changed_meanwhile` if it moved")


class DutyTurnJson(Output):
    id: str
    person: str = Field(description="Id of the member of staff")
    second: str | None
    starts_at: Moment
    ends_at: Moment
    able: tuple[str, ...] = Field(
        description="Of these two those who work here and have a role for it until its end; none: a hole"
    )
    version: int


class HoleJson(Output):
    starts_at: Moment
    ends_at: Moment = Field(description="At most seven days from now")
    words: str


class TurnsJson(Output):
    items: tuple[DutyTurnJson, ...]
    holes: tuple[HoleJson, ...] = Field(
        description="Of the next seven days; none where no turn was written for 60 days back or ahead"
    )
    fallback: bool = Field(description="An address or number is set that alerts go to in a hole")


class DutyPersonJson(Output):
    id: str
    name: str
    number: str | None = Field(description="Its last three digits; null: they gave none")


class DutyPeopleJson(Output):
    items: tuple[DutyPersonJson, ...]


def list_turns(offices: DeskOffices, request: Request[TurnListing, Nothing]) -> TurnsJson:
    now, zone = request.now, offices.municipality.zone
    today = now.astimezone(zone).date()
    first = request.query.first or today
    if abs(first - today) > _FARTHEST:
        raise InvalidError("first", "è lontano più di dieci anni")
    start = datetime.combine(first, time(), zone)
    end = datetime.combine(first + timedelta(days=request.query.days), time(), zone)
    found = offices.turns.list(now if request.query.first is None else start, end)
    holes, fallback = offices.turns.turns.find_holes(now), offices.somebody_is_on_duty
    words = write_holes(holes, now, zone, fallback=fallback)
    return TurnsJson(
        items=tuple(map(_turn_json, found)),
        holes=tuple(HoleJson.from_view(hole, words=said) for hole, said in zip(holes, words, strict=True)),
        fallback=fallback,
    )


def show(offices: DeskOffices, request: Request[Nothing, Nothing]) -> DutyTurnJson:
    return _turn_json(offices.turns.see(request.read_id("turn")))


def write(offices: DeskOffices, request: Request[Nothing, NewTurn]) -> DutyTurnJson:
    turn = _read_turn(offices, request.new_id, request.body, 0)
    return _turn_json(offices.turns.add(turn, request.make_act("turn.write", f"turn/{turn.id}")))


def show_written(offices: DeskOffices, _: Request[Nothing, NewTurn], turn_id: str) -> DutyTurnJson:
    return _turn_json(offices.turns.see(UUID(turn_id)))


def change(offices: DeskOffices, request: Request[Nothing, ChangedTurn]) -> DutyTurnJson:
    turn = _read_turn(offices, request.read_id("turn"), request.body, request.body.version)
    return _turn_json(offices.turns.change(turn, request.make_act("turn.change", f"turn/{turn.id}")))


def delete(offices: DeskOffices, request: Request[Nothing, Nothing]) -> Nothing:
    turn_id = request.read_id("turn")
    offices.turns.remove(turn_id, request.make_act("turn.delete", f"turn/{turn_id}"))
    return Nothing()


def list_people(offices: DeskOffices, request: Request[Nothing, Nothing]) -> DutyPeopleJson:
    return DutyPeopleJson(
        items=tuple(
            DutyPersonJson(
                id=each.person.id,
                name=each.person.name,
                number=mask_number(each.number) if each.number else None,
            )
            for each in offices.turns.find_people(request.now)
        )
    )


def _read_turn(offices: DeskOffices, turn_id: UUID, body: NewTurn, version: int) -> Turn:
    zone = offices.municipality.zone
    return Turn(
        turn_id,
        body.person,
        body.second,
        read_moment("starts_at", body.starts_at, zone),
        read_moment("ends_at", body.ends_at, zone),
        version,
    )


def _turn_json(listed: ListedTurn) -> DutyTurnJson:
    turn = listed.turn
    return DutyTurnJson.from_view(turn, id=str(turn.id), second=turn.second or None, able=listed.able)


_ALL, _ONE = "/staff/turns", "/staff/turns/{turn}"

ROUTES = (
    Route(
        "GET", _ALL, Permission.READ, "List turns, and hours in which nobody is on duty",
        TurnListing, Nothing, TurnsJson, list_turns,
        description="Those of which any part lies in the span, by their start.",
    ),
    Route("GET", _ONE, Permission.READ, "Read a turn", Nothing, Nothing, DutyTurnJson, show),
    Route(
        "POST", _ALL, Permission.ADMINISTER, "Write a turn",
        Nothing, NewTurn, DutyTurnJson, write, status=201, repeat=show_written,
        description="14 days long at most, from now on, a year ahead at most. 409 `overlapping_turn`.",
    ),
    Route(
        "PUT", _ONE, Permission.ADMINISTER, "Change a turn",
        Nothing, ChangedTurn, DutyTurnJson, change,
        description="Of one that runs everything but its start; of one that is over nothing. "
        "409 `overlapping_turn`, `changed_meanwhile`.",
    ),
    Route(
        "DELETE", _ONE, Permission.ADMINISTER, "Delete a turn",
        Nothing, Nothing, Nothing, delete, status=204, description="409 `turn_over`: one that is over stays.",
    ),
    Route(
        "GET", "/staff/duty-people", Permission.ADMINISTER, "List whom a turn may name",
        Nothing, Nothing, DutyPeopleJson, list_people,
    ),
)  # fmt: skip
