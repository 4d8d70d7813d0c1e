"""The examples of blocks at WhatsApp and of crowds, for the OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping

from urp.staff_api.openapi_pieces import (
    BLOCK,
    BLOCKED_CITIZEN,
    CITIZEN,
    CONVERSATION,
    MORNING,
    STAFF,
    Example,
    page,
)

_AT_WHATSAPP: Example = {
    "state": "blocked",
    "explanation": "Bloccato anche su WhatsApp: non arriva più nulla, nemmeno un'emergenza.",
    "code": None,
    "by": STAFF,
    "at": MORNING,
    "changed_at": MORNING,
    "attempts": 1,
    "next_attempt_at": None,
}
_BLOCKED: Example = {**BLOCKED_CITIZEN, "at_whatsapp": _AT_WHATSAPP}

EXAMPLES_OF_BLOCKS: Mapping[str, Example] = {
    "NewWhatsAppBlock": {"emergencies_will_not_reach_us": True},
    "BlockedCitizenJson": _BLOCKED,
    "CitizenJson": {**_BLOCKED, "history": [{**BLOCK, "kind": "blocked"}]},
    "BlocksJson": page(_BLOCKED),
    "CrowdsJson": page(
        {
            "id": "9f8e7d6c5b4a39281706f5e4d3c2b1a0",
            "kind": "same_text",
            "since": MORNING,
            "last_at": MORNING,
            "people": 37,
            "sentence": "Lo stesso testo da 37 persone in dieci minuti.",
            "conversations": [CONVERSATION],
        }
    ),
    "LiftedStranger": {"reason": "bloccato per errore dal telefono dell'ufficio"},
    "AdoptedStranger": {
        "breach": "threat",
        "reason": "minacce al telefono e qui",
        "until": "2026-12-25T09:30",
        "emergencies_will_not_reach_us": True,
    },
    "BlocksAtWhatsAppJson": {
        "last": {
            "at": MORNING,
            "complete": True,
            "at_meta": 12,
            "most_at_meta": 64_000,
            "chosen_here": 11,
            "strangers": 1,
            "missing": 0,
        },
        "strangers": [
            {
                "id": "0f4b8a1c-6d2e-5a7f-9b30-c1d2e3f4a5b6",
                "citizen": CITIZEN,
                "phone": "••••••••• 002",
                "found_at": MORNING,
                "lifting": False,
            }
        ],
    },
}
