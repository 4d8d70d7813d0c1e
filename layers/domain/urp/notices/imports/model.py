"""A list of phone numbers whose people gave their consent elsewhere, taken over with where it came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from urp.acts.second_person import SETTING_LAPSES

if TYPE_CHECKING:
    from urp.citizens.consent import LedgerEntry
    from urp.citizens.identity.model import CitizenChange


class LineFault(StrEnum):
    """Why a line of the list became no phone."""

    NO_NUMBER = "no_number"
    NOT_A_NUMBER = "not_a_number"
    """Letters or signs that belong to no number, or two numbers in one."""
    ROUNDED = "rounded"
    """`3,93E+11`: a spreadsheet kept only the first digits."""
    NOT_MOBILE = "not_mobile"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    FOREIGN = "foreign"
    """Of another country: they join by writing "Iscrivimi"."""


@dataclass(frozen=True, slots=True)
class ListedPhone:
    line: int
    """Counted from 1, as an editor counts the file's lines."""
    phone: str


@dataclass(frozen=True, slots=True)
class InvalidLine:
    line: int
    fault: LineFault
    shown: str
    """What stood there, masked but for the last three digits."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What the town hall would show whoever asks where it has the number from (GDPR arts. 7(1) and 14)."""

    collected: str
    """Where and when consent was given."""
    legal_basis: str
    document: str
    """Where the proof lies: protocol number, folder, register."""

    @property
    def in_words(self) -> str:
        return f"{self.collected} · {self.legal_basis} · {self.document}"


class Taken(StrEnum):
    """What became of one number of the list."""

    IMPORTED = "imported"
    ALREADY_SUBSCRIBED = "already_subscribed"
    LEFT_BEFORE = "left_before"
    """Once said "Cancellami", or asked to be erased: no list subscribes them again."""
    BLOCKED = "blocked"
    NOT_CONFIRMED_BEFORE = "not_confirmed_before"
    """Taken over once, asked to confirm, and removed without an answer."""


type TakenCounts = dict[Taken, int]


@dataclass(frozen=True, slots=True)
class Progress:
    """Counters with writers of their own: each part adds what became of its people, once."""

    parts_done: int = 0
    taken: TakenCounts = field(default_factory=dict)
    removed: int = 0
    """Did not confirm by the date."""


@dataclass(frozen=True, slots=True)
class ListImport:
    id: UUID
    name: str
    provenance: Provenance
    confirm_by: date
    """The last day to answer; whoever was asked and did not is removed in the night after it."""
    created_at: datetime
    created_by: str
    lines: int
    """Not counting the header and blank ones: `people`, `duplicates` and `invalid` together."""
    people: int
    duplicates: int
    invalid: int
    parts: int
    campaigns: frozenset[UUID] = frozenset()
    """Broadcasts that asked its people to confirm."""
    ended_at: datetime | None = None
    """When nobody of it was left to remove."""
    waits: bool = False
    """For another person than who handed it over: nobody is taken over yet. False of what was stored before
    two people were asked for."""
    dropped_at: datetime | None = None
    """Cancelled, or confirmed by nobody in time: its numbers are deleted, and nobody was taken over."""
    progress: Progress = field(default_factory=Progress)

    @property
    def done(self) -> bool:
        return self.progress.parts_done >= self.parts

    def lapsed(self, now: datetime) -> bool:
        """Nobody has confirmed it in the time of its proposal."""
        return self.waits and now >= self.created_at + SETTING_LAPSES

    def citizen_id(self, line: int) -> UUID:
        """Of whoever is first met on this line: the same each time it is read. No digest of the phone, which
        could be found by trying them all."""
        return uuid5(self.id, f"line {line}")

    def line_name(self, line: int) -> str:
        """Stands in the consent ledger where other entries name a message."""
        return f"import:{self.id}:{line}"


@dataclass(frozen=True, slots=True)
class RecordedChange:
    """A citizen's change and what the consent ledger says of it, never one without the other."""

    change: CitizenChange
    entry: LedgerEntry
