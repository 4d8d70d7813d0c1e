"""Examples of the casebook for the OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping

from urp.staff.api.openapi_pieces import CITIZEN, CONVERSATION, MORNING, Example, page

_CASE = "c0a5e000-7a51-5c1b-9f43-5d7f0f6d2c11"
_SUMMARY: Example = {
    "id": _CASE,
    "citizen": CITIZEN,
    "breach": "offensive_language",
    "rule": "offences.addressed",
    "state": "proposed",
    "outcome": "warned",
    "urgent": False,
    "acknowledged": False,
    "held": False,
    "hidden": True,
    "written_at": MORNING,
    "opened_at": MORNING,
    "changed_at": MORNING,
    "conversation": None,
    "policy_version": "2026-01",
    "phone": "••••••••• 001",
    "blocked": False,
    "text": {
        "text": "Siete dei cretini, chiamatemi al [telefono]",
        "words": ["siete", "cretini"],
        "kept_until": "2026-12-25T08:30:00Z",
    },
}
_STEP: Example = {
    "kind": "proposed",
    "at": MORNING,
    "author": "rule",
    "rule": "offences.addressed",
    "reason": "",
    "policy_version": "2026-01",
    "until": None,
    "beyond_ladder": None,
    "reported_at": None,
    "told": None,
}
_WARNED: Example = {
    **_STEP,
    "kind": "warned",
    "rule": "casebook.first_warning",
    "told": "4f1d2c3b5a69788796a5-moderation_warning",
}

EXAMPLES_OF_CASES: Mapping[str, Example] = {
    "NewCase": {
        "conversation": CONVERSATION,
        "message": "4f1d2c3b5a69788796a5",
        "breach": "offensive_language",
        "reason": "insulto a un'impiegata",
    },
    "CasesJson": page(_SUMMARY),
    "CaseJson": {**_SUMMARY, "steps": [_STEP, _WARNED], "other_cases": 0, "warnings": 1},
}
