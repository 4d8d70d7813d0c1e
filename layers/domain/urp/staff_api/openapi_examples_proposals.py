"""The examples of what waits for a second person, for the OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping

from urp.staff_api.openapi_pieces import MORNING, STAFF, Example

_SEEN = "3f0e6a523c4d5b6e8f90a1b2c3d4e5f63f0e6a523c4d5b6e8f90a1b2c3d4e5f6"
_PROPOSAL: Example = {
    "act": "evidence.release",
    "address": "/staff/evidence/2f0e6a52-3c4d-5b6e-8f90-a1b2c3d4e5f6/release",
    "state": "open",
    "reason": "La Procura ha comunicato che gli atti non servono più, prot. 991/2027",
    "proposed_by": STAFF,
    "proposed_at": MORNING,
    "earliest": "2026-11-28T08:30:00Z",
    "lapses_at": "2026-12-09T08:30:00Z",
    "seen": _SEEN,
    "decided_by": None,
    "decided_at": None,
    "alerted": None,
}

EXAMPLES_OF_PROPOSALS: Mapping[str, Example] = {
    "NewProposal": {"reason": "Nella lettera del 24 novembre chiede la cancellazione, prot. 4310"},
    "Confirmation": {"seen": _SEEN},
    "ErasureConfirmation": {"seen": _SEEN, "told_elsewhere": "PEC del 3 dicembre 2026, prot. 4321"},
    "ProposalJson": {**_PROPOSAL, "alerted": True},
    "ProposalsJson": {"items": [_PROPOSAL]},
}
