"""What the examples of the OpenAPI document are put together from."""

from __future__ import annotations

from urp.whatsapp.error_codes import explain

type Example = dict[str, object]

CITIZEN = "5f0c2a3e-7a51-4c1b-9f43-5d7f0f6d2c11"
CONVERSATION = "0d4b8a52-3a76-4b4e-8a5e-9b1c2f3d4e5f"
BROADCAST = "9c2f6f0e-1b7d-5e0a-8f7c-2d3e4f5a6b7c"
STAFF = "b1c4e0d2-9a7f-4c3e-8d21-6f5e4d3c2b1a"
MORNING = "2026-11-25T08:30:00Z"

DRAFT: Example = {
    "title": "Chiusura di via Marconi",
    "template": "avviso_viabilita",
    "parameters": {"luogo": "via Marconi", "quando": "giovedì 26 novembre dalle 8 alle 18"},
    "link": "https://www.comune.example/avvisi/via-marconi",
    "urgency": "ordinary",
}
COUNTS: Example = {
    "accepted": 487,
    "refused": 6,
    "opted_out": 2,
    "blocked": 0,
    "expired": 0,
    "stopped": 0,
    "unclear": 5,
    "total": 500,
}
BLOCK: Example = {
    "reason": "terzo insulto in una settimana",
    "breach": "offensive_language",
    "by": STAFF,
    "at": MORNING,
    "until": "2026-12-25T08:30:00Z",
    "policy_version": "2026-01",
}
ANSWER: Example = {
    "id": "3b9a4d0e-52f1-5c11-a7b4-8d6e5f4c3b2a",
    "state": "accepted",
    "created_at": MORNING,
    "problem": None,
    "error_code": None,
    "delivery": "delivered",
    "delivery_code": None,
}
SUMMARY: Example = {
    "id": CONVERSATION,
    "citizen": CITIZEN,
    "status": "open",
    "danger": False,
    "possible_danger": False,
    "written_in": None,
    "opened_at": MORNING,
    "last_message_at": MORNING,
    "window_ends_at": "2026-11-26T08:30:00Z",
    "window_seconds_left": 84600,
    "needs_resume": False,
    "not_delivered": False,
    "phone": "••••••••• 001",
    "blocked": False,
    "held_by": STAFF,
    "held_since": MORNING,
    "writing_by": None,
    "turns": 1,
    "said": 1,
}
BLOCKED_CITIZEN: Example = {
    "citizen": CITIZEN,
    "phone": "••••••••• 001",
    "block": BLOCK,
    "notice": None,
    "at_whatsapp": None,
    "whatsapp_block_seconds_left": 71_400,
}
EXCEPTION: Example = {
    "date": "2026-12-24",
    "slots": ["09:00-11:00"],
    "reason": "vigilia di Natale",
    "english_reason": "Christmas Eve",
}
STANDING: Example = {
    "as_of": MORNING,
    "handed_over": 312,
    "reached": 310,
    "ended": 1,
    "unclear": 0,
    "in_flight": 2,
    "not_yet": 187,
}
BROADCAST_JSON: Example = {
    **DRAFT,
    "id": BROADCAST,
    "status": "closed",
    "created_at": MORNING,
    "created_by": STAFF,
    "audience_rule": {"kind": "everybody", "of": None, "topics": [], "description": "tutti gli iscritti"},
    "due_at": "2026-11-25T09:00:00Z",
    "beyond_tier": "refuse",
    "tolerance_minutes": 60,
    "expires_at": None,
    "sending_at": "2026-11-25T09:00:02Z",
    "closed_at": "2026-11-25T09:00:11Z",
    "hold": None,
    "audience": 500,
    "counts": COUNTS,
    "open_people": 0,
    "jobs": {"closed": 16, "total": 16},
}
EDITION: Example = {
    "broadcast": BROADCAST,
    "title": "Chiusura di via Marconi",
    "text": "🚧 *Via Marconi*: giovedì 26 novembre dalle 8 alle 18\nhttps://www.comune.example/avvisi/via-marconi",
    "waiting_since": "2026-11-25T09:00:00Z",
    "posted": None,
}
DELIVERY: Example = {
    "as_of": "2026-11-25T10:00:00Z",
    "no_news": 3,
    "held": 0,
    "sent": 20,
    "delivered": 300,
    "read": 160,
    "failed": 4,
    "failed_by_code": [{"code": 131049, "people": 4}],
}
COST: Example = {
    "on": "2026-11-25",
    "micro_euro": 11_904_000,
    "people": 480,
    "without_price": 0,
    "assumed": 0,
    "lines": [
        {
            "country": "Italia",
            "category": "utility",
            "people": 480,
            "micro_euro": 24_800,
            "valid_from": "2026-10-01",
            "to_confirm": True,
        }
    ],
    "words": "Circa 11,90 € a Meta. Italia, utility: 480 persone a 0,0248 €, prezzo dal 01/10/2026, "
    "da confermare. Stima: Meta addebita alla consegna.",
}
STATEMENT: Example = {
    "broadcast": BROADCAST,
    "closed_at": "2026-11-25T09:00:11Z",
    "audience": 500,
    "counts": COUNTS,
    "refused_by_code": [{"code": 131026, "people": 6}],
    "delivery": DELIVERY,
    "cost": COST,
    "cost_so_far": COST,
}
FIGURES: Example = {
    "broadcast": BROADCAST,
    "title": "Chiusura di via Marconi",
    "status": "closed",
    "as_of": "2026-11-25T10:00:00Z",
    "audience": 500,
    "open_people": 0,
    "counts": COUNTS,
    "refused_by_reason": [
        {
            "code": 131026,
            "people": 6,
            "explanation": explain(131026).explanation,
        }
    ],
    "delivery": {
        "no_news": 3,
        "held": 0,
        "sent": 20,
        "delivered": 300,
        "read": 160,
        "failed": 4,
        "failed_by_reason": [
            {
                "code": 131049,
                "people": 4,
                "explanation": explain(131049).explanation,
            }
        ],
    },
    "times": {
        "first_accepted_at": "2026-11-25T09:00:03Z",
        "last_accepted_at": "2026-11-25T09:00:09Z",
        "seconds": 6.4,
        "people_per_second": 76.1,
    },
    "cost": COST,
    "cost_so_far": COST,
}


REACH: Example = {
    "limit": 250,
    "used": 0,
    "people": 500,
    "refused": False,
    "days": [
        {"day": "2026-11-25", "at": MORNING, "people": 225},
        {"day": "2026-11-26", "at": "2026-11-26T08:30:03Z", "people": 225},
        {"day": "2026-11-27", "at": "2026-11-27T08:30:06Z", "people": 50},
    ],
    "later": 0,
    "words": "Supera il limite di WhatsApp: 250 persone in 24 ore, 0 già raggiunte, 500 da raggiungere. "
    "Persone per giorno: 225 subito; 225 domani, giovedì, alle 9:31; 50 venerdì 27 novembre alle 9:31. "
    "Chi ha scritto al Comune nelle ultime 24 ore non conta e riceve in ogni caso subito.",
}


def page(item: Example) -> Example:
    return {"items": [item], "next": None}
