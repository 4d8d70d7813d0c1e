"""/staff/evidence: files for the judicial authority. One person proposes, another approves."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from urp.moderation.api.evidence_json import (
    EvidenceDecision,
    EvidenceListJson,
    EvidenceViewJson,
    ExportedFile,
    FactsJson,
    NewEvidence,
    NewEvidenceCorrection,
    SentEvidence,
    evidence_json,
    evidence_view_json,
)
from urp.moderation.evidence.model import NOTHING_WRITTEN, Facts
from urp.moderation.evidence.proposal import Proposal
from urp.staff_api.proposals import Confirmation, ProposalJson, proposal_json
from urp.staff_api.reading import optional_moment
from urp.staff_api.roles import ADMINISTRATORS, MODERATORS, PROPOSERS
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Listing, Nothing
from urp.staff_api.sheets import Download

if TYPE_CHECKING:
    from pydantic import BaseModel

    from urp.acts.model import Act
    from urp.moderation.api.offices import EvidenceOffices


def proposed(offices: EvidenceOffices, request: Request[Nothing, NewEvidence]) -> EvidenceViewJson:
    body, file_id = request.body, request.new_id
    proposal = Proposal(
        reason=body.reason,
        conversation_id=body.conversation,
        messages=body.messages,
        cases=body.cases,
        learnt_at=optional_moment("learnt_at", body.learnt_at, offices.municipality.zone),
        facts=_facts(body.facts) if body.facts else NOTHING_WRITTEN,
    )
    act = request.act("evidence.propose", f"evidence/{file_id}")
    return evidence_view_json(offices.evidence.propose(file_id, proposal, act), request.now)


def proposed_before(
    offices: EvidenceOffices, request: Request[Nothing, NewEvidence], resource_id: str
) -> EvidenceViewJson:
    act = request.act("evidence.propose", f"evidence/{resource_id}")
    return evidence_view_json(offices.evidence.found_again(UUID(resource_id), act), request.now)


def listed(offices: EvidenceOffices, request: Request[Listing, Nothing]) -> EvidenceListJson:
    page = offices.evidence.page(request.query.cursor, request.query.limit)
    items = tuple(evidence_json(item, request.now) for item in page.items)
    return EvidenceListJson(items=items, next=page.cursor)


def shown(offices: EvidenceOffices, request: Request[Nothing, Nothing]) -> EvidenceViewJson:
    view = offices.evidence.view(request.id("file"), _act(request, "view"))
    return evidence_view_json(view, request.now)


def approved(offices: EvidenceOffices, request: Request[Nothing, Nothing]) -> EvidenceViewJson:
    view = offices.evidence.approve(request.id("file"), _act(request, "approve"))
    return evidence_view_json(view, request.now)


def refused(offices: EvidenceOffices, request: Request[Nothing, EvidenceDecision]) -> EvidenceViewJson:
    view = offices.evidence.refuse(request.id("file"), request.body.reason, _act(request, "refuse"))
    return evidence_view_json(view, request.now)


def written(offices: EvidenceOffices, request: Request[Nothing, FactsJson]) -> EvidenceViewJson:
    facts = _facts(request.body)
    view = offices.evidence.write_facts(request.id("file"), facts, _act(request, "facts"))
    return evidence_view_json(view, request.now)


def sealed(offices: EvidenceOffices, request: Request[Nothing, Nothing]) -> EvidenceViewJson:
    view = offices.evidence.seal(request.id("file"), _act(request, "seal"))
    return evidence_view_json(view, request.now)


def corrected(offices: EvidenceOffices, request: Request[Nothing, NewEvidenceCorrection]) -> EvidenceViewJson:
    view = offices.evidence.correct(request.id("file"), request.body.text, _act(request, "correct"))
    return evidence_view_json(view, request.now)


def sent(offices: EvidenceOffices, request: Request[Nothing, SentEvidence]) -> EvidenceViewJson:
    body = request.body
    at = optional_moment("at", body.at, offices.municipality.zone) or request.now
    act = _act(request, "sent")
    view = offices.evidence.note_sent(request.id("file"), at, body.to, body.reference, act)
    return evidence_view_json(view, request.now)


def added_before(
    offices: EvidenceOffices,
    request: Request[Nothing, NewEvidenceCorrection] | Request[Nothing, SentEvidence],
    _: str,
) -> EvidenceViewJson:
    act = request.act("evidence.again", f"evidence/{request.id('file')}")
    return evidence_view_json(offices.evidence.found_again(request.id("file"), act), request.now)


def release_proposed(offices: EvidenceOffices, request: Request[Nothing, EvidenceDecision]) -> ProposalJson:
    act = _act(request, "release")
    made = offices.evidence.propose_release(request.id("file"), request.body.reason, act)
    return proposal_json(made.proposal, request.now, alerted=made.alerted)


def released(offices: EvidenceOffices, request: Request[Nothing, Confirmation]) -> EvidenceViewJson:
    view = offices.evidence.confirm_release(request.id("file"), request.body.seen, _act(request, "release"))
    return evidence_view_json(view, request.now)


def release_cancelled(offices: EvidenceOffices, request: Request[Nothing, Nothing]) -> ProposalJson:
    cancelled = offices.evidence.cancel_release(request.id("file"), _act(request, "release"))
    return proposal_json(cancelled, request.now)


def exported(offices: EvidenceOffices, request: Request[Nothing, Nothing]) -> ExportedFile:
    found = offices.evidence.export(request.id("file"), _act(request, "export"))
    return ExportedFile(name=found.name, content=found.content, manifest_sha256=found.manifest_sha256)


def _download(file: ExportedFile) -> Download:
    return Download(file.name, "application/zip", file.content, {"x-manifest-sha256": file.manifest_sha256})


def _act[Body: BaseModel](request: Request[Nothing, Body], verb: str) -> Act:
    """Reasons stay in the file: the audit outlives it."""
    return request.act(f"evidence.{verb}", f"evidence/{request.id('file')}")


def _facts(body: FactsJson) -> Facts:
    return Facts(body.essential, body.sources, body.accused, body.victims, body.able_to_report)


_ONE = "/staff/evidence/{file}"

ROUTES = (
    Route(
        "POST", "/staff/evidence", PROPOSERS, "Propose a file of evidence",
        Nothing, NewEvidence, EvidenceViewJson, proposed, status=201, repeat=proposed_before,
        description="Messages of a conversation, cases, or both, of one citizen. What was received is copied "
        "and held at once, cases too; nobody reads it until somebody else, an administrator, approves. "
        "409 `already_held`: a case is part of another open file.",
    ),
    Route(
        "GET", "/staff/evidence", MODERATORS, "List the files of evidence",
        Listing, Nothing, EvidenceListJson, listed, description="Newest first.",
    ),
    Route(
        "GET", _ONE, MODERATORS, "Read a file", Nothing, Nothing, EvidenceViewJson, shown,
        description="Reading an open one is an entry of its custody log; its messages only once it is "
        "approved. Of an ended one there is only the header. Identifiers are masked.",
    ),
    Route(
        "POST", _ONE + "/approve", ADMINISTRATORS, "Approve a proposed file",
        Nothing, Nothing, EvidenceViewJson, approved,
        description="403 `same_person` for who proposed it; 409 `bytes_lost` where a copy is not what was "
        "received.",
    ),
    Route(
        "POST", _ONE + "/refuse", ADMINISTRATORS, "Refuse a proposed file",
        Nothing, EvidenceDecision, EvidenceViewJson, refused, description="The copies are no longer held.",
    ),
    Route(
        "POST", _ONE + "/facts", MODERATORS, "Write the facts", Nothing, FactsJson, EvidenceViewJson, written,
        description="All of them, in place of those before, until the file is sealed.",
    ),
    Route(
        "POST", _ONE + "/seal", ADMINISTRATORS, "Seal a file", Nothing, Nothing, EvidenceViewJson, sealed,
        description="From here nothing changes; corrections are added. 409 `facts_missing`.",
    ),
    Route(
        "POST", _ONE + "/corrections", MODERATORS, "Add a correction to a sealed file",
        Nothing, NewEvidenceCorrection, EvidenceViewJson, corrected, status=201, repeat=added_before,
    ),
    Route(
        "GET", _ONE + "/export", ADMINISTRATORS, "Export a sealed file as ZIP",
        Nothing, Nothing, ExportedFile, exported, download=_download,
        description="Each export is an entry of the custody log. The header `x-manifest-sha256` goes into "
        "the certified mail. 409 `not_sealed`, `export_too_large`, `bytes_lost`.",
    ),
    Route(
        "POST", _ONE + "/sent", ADMINISTRATORS, "Note that it was sent to the authority",
        Nothing, SentEvidence, EvidenceViewJson, sent, status=201, repeat=added_before,
        description="By certified mail, outside this service: when, to whom, under which number.",
    ),
    Route(
        "POST", _ONE + "/release", ADMINISTRATORS, "Propose to release a file",
        Nothing, EvidenceDecision, ProposalJson, release_proposed, status=202,
        description="By the authority's word or the legal office's. Nothing happens yet: another "
        "administrator confirms, not before 72 hours and within 14 days. 409 `wrong_state`, "
        "`already_proposed`.",
    ),
    Route(
        "POST", _ONE + "/release/confirm", ADMINISTRATORS, "Confirm the release of a file",
        Nothing, Confirmation, EvidenceViewJson, released,
        description="The copies are no longer held, nobody reads it any more, and its record goes after its "
        "time. 403 `same_person`; 404 `not_proposed`; 409 `too_early`, `proposal_lapsed`, "
        "`proposal_cancelled`, `already_confirmed`, `changed_since_proposed`.",
    ),
    Route(
        "POST", _ONE + "/release/cancel", ADMINISTRATORS, "Cancel the proposal to release a file",
        Nothing, Nothing, ProposalJson, release_cancelled,
        description="Any administrator, who proposed it too. Refused once it is decided or has lapsed.",
    ),
)  # fmt: skip
