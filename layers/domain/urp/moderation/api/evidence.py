"""/staff/evidence: files for the judicial authority. One person proposes, another approves."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.permissions import Permission
from urp.moderation.api.evidence_json import (
    EvidenceDecision,
    EvidenceListJson,
    EvidenceReading,
    EvidenceViewJson,
    ExportedFile,
    FactsJson,
    NewEvidence,
    NewEvidenceCorrection,
    SentEvidence,
    to_evidence_header_json,
    to_evidence_json,
    to_evidence_view_json,
)
from urp.moderation.evidence.model import NOTHING_WRITTEN, Facts
from urp.moderation.evidence.proposal import Proposal
from urp.staff_api.proposals import Confirmation, ProposalJson, to_proposal_json
from urp.staff_api.reading import read_optional_moment
from urp.staff_api.routing import Request, Route, always
from urp.staff_api.schemas import Listing, Nothing
from urp.staff_api.sheets import Download

if TYPE_CHECKING:
    from pydantic import BaseModel

    from urp.acts.model import Act
    from urp.moderation.api.offices import EvidenceOffices


def propose_file(offices: EvidenceOffices, request: Request[Nothing, NewEvidence]) -> EvidenceViewJson:
    body, file_id = request.body, request.new_id
    proposal = Proposal(
        reason=body.reason,
        conversation_id=body.conversation,
        messages=body.messages,
        cases=body.cases,
        learnt_at=read_optional_moment("learnt_at", body.learnt_at, offices.municipality.zone),
        facts=_to_facts(body.facts) if body.facts else NOTHING_WRITTEN,
    )
    act = request.make_act("evidence.propose", f"evidence/{file_id}")
    return to_evidence_view_json(offices.evidence.propose(file_id, proposal, act), request.now)


def repeat_propose_file(
    offices: EvidenceOffices, request: Request[Nothing, NewEvidence], resource_id: str
) -> EvidenceViewJson:
    act = request.make_act("evidence.propose", f"evidence/{resource_id}")
    return to_evidence_view_json(offices.evidence.repeat_propose(UUID(resource_id), act), request.now)


def list_files(offices: EvidenceOffices, request: Request[Listing, Nothing]) -> EvidenceListJson:
    page = offices.evidence.list_page(request.query.cursor, request.query.limit)
    items = tuple(to_evidence_json(item, request.now) for item in page.items)
    return EvidenceListJson(items=items, next=page.cursor)


def show_file(offices: EvidenceOffices, request: Request[EvidenceReading, Nothing]) -> EvidenceViewJson:
    if request.query.part == "header":
        header = offices.evidence.view_header(request.read_id("file"))
        return to_evidence_header_json(header, request.now)
    view = offices.evidence.view(request.read_id("file"), _make_act(request, "view"))
    return to_evidence_view_json(view, request.now)


def approve_file(offices: EvidenceOffices, request: Request[Nothing, Nothing]) -> EvidenceViewJson:
    view = offices.evidence.approve(request.read_id("file"), _make_act(request, "approve"))
    return to_evidence_view_json(view, request.now)


def refuse_file(offices: EvidenceOffices, request: Request[Nothing, EvidenceDecision]) -> EvidenceViewJson:
    view = offices.evidence.refuse(request.read_id("file"), request.body.reason, _make_act(request, "refuse"))
    return to_evidence_view_json(view, request.now)


def write_facts(offices: EvidenceOffices, request: Request[Nothing, FactsJson]) -> EvidenceViewJson:
    facts = _to_facts(request.body)
    view = offices.evidence.write_facts(request.read_id("file"), facts, _make_act(request, "facts"))
    return to_evidence_view_json(view, request.now)


def seal_file(offices: EvidenceOffices, request: Request[Nothing, Nothing]) -> EvidenceViewJson:
    view = offices.evidence.seal(request.read_id("file"), _make_act(request, "seal"))
    return to_evidence_view_json(view, request.now)


def correct_file(
    offices: EvidenceOffices, request: Request[Nothing, NewEvidenceCorrection]
) -> EvidenceViewJson:
    view = offices.evidence.correct(request.read_id("file"), request.body.text, _make_act(request, "correct"))
    return to_evidence_view_json(view, request.now)


def note_sent(offices: EvidenceOffices, request: Request[Nothing, SentEvidence]) -> EvidenceViewJson:
    body = request.body
    at = read_optional_moment("at", body.at, offices.municipality.zone) or request.now
    act = _make_act(request, "sent")
    view = offices.evidence.note_sent(request.read_id("file"), at, body.to, body.reference, act)
    return to_evidence_view_json(view, request.now)


def repeat_addition(
    offices: EvidenceOffices,
    request: Request[Nothing, NewEvidenceCorrection] | Request[Nothing, SentEvidence],
    _: str,
) -> EvidenceViewJson:
    act = request.make_act("evidence.again", f"evidence/{request.read_id('file')}")
    return to_evidence_view_json(offices.evidence.repeat_propose(request.read_id("file"), act), request.now)


def propose_release(offices: EvidenceOffices, request: Request[Nothing, EvidenceDecision]) -> ProposalJson:
    act = _make_act(request, "release")
    made = offices.evidence.propose_release(request.read_id("file"), request.body.reason, act)
    return to_proposal_json(made.proposal, request.now, alerted=made.alerted)


def confirm_release(offices: EvidenceOffices, request: Request[Nothing, Confirmation]) -> EvidenceViewJson:
    view = offices.evidence.confirm_release(
        request.read_id("file"), request.body.seen, _make_act(request, "release")
    )
    return to_evidence_view_json(view, request.now)


def cancel_release(offices: EvidenceOffices, request: Request[Nothing, Nothing]) -> ProposalJson:
    cancelled = offices.evidence.cancel_release(request.read_id("file"), _make_act(request, "release"))
    return to_proposal_json(cancelled, request.now)


def export_file(offices: EvidenceOffices, request: Request[Nothing, Nothing]) -> ExportedFile:
    found = offices.evidence.export(request.read_id("file"), _make_act(request, "export"))
    return ExportedFile(name=found.name, content=found.content, manifest_sha256=found.manifest_sha256)


def _to_download(file: ExportedFile) -> Download:
    return Download(file.name, "application/zip", file.content, {"x-manifest-sha256": file.manifest_sha256})


def _make_act[Query: BaseModel, Body: BaseModel](request: Request[Query, Body], verb: str) -> Act:
    """Reasons stay in the file: the audit outlives it."""
    return request.make_act(f"evidence.{verb}", f"evidence/{request.read_id('file')}")


def _to_facts(body: FactsJson) -> Facts:
    return Facts(body.essential, body.sources, body.accused, body.victims, body.able_to_report)


_ONE = "/staff/evidence/{file}"

ROUTES = (
    Route(
        "POST", "/staff/evidence", Permission.OPEN_EVIDENCE, "Propose a file of evidence",
        Nothing, NewEvidence, EvidenceViewJson, propose_file, status=201, repeat=repeat_propose_file,
        description="Messages of a conversation, cases, or both, of one citizen. What was received is copied "
        "and held at once, cases too; nobody reads it until somebody else, an administrator, approves. "
        "409 `already_held`: a case is part of another open file.",
    ),
    Route(
        "GET", "/staff/evidence", Permission.MODERATE, "List the files of evidence",
        Listing, Nothing, EvidenceListJson, list_files, description="Newest first.",
    ),
    Route(
        "GET", _ONE, Permission.MODERATE, "Read a file",
        EvidenceReading, Nothing, EvidenceViewJson, show_file,
        description="Reading an open one is an entry of its custody log, its header alone is not; its "
        "messages only once it is approved. Of an ended one there is only the header. Identifiers are "
        "masked.",
    ),
    Route(
        "POST", _ONE + "/approve", Permission.ADMINISTER, "Approve a proposed file",
        Nothing, Nothing, EvidenceViewJson, approve_file, fresh=always,
        description="403 `same_person` for who proposed it; 409 `bytes_lost` where a copy is not what was "
        "received.",
    ),
    Route(
        "POST", _ONE + "/refuse", Permission.ADMINISTER, "Refuse a proposed file",
        Nothing, EvidenceDecision, EvidenceViewJson, refuse_file,
        description="The copies are no longer held.",
    ),
    Route(
        "POST", _ONE + "/facts", Permission.MODERATE, "Write the facts",
        Nothing, FactsJson, EvidenceViewJson, write_facts,
        description="All of them, in place of those before, until the file is sealed.",
    ),
    Route(
        "POST", _ONE + "/seal", Permission.ADMINISTER,
        "Seal a file", Nothing, Nothing, EvidenceViewJson, seal_file,
        description="From here nothing changes; corrections are added. 409 `facts_missing`.",
    ),
    Route(
        "POST", _ONE + "/corrections", Permission.MODERATE, "Add a correction to a sealed file",
        Nothing, NewEvidenceCorrection, EvidenceViewJson, correct_file, status=201, repeat=repeat_addition,
    ),
    Route(
        "GET", _ONE + "/export", Permission.ADMINISTER, "Export a sealed file as ZIP",
        Nothing, Nothing, ExportedFile, export_file, download=_to_download, fresh=always,
        shows_people=always,
        description="Each export is an entry of the custody log. The header `x-manifest-sha256` goes into "
        "the certified mail. 409 `not_sealed`, `export_too_large`, `bytes_lost`.",
    ),
    Route(
        "POST", _ONE + "/sent", Permission.ADMINISTER, "Note that it was sent to the authority",
        Nothing, SentEvidence, EvidenceViewJson, note_sent, status=201, repeat=repeat_addition,
        description="By certified mail, outside this service: when, to whom, under which number.",
    ),
    Route(
        "POST", _ONE + "/release", Permission.ADMINISTER, "Propose to release a file",
        Nothing, EvidenceDecision, ProposalJson, propose_release, status=202,
        description="By the authority's word or the legal office's. Nothing happens yet: another "
        "administrator confirms, not before 72 hours and within 14 days. 409 `wrong_state`, "
        "`already_proposed`.",
    ),
    Route(
        "POST", _ONE + "/release/confirm", Permission.ADMINISTER, "Confirm the release of a file",
        Nothing, Confirmation, EvidenceViewJson, confirm_release, fresh=always,
        description="The copies are no longer held, nobody reads it any more, and its record goes after its "
        "time. 403 `same_person`; 404 `not_proposed`; 409 `too_early`, `proposal_lapsed`, "
        "`proposal_cancelled`, `already_confirmed`, `changed_since_proposed`.",
    ),
    Route(
        "POST", _ONE + "/release/cancel", Permission.ADMINISTER, "Cancel the proposal to release a file",
        Nothing, Nothing, ProposalJson, cancel_release,
        description="Any administrator, who proposed it too. Refused once it is decided or has lapsed.",
    ),
)  # fmt: skip
