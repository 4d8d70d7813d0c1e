"""Lists taken over from elsewhere: what the office hands over, and what became of it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from urp.notices.imports.model import LineFault
from urp.staff_api.proposals import PROPOSED, Confirmation, ProposalJson
from urp.staff_api.schemas import Count, Input, Moment, Output

type _AsSent = Annotated[str, StringConstraints(strip_whitespace=False)]
"""Blank lines at the top count as lines too."""
type ImportStatus = Literal["waiting", "dropped", "running", "done", "ended"]


class NewImport(Input):
    name: str = Field(min_length=1, max_length=120, description="For the office's list")
    collected: str = Field(
        min_length=10,
        max_length=500,
        description="Where and when these people gave their consent, in Italian",
    )
    legal_basis: str = Field(min_length=5, max_length=300, description="In Italian, for the consent ledger")
    document: str = Field(
        min_length=3, max_length=200, description="Where the proof lies: protocol number, folder, register"
    )
    confirm_by: date = Field(
        description="The last day to confirm; 7 to 365 days ahead. Who was asked and did not is removed then"
    )
    csv: _AsSent = Field(
        min_length=1,
        max_length=2_000_000,
        description="The file's text. Italian mobile numbers in a column `telefono`, `cellulare`, `numero` "
        "or `phone`, or in the first; separated by semicolons, tabs or commas; at most 40,000 lines",
    )


class ImportConfirmation(Confirmation):
    people: Count = Field(description="How many numbers the list has, as you read it")


class NewReconfirmation(Input):
    confirm_by: date | None = Field(
        None,
        description="Moves the import's date; 7 to 365 days ahead, not before that of a request already made",
    )


class ProvenanceJson(Output):
    collected: str
    legal_basis: str
    document: str


class TakenJson(Output):
    """What became of the numbers; together `people` once the import is done."""

    imported: int
    already_subscribed: int
    left_before: int = Field(description="Once said Cancellami or asked to be erased: not touched")
    blocked: int
    not_confirmed_before: int = Field(description="Removed after an earlier import: not asked again")


class ImportJson(Output):
    id: UUID
    name: str
    provenance: ProvenanceJson
    confirm_by: date
    created_at: Moment
    created_by: str
    status: ImportStatus = Field(
        description="waiting: for another administrator; dropped: cancelled, or nobody confirmed it in time; "
        "ended: whoever did not confirm has been removed"
    )
    lines: int = Field(description="Without header and blank ones: people, duplicates and invalid together")
    people: int
    duplicates: int = Field(description="Lines whose number stands in the list before")
    invalid: int
    done_people: int = Field(description="Of the numbers, how many have been dealt with so far")
    taken: TakenJson
    campaigns: tuple[UUID, ...] = Field(description="Broadcasts that asked its people to confirm")
    removed: int = Field(description="Did not confirm by the date")
    proposed: ProposalJson | None = Field(description=PROPOSED)


class ImportsJson(Output):
    items: tuple[ImportJson, ...]
    next: str | None = Field(description="Asks for the next page")


class InvalidLineJson(Output):
    line: int = Field(description="In the file, from 1")
    fault: LineFault
    shown: str = Field(description="What stood there, masked but for the last three digits")


class InvalidLinesJson(Output):
    items: tuple[InvalidLineJson, ...]
    next: str | None = Field(description="Asks for the next page")
