"""Files of evidence, as public JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Literal
from uuid import UUID

from pydantic import Field

from urp.acts.second_person import ProposalState
from urp.masking import mask
from urp.moderation.evidence.custody import CustodyAct, describe_span
from urp.moderation.evidence.model import ENDED, POSSIBLE_STEPS, FileState, FileStep
from urp.moderation.evidence.proposal import name_body
from urp.observability import masked_phone
from urp.staff_api.proposals import ProposalJson, to_proposal_json
from urp.staff_api.schemas import Input, Moment, Output

if TYPE_CHECKING:
    from datetime import datetime

    from urp.moderation.evidence.model import EvidenceFile, KeptBody, KeptMessage
    from urp.moderation.evidence.office import FileView


_PEOPLE = 20


_LINE = 1000


_Line = Annotated[str, Field(max_length=_LINE)]


class FactsJson(Input):
    """What a denuncia states (art. 332 c.p.p.); the day the news was acquired stands in the file itself."""

    essential: str = Field("", max_length=8000, description="Essential elements of the fact, by a person")
    sources: tuple[_Line, ...] = Field(
        (), max_length=_PEOPLE, description="Sources of evidence already known"
    )
    accused: str = Field("", max_length=2000, description="Beyond what WhatsApp shows of the person")
    victims: tuple[_Line, ...] = Field((), max_length=_PEOPLE)
    able_to_report: tuple[_Line, ...] = Field((), max_length=_PEOPLE, description="Who can tell of the facts")


class NewEvidence(Input):
    conversation: UUID | None = None
    messages: tuple[_Line, ...] = Field(
        (), max_length=50, description="Their ids, as the conversation shows them"
    )
    cases: tuple[UUID, ...] = Field((), max_length=50, description="Of the same citizen")
    reason: str = Field(min_length=10, max_length=_LINE, description="Why; for who approves")
    learnt_at: str | None = Field(
        None,
        max_length=40,
        description="When somebody of the staff first learnt of it, if that was before this call",
    )
    facts: FactsJson | None = Field(None, description="Written later where it is left out")


class EvidenceDecision(Input):
    reason: str = Field(min_length=10, max_length=_LINE)


class NewEvidenceCorrection(Input):
    text: str = Field(min_length=3, max_length=4000)


class SentEvidence(Input):
    """By certified mail, outside this service."""

    to: str = Field(min_length=3, max_length=200, description="The authority it went to")
    reference: str = Field(min_length=3, max_length=200, description="Protocol number, id of the mail")
    at: str | None = Field(None, max_length=40, description="When it was sent; null: now")


class KeptBodyJson(Output):
    file: str = Field(description="Its name in the export")
    bytes: int
    sha256: str
    received_at: Moment
    as_received: bool = Field(description="The bytes are those the name was given for at receipt")
    signature_verified_at_receipt: bool


class KeptMessageJson(Output):
    number: int
    id: str
    kind: str
    at: Moment
    text: str = Field(description="Identifiers of people masked; whole in the export")
    file: str | None = Field(description="The body it stands in; null: the desk's copy, its body was gone")
    author: str | None = Field(description="Id of the member of staff; null for the citizen")
    phone: str | None = Field(description="Masked")
    name: str | None = Field(description="As the person chose it: proves nothing")


class CorrectionJson(Output):
    at: Moment
    by: str
    text: str


class CustodyEntryJson(Output):
    number: int
    at: Moment
    by: str
    act: CustodyAct
    details: dict[str, str]
    hash: str


class EvidenceJson(Output):
    id: UUID
    state: FileState
    citizen: UUID
    conversation: UUID | None
    cases: tuple[UUID, ...] = Field(description="Held with it: nothing of them is erased")
    acquired_at: Moment = Field(description="When somebody of the staff first learnt of it")
    elapsed_seconds: int = Field(description="Since then; it stands still once released or refused")
    elapsed: str = Field(description="The same in Italian words: art. 331 c.p.p. says «senza ritardo»")
    reason: str | None = Field(description="Null of an ended file")
    proposed_by: str
    proposed_at: Moment
    decided_by: str | None
    decided_at: Moment | None
    sealed_at: Moment | None
    sent_at: Moment | None = Field(description="When the office says it first went to the authority")
    ended_at: Moment | None
    end_reason: str | None
    deleted_from: Moment | None = Field(
        description="Of a released or refused one. Null there: the hold was not lifted, call again"
    )
    policy_version: str
    message_count: int
    possible_steps: tuple[FileStep, ...] = Field(
        description="What this state admits; each has roles of its own, and who proposed approves nothing"
    )


class EvidenceReading(Input):
    part: Literal["header"] | None = Field(
        None, description="header: what the list shows of it, which is no entry of its custody log"
    )


class EvidenceViewJson(EvidenceJson):
    """Of an ended file nothing but its header is read any more: the rest is null."""

    bodies: tuple[KeptBodyJson, ...] | None
    facts: FactsJson | None
    corrections: tuple[CorrectionJson, ...] | None
    messages: tuple[KeptMessageJson, ...] | None = Field(
        description="Only where an approved file is read, which its custody log notes"
    )
    custody: tuple[CustodyEntryJson, ...] | None
    alerted: bool | None = Field(
        description="Whether the person on duty was told that it waits; only in the answer to a proposal"
    )
    release: ProposalJson | None = Field(description="The open proposal to release it")


class EvidenceListJson(Output):
    items: tuple[EvidenceJson, ...]
    next: str | None


class ExportedFile(Output):
    """Never JSON: what the download is made of."""

    name: str
    content: bytes
    manifest_sha256: str


def to_evidence_json(file: EvidenceFile, now: datetime) -> EvidenceJson:
    elapsed = file.find_clock_end(now) - file.acquired_at
    return EvidenceJson.from_view(
        file,
        citizen=file.citizen_id,
        conversation=file.conversation_id,
        cases=file.case_ids,
        elapsed_seconds=int(elapsed.total_seconds()),
        elapsed=describe_span(elapsed),
        reason=None if file.state in ENDED else file.reason,
        message_count=file.messages,
        possible_steps=POSSIBLE_STEPS[file.state],
    )


def to_evidence_header_json(view: FileView, now: datetime) -> EvidenceViewJson:
    nothing = dict.fromkeys(("bodies", "facts", "corrections", "messages", "custody", "alerted"))
    return EvidenceViewJson.from_view(
        to_evidence_json(view.file, now), **nothing, release=_to_release_json(view, now)
    )


def to_evidence_view_json(view: FileView, now: datetime) -> EvidenceViewJson:
    file, header = view.file, to_evidence_json(view.file, now)
    if file.state in ENDED:
        return to_evidence_header_json(view, now)
    return EvidenceViewJson.from_view(
        header,
        bodies=tuple(map(_to_body_json, file.bodies)),
        facts=FactsJson(**asdict(file.facts)),
        corrections=tuple(CorrectionJson.from_view(correction) for correction in file.corrections),
        messages=None if view.messages is None else tuple(map(_to_message_json, view.messages)),
        custody=tuple(
            CustodyEntryJson.from_view(entry, details=dict(entry.details)) for entry in view.custody
        ),
        alerted=view.alerted,
        release=_to_release_json(view, now),
    )


def _to_release_json(view: FileView, now: datetime) -> ProposalJson | None:
    release = view.release
    is_open = release is not None and release.state_at(now) is ProposalState.OPEN
    return to_proposal_json(release, now) if release and is_open else None


def _to_body_json(body: KeptBody) -> KeptBodyJson:
    return KeptBodyJson.from_view(
        body, file=name_body(body.number), bytes=body.size, signature_verified_at_receipt=True
    )


def _to_message_json(message: KeptMessage) -> KeptMessageJson:
    return KeptMessageJson.from_view(
        message,
        id=message.ref,
        text=mask(message.text),
        file=None if message.body is None else name_body(message.body),
        phone=masked_phone(message.shown.phone) if message.shown.phone else None,
        name=message.shown.name or None,
    )
