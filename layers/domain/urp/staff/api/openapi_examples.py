"""One example for every body and answer; the tests check each against its model."""

from __future__ import annotations

from collections.abc import Mapping

type Example = dict[str, object]

_CITIZEN = "5f0c2a3e-7a51-4c1b-9f43-5d7f0f6d2c11"
_CONVERSATION = "0d4b8a52-3a76-4b4e-8a5e-9b1c2f3d4e5f"
_BROADCAST = "9c2f6f0e-1b7d-5e0a-8f7c-2d3e4f5a6b7c"
_STAFF = "b1c4e0d2-9a7f-4c3e-8d21-6f5e4d3c2b1a"
_MORNING = "2026-11-25T08:30:00Z"

_DRAFT: Example = {
    "title": "Chiusura di via Marconi",
    "template": "avviso_viabilita",
    "parameters": {"luogo": "via Marconi", "quando": "giovedì 26 novembre dalle 8 alle 18"},
    "link": "https://www.comune.example/avvisi/via-marconi",
    "urgency": "ordinary",
}
_COUNTS: Example = {
    "accepted": 487,
    "refused": 6,
    "opted_out": 2,
    "blocked": 0,
    "expired": 0,
    "stopped": 0,
    "unclear": 5,
    "total": 500,
}
_BLOCK: Example = {
    "reason": "linguaggio offensivo",
    "by": _STAFF,
    "at": _MORNING,
    "until": "2026-12-25T08:30:00Z",
    "policy_version": "2026-01",
}
_ANSWER: Example = {
    "id": "3b9a4d0e-52f1-5c11-a7b4-8d6e5f4c3b2a",
    "state": "accepted",
    "created_at": _MORNING,
    "problem": None,
    "error_code": None,
    "delivery": "delivered",
    "delivery_code": None,
}
_SUMMARY: Example = {
    "id": _CONVERSATION,
    "citizen": _CITIZEN,
    "status": "open",
    "opened_at": _MORNING,
    "last_message_at": _MORNING,
    "window_ends_at": "2026-11-26T08:30:00Z",
    "window_seconds_left": 84600,
    "phone": "••••••••• 001",
    "blocked": False,
}
_BLOCKED_CITIZEN: Example = {"citizen": _CITIZEN, "phone": "••••••••• 001", "block": _BLOCK, "notice": None}
_EXCEPTION: Example = {"date": "2026-12-24", "slots": ["09:00-11:00"], "reason": "vigilia di Natale"}
_BROADCAST_JSON: Example = {
    **_DRAFT,
    "id": _BROADCAST,
    "status": "closed",
    "created_at": _MORNING,
    "created_by": _STAFF,
    "due_at": "2026-11-25T09:00:00Z",
    "tolerance_minutes": 60,
    "expires_at": None,
    "sending_at": "2026-11-25T09:00:02Z",
    "closed_at": "2026-11-25T09:00:11Z",
    "hold": None,
    "audience": 500,
    "counts": _COUNTS,
    "open_people": 0,
    "jobs": {"closed": 16, "total": 16},
}
_EDITION: Example = {
    "broadcast": _BROADCAST,
    "title": "Chiusura di via Marconi",
    "text": "🚧 *Via Marconi*: giovedì 26 novembre dalle 8 alle 18\nhttps://www.comune.example/avvisi/via-marconi",
    "waiting_since": "2026-11-25T09:00:00Z",
    "posted": None,
}
_STATEMENT: Example = {
    "broadcast": _BROADCAST,
    "closed_at": "2026-11-25T09:00:11Z",
    "audience": 500,
    "counts": _COUNTS,
    "refused_by_code": [{"code": 131026, "people": 6}],
    "delivery": {
        "as_of": "2026-11-25T10:00:00Z",
        "no_news": 3,
        "held": 0,
        "sent": 20,
        "delivered": 300,
        "read": 160,
        "failed": 4,
        "failed_by_code": [{"code": 131049, "people": 4}],
    },
}


def _page(item: Example) -> Example:
    return {"items": [item], "next": None}


EXAMPLES: Mapping[str, Example] = {
    "NewBroadcast": _DRAFT,
    "Schedule": {"at": "2026-11-26T08:00"},
    "NewPost": {"link": "https://whatsapp.com/channel/0029Va/120"},
    "NewAnswer": {"text": "Buongiorno, l'ufficio anagrafe riceve su appuntamento."},
    "NewBlock": {"reason": "linguaggio offensivo", "until": "2026-12-25T09:30"},
    "LiftedBlock": {"reason": "si è scusato"},
    "NewException": {"slots": ["09:00-11:00"], "reason": "vigilia di Natale"},
    "PreviewJson": {
        "audience": 500,
        "text": "Avviso di viabilità\n\nVia Marconi: giovedì 26 novembre dalle 8 alle 18",
        "category": "UTILITY",
        "channel_text": _EDITION["text"],
        "seconds": 7,
        "problems": [],
    },
    "BroadcastJson": _BROADCAST_JSON,
    "BroadcastViewJson": {
        **_BROADCAST_JSON,
        "text": "Avviso viabilità\n\nVia Marconi: giovedì 26 novembre dalle 8 alle 18",
        "channel": _EDITION,
    },
    "BroadcastsJson": _page(_BROADCAST_JSON),
    "StatementJson": _STATEMENT,
    "ChannelEditionJson": _EDITION,
    "ChannelEditionsJson": _page(_EDITION),
    "ConversationsJson": _page(_SUMMARY),
    "ConversationJson": {
        **_SUMMARY,
        "subscribed": True,
        "block": None,
        "messages": [
            {
                "id": "4f1d2c3b5a69788796a5",
                "kind": "question",
                "at": _MORNING,
                "text": "Quando è aperta l'anagrafe?",
                "hidden": False,
                "author": None,
                "reply": None,
            }
        ],
    },
    "AnswerJson": _ANSWER,
    "ClosedJson": {"id": _CONVERSATION, "status": "closed"},
    "BlockedCitizenJson": _BLOCKED_CITIZEN,
    "CitizenJson": {
        **_BLOCKED_CITIZEN,
        "history": [{**_BLOCK, "kind": "blocked"}],
    },
    "BlocksJson": _page(_BLOCKED_CITIZEN),
    "CalendarJson": {
        "open_now": True,
        "zone": "Europe/Rome",
        "days": [
            {
                "date": "2026-12-24",
                "weekday": "thursday",
                "slots": ["09:00-11:00"],
                "exceptional": True,
                "reason": "vigilia di Natale",
            }
        ],
    },
    "ExceptionJson": _EXCEPTION,
    "ExceptionsJson": {"items": [_EXCEPTION]},
    "AuditJson": _page(
        {
            "id": "7e6d5c4b",
            "at": _MORNING,
            "by": _STAFF,
            "act": "broadcast.create",
            "resource": f"broadcast/{_BROADCAST}",
            "reason": None,
            "details": "",
        }
    ),
    "TemplatesJson": {
        "items": [
            {
                "name": "avviso_viabilita",
                "title": "Avviso di viabilità",
                "kind": "traffic",
                "is_notice": True,
                "category": "UTILITY",
                "language": "it",
                "header": "Avviso di viabilità",
                "body": "{{luogo}}: {{quando}}",
                "footer": "Per non ricevere più avvisi scrivi Cancellami",
                "parameters": [
                    {"name": "luogo", "label": "Dove", "example": "via Marconi", "max_length": 120}
                ],
                "buttons": ["Cancellami"],
                "channel_text": "🚧 *{{luogo}}*: {{quando}}\n{{link}}",
            }
        ]
    },
    "AccountJson": {
        "number_rate": 80,
        "notes": [
            {
                "subject": "number/quality",
                "at": _MORNING,
                "sentence": "La qualità del numero è alta.",
                "serious": False,
                "forbids": False,
                "until": None,
            }
        ],
    },
    "MeJson": {"id": _STAFF, "roles": ["editor", "operator"]},
}
