"""One example for every body and answer; the tests check each against its model."""

from __future__ import annotations

from collections.abc import Mapping

from urp.desk.api.openapi_examples_desk import EXAMPLES_OF_THE_DESK
from urp.desk.api.openapi_examples_redirects import EXAMPLES_OF_REDIRECTS
from urp.moderation.api.openapi_cases import EXAMPLES_OF_CASES
from urp.moderation.api.openapi_examples_blocks import EXAMPLES_OF_BLOCKS
from urp.moderation.api.openapi_examples_evidence import EXAMPLES_OF_EVIDENCE
from urp.notices.api.openapi_announcements import ANNOUNCEMENTS
from urp.notices.api.openapi_examples_imports import EXAMPLES_OF_IMPORTS
from urp.privacy.api.openapi_examples_rights import EXAMPLES_OF_RIGHTS
from urp.staff_api.openapi_examples_proposals import EXAMPLES_OF_PROPOSALS
from urp.staff_api.openapi_pieces import (
    ANSWER,
    BROADCAST,
    BROADCAST_JSON,
    COST,
    DELIVERY,
    DRAFT,
    EDITION,
    EXCEPTION,
    FIGURES,
    MORNING,
    REACH,
    STAFF,
    STANDING,
    STATEMENT,
    Example,
    page,
)

EXAMPLES: Mapping[str, Example] = {
    **ANNOUNCEMENTS,
    "NewBroadcast": DRAFT,
    "NewCorrection": {
        "template": "avviso_viabilita",
        "parameters": {
            "luogo": "via Marconi",
            "quando": "venerdì 27 novembre, non giovedì 26",
            "modifica": "strada chiusa",
            "percorso": "via Lamaticci",
        },
        "link": None,
    },
    "Schedule": {"at": "2026-11-26T08:00"},
    "NewPost": {"link": "https://whatsapp.com/channel/0029Va/120"},
    "LiftedProhibition": {
        "subject": "restriction/RESTRICTED_BIZ_INITIATED_MESSAGING",
        "reason": "il Business Manager non mostra più limiti",
    },
    "NumberRate": {"per_second": 80, "reason": "Meta mostra il numero senza l'app"},
    "NewMessagingLimit": {"people": 2000, "reason": "il Business Manager mostra 2.000 clienti"},
    "NewBlock": {
        "breach": "offensive_language",
        "reason": "terzo insulto in una settimana",
        "until": "2026-12-25T09:30",
    },
    "LiftedBlock": {"reason": "si è scusato"},
    "NewException": {"slots": ["09:00-11:00"], "reason": "vigilia di Natale"},
    "PreviewJson": {
        "audience": 500,
        "audience_exact": True,
        "text": "Avviso di viabilità\n\nVia Marconi: giovedì 26 novembre dalle 8 alle 18",
        "category": "UTILITY",
        "cost": COST,
        "channel_text": EDITION["text"],
        "seconds": 7,
        "reach": REACH,
        "problems": [],
    },
    "BroadcastJson": BROADCAST_JSON,
    "BroadcastStockJson": {**BROADCAST_JSON, "standing": STANDING},
    "BroadcastViewJson": {
        **BROADCAST_JSON,
        "standing": STANDING,
        "unclear": None,
        "text": "Avviso viabilità\n\nVia Marconi: giovedì 26 novembre dalle 8 alle 18",
        "delivery": DELIVERY,
        "reach": None,
        "channel": EDITION,
        "cost": COST,
        "cost_so_far": COST,
    },
    "BroadcastsJson": page(BROADCAST_JSON),
    "StatementJson": STATEMENT,
    "FiguresJson": FIGURES,
    "ChannelEditionJson": EDITION,
    "ChannelEditionsJson": page(EDITION),
    "AnswerJson": ANSWER,
    **EXAMPLES_OF_BLOCKS,
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
                "citizens_read": "Abbiamo ricevuto il tuo messaggio. Ora lo sportello è chiuso: riapre …",
            }
        ],
    },
    "ExceptionJson": EXCEPTION,
    "ExceptionsJson": {"items": [EXCEPTION]},
    "AuditJson": page(
        {
            "id": "7e6d5c4b",
            "at": MORNING,
            "by": STAFF,
            "by_name": "Anna Verdi",
            "act": "broadcast.create",
            "resource": f"broadcast/{BROADCAST}",
            "reason": None,
            "details": "",
        }
    ),
    "TopicsJson": {
        "items": [
            {
                "id": "viabilita",
                "title": "Viabilità",
                "description": "lavori, strade chiuse, parcheggi, autobus",
            }
        ]
    },
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
        "number_pace": 80.0,
        "messaging_limit": {
            "people": 2000,
            "source": "meta",
            "at": MORNING,
            "used": 500,
            "left_ordinary": 1300,
            "left_emergency": 1500,
        },
        "notes": [
            {
                "subject": "number/quality",
                "at": MORNING,
                "sentence": "La qualità del numero è alta.",
                "serious": False,
                "forbids": False,
                "until": None,
            }
        ],
    },
    "MeJson": {"id": STAFF, "roles": ["editor", "operator"]},
    **EXAMPLES_OF_THE_DESK,
    **EXAMPLES_OF_EVIDENCE,
    **EXAMPLES_OF_IMPORTS,
    **EXAMPLES_OF_REDIRECTS,
    **EXAMPLES_OF_PROPOSALS,
    **EXAMPLES_OF_RIGHTS,
    **EXAMPLES_OF_CASES,
}
