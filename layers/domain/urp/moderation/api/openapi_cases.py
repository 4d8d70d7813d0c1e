"""Examples of the casebook for the OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping

from urp.staff_api.openapi_pieces import CITIZEN, CONVERSATION, MORNING, Example, page

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
    "taken_back": False,
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
    "NewStep": {
        "step": "blocked",
        "reason": "terzo insulto in un mese",
        "until": "2027-02-23T09:30",
    },
    "CaseFiguresJson": {
        "year": 2026,
        "fewest_shown": 5,
        "opened": 31,
        "breaches": [
            {"breach": "offensive_language", "count": 22},
            {"breach": "spam", "count": 9},
            {"breach": "copyright", "count": 0},
        ],
        "breaches_hidden": 0,
        "outcomes": [{"outcome": "warned", "count": 18}, {"outcome": "dismissed", "count": 13}],
        "outcomes_hidden": 0,
        "steps": [{"step": "warned", "count": 18}, {"step": "blocked", "count": None}],
        "steps_hidden": None,
    },
    "CasesJson": {**page(_SUMMARY), "unread_for_a_day": None},
    "CaseJson": {**_SUMMARY, "steps": [_STEP, _WARNED], "other_cases": 0, "warnings": 1},
}
