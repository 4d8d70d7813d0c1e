"""The examples of requests about one's own data, for the OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping

from urp.staff_api.openapi_pieces import CITIZEN, CONVERSATION, MORNING, STAFF, Example, page

_REQUEST: Example = {
    "id": "6ec0bd7f-11c0-43da-975e-2a8ad9ebae0b",
    "number": "2026/0001",
    "kind": "accesso",
    "article": "15",
    "state": "open",
    "citizen": CITIZEN,
    "conversation": CONVERSATION,
    "received_at": MORNING,
    "due": "2026-12-28",
    "days_left": 33,
    "left": False,
    "asked": "accesso",
    "extension": None,
    "erasure": None,
    "closing": None,
}
_EXTENSION: Example = {
    "until": "2027-02-25",
    "reason": "i documenti sono in un altro archivio",
    "at": MORNING,
    "by": STAFF,
    "told": "chat",
    "in_chat": "delivered",
}

EXAMPLES_OF_RIGHTS: Mapping[str, Example] = {
    "RightsRequestsJson": page(_REQUEST),
    "RightsRequestJson": {**_REQUEST, "due": "2027-02-25", "days_left": 92, "extension": _EXTENSION},
    "CorrectedRights": {"kind": "cancellazione"},
    "RightsExtension": {"reason": "i documenti sono in un altro archivio", "told_elsewhere": None, "seen": 3},
    "RightsClosing": {
        "outcome": "answered",
        "words": "i tuoi dati sono il numero, l'iscrizione e le domande che ci hai fatto",
        "told_elsewhere": "PEC del 3 dicembre 2026, prot. 4321",
    },
    "ErasureOrder": {"told_elsewhere": "PEC del 3 dicembre 2026, prot. 4321"},
    "ErasurePreviewJson": {
        "request": {
            **_REQUEST,
            "kind": "cancellazione",
            "asked": "cancellazione",
            "article": "17",
            "left": True,
        },
        "erased": [{"kind": "desk_text", "items": 5}, {"kind": "outbox", "items": 3}],
        "kept": [
            {
                "kind": "consent",
                "items": 2,
                "reason": "proof_of_consent",
                "words": "prova di iscrizioni e uscite, con il contatto a cui si riferiscono",
                "article": "17(3)(e)",
            },
        ],
        "undecided_cases": 0,
    },
    "OwnCopyJson": {
        "request": _REQUEST,
        "profile": {
            "user_ids": ["IT.1000…0001"],
            "phones": ["39333…001"],
            "former_phones": [],
            "subscribed": True,
            "subscribed_at": MORNING,
            "left_at": None,
            "topics": None,
            "window_ends_at": MORNING,
            "block_breach": None,
            "block_until": None,
        },
        "consent": [
            {
                "kind": "joined",
                "at": MORNING,
                "source": "text",
                "text": "Iscrivimi",
                "policy_version": "2026-01-01",
                "privacy_version": "2026-01-01",
            }
        ],
        "blocks": [],
        "conversations": [
            {
                "id": CONVERSATION,
                "opened_at": MORNING,
                "status": "open",
                "possible_danger": False,
                "written_in": None,
                "messages": [
                    {
                        "at": MORNING,
                        "kind": "rights",
                        "by_the_office": False,
                        "text": "Quali dati avete su di me?",
                    }
                ],
            }
        ],
        "sent_elsewhere": [],
        "requests": [_REQUEST],
        "cases": [
            {
                "at": MORNING,
                "breach": "offensive_language",
                "reason": "linguaggio offensivo",
                "outcome": "warned",
                "text": "Siete dei cretini, chiamate mio cugino al [numero di telefono]",
                "steps": [
                    {"at": MORNING, "step": "proposed", "by_rule": True, "told": False, "until": None},
                    {"at": MORNING, "step": "warned", "by_rule": True, "told": True, "until": None},
                ],
            }
        ],
        "next": None,
    },
}
