"""The examples of the virtual desk, for the OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping

from urp.staff_api.openapi_pieces import ANSWER, CONVERSATION, MORNING, STAFF, SUMMARY, Example, page

_QUESTION_ID = "4f1d2c3b5a69788796a5"
_QUESTION = "Quando è aperta l'anagrafe?"
_COLLEAGUE = "c2d5f1e3-8b6a-4d2f-9e10-7a8b9c0d1e2f"

_CANNED: Example = {
    "id": "carta-identita",
    "title": "Carta d'identità: appuntamento",
    "text": "La carta d'identità si fa su appuntamento, {dove}.",
    "link": "https://www.comune.example/carta-identita",
    "language": "it",
    "fields": ["dove"],
    "verified_on": "2026-11-25",
    "verified_by": STAFF,
    "to_verify": False,
    "version": 1,
}

EXAMPLES_OF_THE_DESK: Mapping[str, Example] = {
    "NewAnswer": {
        "text": "Buongiorno, l'ufficio anagrafe riceve su appuntamento.",
        "seen": 1,
        "take_over": False,
    },
    "ResumedQuestion": {"parameters": {"argomento": "rinnovo della carta d'identità"}},
    "ResumedAll": {"parameters": {"argomento": "la tua domanda allo sportello"}, "limit": 50},
    "TakeOver": {"take_over": False},
    "Giving": {"to": _COLLEAGUE, "note": "Aspetta la risposta dell'anagrafe, richiamo io alle 11."},
    "NewNote": {"text": "L'anagrafe conferma: serve l'appuntamento."},
    "Closing": {"seen": 2},
    "ConversationsJson": {**page(SUMMARY), "waiting": 4, "overdue": 1},
    "ConversationJson": {
        **SUMMARY,
        "subscribed": True,
        "block": None,
        "messages": [
            {
                "id": _QUESTION_ID,
                "kind": "question",
                "at": MORNING,
                "text": _QUESTION,
                "hidden": False,
                "author": None,
                "amends": None,
                "canned": None,
                "reply": None,
            }
        ],
        "turns_said": [
            {
                "side": "citizen",
                "first_at": MORNING,
                "last_at": MORNING,
                "text": _QUESTION,
                "messages": [_QUESTION_ID],
            }
        ],
        "next": None,
        "also_open": [],
    },
    "HeldJson": {
        "id": CONVERSATION,
        "status": "open",
        "held_by": STAFF,
        "held_since": MORNING,
        "writing_by": STAFF,
        "writing_until": "2026-11-25T08:32:00Z",
        "said": 1,
    },
    "NewCannedReply": {
        "title": "Carta d'identità: appuntamento",
        "text": "La carta d'identità si fa su appuntamento, {dove}.",
        "link": "https://www.comune.example/carta-identita",
    },
    "ChangedCannedReply": {
        "title": "Carta d'identità: appuntamento",
        "text": "La carta d'identità si fa su appuntamento, {dove}. Porta una fototessera.",
        "link": "https://www.comune.example/carta-identita",
        "verified": True,
        "version": 1,
    },
    "CannedFields": {"fields": {"dove": "in via Piave 10"}},
    "CannedReplyJson": _CANNED,
    "CannedRepliesJson": {"items": [_CANNED]},
    "FilledReplyJson": {
        "text": "La carta d'identità si fa su appuntamento, in via Piave 10.",
        "to_verify": False,
    },
    "DeskFiguresJson": {
        "as_of": MORNING,
        "waiting": 4,
        "overdue": 1,
        "fewest_shown": 5,
        "periods": [
            {
                "period": "2026-11",
                "first": "2026-11-01",
                "last": "2026-11-30",
                "complete": False,
                "asked": 212,
                "turns": 391,
                "answered": 208,
                "closed": 180,
                "reopened": None,
                "first_reply_open": {"median": 22, "slowest_tenth": 95},
                "first_reply": {"median": 48, "slowest_tenth": 1130},
                "resolution_open": {"median": 61, "slowest_tenth": 300},
                "resolution": {"median": 180, "slowest_tenth": 2900},
            }
        ],
    },
    "NoteJson": {"id": "note-7e6d5c4b"},
    "ClosedJson": {"id": CONVERSATION, "status": "closed"},
    "ResumedAllJson": {
        "items": [{"conversation": CONVERSATION, "outcome": "asked", "answer": ANSWER}],
        "asked": 1,
        "next": None,
    },
}
