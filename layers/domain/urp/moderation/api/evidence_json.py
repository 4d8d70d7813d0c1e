"""Files of evidence, as public JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from urp.masking import masked
from urp.moderation.api.schemas_evidence import (
    CorrectionJson,
    CustodyEntryJson,
    EvidenceJson,
    EvidenceViewJson,
    FactsJson,
    KeptBodyJson,
    KeptMessageJson,
)
from urp.moderation.evidence.model import ENDED
from urp.moderation.evidence.moments import span_in_words
from urp.moderation.evidence.proposal import body_name
from urp.observability import masked_phone

if TYPE_CHECKING:
    from datetime import datetime

    from urp.moderation.evidence.custody import CustodyEntry
    from urp.moderation.evidence.model import EvidenceFile, KeptBody, KeptMessage
    from urp.moderation.evidence.views import FileView


def evidence_json(file: EvidenceFile, now: datetime) -> EvidenceJson:
    return EvidenceJson(**_header(file, now))


def evidence_view_json(view: FileView, now: datetime) -> EvidenceViewJson:
    file = view.file
    if file.state in ENDED:
        return EvidenceViewJson(
            **_header(file, now),
            bodies=None,
            facts=None,
            corrections=None,
            messages=None,
            custody=None,
            alerted=None,
        )
    return EvidenceViewJson(
        **_header(file, now),
        bodies=tuple(map(_body_json, file.bodies)),
        facts=FactsJson(**asdict(file.facts)),
        corrections=tuple(CorrectionJson.from_view(each) for each in file.corrections),
        messages=None if view.messages is None else tuple(map(_message_json, view.messages)),
        custody=tuple(map(_entry_json, view.custody)),
        alerted=view.alerted,
    )


def _header(file: EvidenceFile, now: datetime) -> dict[str, Any]:
    elapsed = file.elapsed_until(now) - file.acquired_at
    return {
        "id": file.id,
        "state": file.state,
        "citizen": file.citizen_id,
        "conversation": file.conversation_id,
        "cases": file.case_ids,
        "acquired_at": file.acquired_at,
        "elapsed_seconds": int(elapsed.total_seconds()),
        "elapsed": span_in_words(elapsed),
        "reason": None if file.state in ENDED else file.reason,
        "proposed_by": file.proposed_by,
        "proposed_at": file.proposed_at,
        "decided_by": file.decided_by,
        "decided_at": file.decided_at,
        "sealed_at": file.sealed_at,
        "sent_at": file.sent_at,
        "ended_at": file.ended_at,
        "end_reason": file.end_reason,
        "deleted_from": file.deleted_from,
        "policy_version": file.policy_version,
        "message_count": file.messages,
    }


def _body_json(body: KeptBody) -> KeptBodyJson:
    return KeptBodyJson.from_view(
        body, file=body_name(body.number), bytes=body.size, signature_verified_at_receipt=True
    )


def _message_json(message: KeptMessage) -> KeptMessageJson:
    return KeptMessageJson.from_view(
        message,
        id=message.ref,
        text=masked(message.text),
        file=None if message.body is None else body_name(message.body),
        phone=masked_phone(message.shown.phone) if message.shown.phone else None,
        name=message.shown.name or None,
    )


def _entry_json(entry: CustodyEntry) -> CustodyEntryJson:
    return CustodyEntryJson.from_view(entry, details=dict(entry.details))
