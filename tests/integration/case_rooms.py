"""The casebook with the desk beside it, in memory and on DynamoDB."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import boto3

from tests.fakes.cases import ANNA, NOON
from tests.fakes.days import RETENTION
from tests.fakes.desk_world import KnownPeople
from tests.fakes.memory_cases import MemoryCaseRegister
from tests.integration import desk_rooms
from urp.adapters.case_writes import opening_writes
from urp.adapters.dynamodb import from_attributes, transact
from urp.adapters.dynamodb_cases import DynamoCaseRegister
from urp.casebook.finding import OpenCase
from urp.casebook.holding import HoldCase
from urp.casebook.model import CaseOpening
from urp.casebook.office import CaseOffice
from urp.casebook.ports import CaseRegister
from urp.identity.model import Citizen
from urp.municipality import load_municipality_from
from urp.staff.model import Act, IdempotencyMark

PROFILE = Path(__file__).parents[1] / "profiles" / "roccaserena"
TOWN = replace(load_municipality_from(PROFILE, placeholders_allowed=True), retention=RETENTION)
CITIZEN: Citizen = desk_rooms.CITIZEN


@dataclass(frozen=True, slots=True)
class Room:
    register: CaseRegister
    desk: desk_rooms.Room
    put: Callable[[CaseOpening], None]

    @property
    def see(self) -> CaseOffice:
        return CaseOffice(self.register, KnownPeople({ANNA: CITIZEN}), TOWN)

    @property
    def open(self) -> OpenCase:
        return OpenCase(self.register, self.desk.register, TOWN)

    @property
    def hold(self) -> HoldCase:
        return HoldCase(self.register, TOWN)

    def puts(self, openings: Sequence[CaseOpening]) -> None:
        for opening in openings:
            self.put(opening)


def memory_room() -> Room:
    desk = desk_rooms.memory_room()
    register = MemoryCaseRegister(desk.register)  # type: ignore[arg-type]
    return Room(register, desk, register.put)


def dynamodb_room(outputs: Mapping[str, str]) -> Room:
    client = boto3.client("dynamodb")
    table = outputs["DeskTableName"]
    register = DynamoCaseRegister(
        client,
        desk_table=table,
        audit_table=outputs["AuditTableName"],
        control_table=outputs["ControlTableName"],
        retention=RETENTION,
    )

    def put(opening: CaseOpening) -> None:
        transact(client, list(opening_writes(opening, table, RETENTION)))

    return Room(register, desk_rooms.dynamodb_room(outputs), put)


def stored(outputs: Mapping[str, str]) -> list[dict[str, Any]]:
    """Every item of the desk's table."""
    found = boto3.client("dynamodb").scan(TableName=outputs["DeskTableName"])["Items"]
    return [from_attributes(item) for item in found]


def act(name: str = "case.note", number: int = 1, *, key: str | None = None, at: datetime = NOON) -> Act:
    mark = IdempotencyMark(key, "body", "") if key else None
    return Act(f"act{number}", "staff-1", name, "case/1", at, "come da regole", idempotency=mark)
