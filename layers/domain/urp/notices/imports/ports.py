"""What taking over a list needs from outside."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from urp.acts.model import Act
from urp.acts.page import Page
from urp.citizens.consent import LedgerEntry
from urp.citizens.identity.model import Citizen, CitizenChange
from urp.notices.imports.model import InvalidLine, ListedPhone, ListImport, TakenCounts


@dataclass(frozen=True, slots=True)
class RecordedChange:
    """A citizen's change and what the consent ledger says of it, never one without the other."""

    change: CitizenChange
    entry: LedgerEntry


class ImportRegister(Protocol):
    """Imports and the parts of their lists that are still to be taken over."""

    def create(
        self,
        new: ListImport,
        parts: Sequence[Sequence[ListedPhone]],
        invalid: Sequence[InvalidLine],
        act: Act,
    ) -> None:
        """All of it, or nothing. Raises AlreadyActedError when the act's key was used."""
        ...

    def load(self, import_id: UUID) -> ListImport | None: ...

    def page(self, cursor: str | None, limit: int) -> Page[ListImport]:
        """Newest first."""
        ...

    def unfinished(self) -> Sequence[ListImport]:
        """Those with parts to take over or people to remove; there are few imports, ever."""
        ...

    def invalid(self, import_id: UUID, start: int, limit: int) -> Sequence[InvalidLine]:
        """In the order of their lines, from the `start`-th on."""
        ...

    def open_parts(self, import_id: UUID) -> Sequence[int]: ...

    def part(self, import_id: UUID, number: int) -> Sequence[ListedPhone] | None:
        """None once it is finished: its phones are deleted with that."""
        ...

    def finish(self, import_id: UUID, number: int, taken: TakenCounts, now: datetime) -> bool:
        """Counts the part and deletes its phones, once; False when somebody else did."""
        ...

    def announce(self, before: ListImport, after: ListImport) -> None:
        """Its date and its campaigns. Doing it again changes nothing."""
        ...

    def end(self, import_id: UUID, now: datetime) -> None: ...


class ListedPeople(Protocol):
    """Citizens, as an import finds and changes them."""

    def by_phone(self, phones: Collection[str]) -> Mapping[str, Citizen]:
        """Read consistently; whoever gave way in a merge is answered with the one they became."""
        ...

    def excluded(self, phones: Collection[str]) -> Collection[str]:
        """Of those nobody here is known by: whose leave, block or erasure a restore of the tables lost."""
        ...

    def entered(self, entries: Sequence[LedgerEntry]) -> Collection[LedgerEntry]:
        """Those of them that are in the consent ledger already."""
        ...

    def store(self, recorded: Sequence[RecordedChange], now: datetime) -> None:
        """All or nothing; ConflictError when one of them moved since it was read. At most twenty-four."""
        ...


class UnconfirmedPeople(Protocol):
    def page(self, import_id: UUID, shard: int, cursor: str | None) -> tuple[Sequence[Citizen], str | None]:
        """Members of one shard of the audience that came with this import and have not confirmed."""
        ...

    def remove(self, import_id: UUID, recorded: Sequence[RecordedChange], now: datetime) -> None:
        """All or nothing, counted on the import in the same step; ConflictError when one of them moved."""
        ...


class ImportQueue(Protocol):
    """Anything put here may be lost or doubled: parts stay open until they are finished."""

    def take_over(self, import_id: UUID, parts: Sequence[int]) -> None: ...
