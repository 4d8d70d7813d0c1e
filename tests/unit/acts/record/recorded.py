"""A town hall whose acts are sealed, on tables in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from tests.acting import AS_OPERATOR
from tests.fakes.dynamodb.tables import create_tables
from urp.acts.model import Act
from urp.acts.record.chain import Link
from urp.acts.record.sealing import Sealed, SealRecord, Stamp
from urp.acts.store.act_items import act_writes
from urp.acts.store.record import Record
from urp.aws.dynamodb import transact
from urp.aws.tables import Tables

MONDAY = datetime(2026, 11, 30, 12, tzinfo=UTC)


@dataclass
class Shelf:
    """The locked bucket: what is put stays."""

    heads: dict[date, bytes] = field(default_factory=dict)
    stamps: dict[date, bytes] = field(default_factory=dict)

    def keep_head(self, day: date, content: bytes) -> None:
        assert self.heads.setdefault(day, content) == content

    def keep_stamp(self, day: date, token: bytes) -> None:
        self.stamps.setdefault(day, token)


@dataclass
class TownHall:
    tables: Tables = field(default_factory=create_tables)
    shelf: Shelf = field(default_factory=Shelf)
    stamp: Stamp | None = None
    first_day: date = MONDAY.date() - timedelta(days=2)

    @property
    def record(self) -> Record:
        return Record(self.tables)

    def act(self, number: int, at: datetime, name: str = "citizen.block") -> None:
        act = Act(
            f"act-{number:04d}", "staff-anna", name, f"citizen/{number}", at, "threat", standing=AS_OPERATOR
        )
        transact(self.tables.client, list(act_writes(act, self.tables)))

    def seal(self, at: datetime) -> Sealed:
        return SealRecord(self.record, self.shelf, self.stamp, self.first_day)(at)

    def links(self, around: datetime = MONDAY, days: int = 40) -> list[Link]:
        first = around.date() - timedelta(days=days)
        return [
            link for number in range(2 * days) for link in self.record.links(first + timedelta(days=number))
        ]
