"""The examples of files of evidence, for the OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping

from urp.staff_api.openapi_pieces import CITIZEN, CONVERSATION, MORNING, STAFF, Example, page

_MODERATOR = "7d0a9c55-1f3e-4b60-9a3c-2e4f6a8b0c1d"
_HASH = "3f0e6a523c4d5b6e8f90a1b2c3d4e5f63f0e6a523c4d5b6e8f90a1b2c3d4e5f6"
_FACTS: Example = {
    "essential": "Con due messaggi ha scritto che avrebbe dato fuoco all'ufficio anagrafe.",
    "sources": ["i messaggi allegati", "l'operatrice che li ha letti per prima"],
    "accused": "",
    "victims": ["il personale dell'ufficio anagrafe"],
    "able_to_report": ["l'operatrice in turno il 25 novembre"],
}
_FILE: Example = {
    "id": "2f0e6a52-3c4d-5b6e-8f90-a1b2c3d4e5f6",
    "state": "sealed",
    "citizen": CITIZEN,
    "conversation": CONVERSATION,
    "cases": [],
    "acquired_at": MORNING,
    "elapsed_seconds": 93_900,
    "elapsed": "1 giorno, 2 ore e 5 minuti",
    "reason": "Minaccia di incendio contro l'ufficio anagrafe",
    "proposed_by": _MODERATOR,
    "proposed_at": MORNING,
    "decided_by": STAFF,
    "decided_at": "2026-11-25T09:00:00Z",
    "sealed_at": "2026-11-25T10:00:00Z",
    "sent_at": "2026-11-25T15:00:00Z",
    "ended_at": None,
    "end_reason": None,
    "deleted_from": None,
    "policy_version": "2026-01",
    "message_count": 1,
}

EXAMPLES_OF_EVIDENCE: Mapping[str, Example] = {
    "NewEvidence": {
        "conversation": CONVERSATION,
        "messages": ["4f1d2c3b5a69788796a5"],
        "reason": "Minaccia di incendio contro l'ufficio anagrafe",
        "learnt_at": "2026-11-25T09:30",
    },
    "FactsJson": _FACTS,
    "EvidenceDecision": {"reason": "La Procura ha comunicato che gli atti non servono più, prot. 991/2027"},
    "NewEvidenceCorrection": {
        "text": "L'operatrice in turno era un'altra: il nome è negli atti dell'ufficio."
    },
    "SentEvidence": {
        "to": "Procura della Repubblica presso il Tribunale",
        "reference": "PEC prot. 4821/2026",
        "at": "2026-11-25T16:00",
    },
    "EvidenceListJson": page(_FILE),
    "EvidenceViewJson": {
        **_FILE,
        "bodies": [
            {
                "file": "grezzo/0001.json",
                "bytes": 812,
                "sha256": _HASH,
                "received_at": MORNING,
                "as_received": True,
                "signature_verified_at_receipt": True,
            }
        ],
        "facts": _FACTS,
        "corrections": [],
        "messages": [
            {
                "number": 1,
                "id": "4f1d2c3b5a69788796a5",
                "kind": "text",
                "at": MORNING,
                "text": "Vengo lì e do fuoco a tutto",
                "file": "grezzo/0001.json",
                "author": None,
                "phone": "••••••••• 001",
                "name": "Mario",
            }
        ],
        "custody": [
            {
                "number": 1,
                "at": MORNING,
                "by": _MODERATOR,
                "act": "proposed",
                "details": {"messaggi": "1", "grezzo/0001.json": _HASH},
                "hash": _HASH,
            }
        ],
        "alerted": None,
    },
}
