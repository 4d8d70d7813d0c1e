"""Examples of recurring announcements, for the OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping

from urp.staff_api.openapi_pieces import COST, DRAFT, MORNING, REACH, STAFF, Example, page

_WRITTEN: Example = {
    **{name: value for name, value in DRAFT.items() if name != "urgency"},
    "title": "Mercato del primo martedì",
    "topics": ["viabilita"],
    "rule": "FREQ=MONTHLY;BYDAY=1TU",
    "start": "2026-11-25",
    "time": "08:30",
    "holidays": "skip",
}
_AGENDA: Example = {
    "occurrences": [
        {
            "date": "2026-12-01",
            "at": "2026-12-01T07:30:00Z",
            "words": "martedì 1º dicembre 2026 alle 8:30",
            "moved": [],
        }
    ],
    "left_out": [{"date": "2027-06-01", "words": "martedì 1º giugno 2027", "reason": "ponte del 2 giugno"}],
}
_SENTENCE = "il primo martedì del mese alle 8:30, non nei festivi"
_ANNOUNCEMENT: Example = {
    "id": "7b3f0a11-52c6-5d0e-9a7e-1c2d3e4f5a6b",
    **_WRITTEN,
    "beyond_tier": "refuse",
    "tolerance_minutes": 60,
    "useful_minutes": None,
    "status": "active",
    "version": 1,
    "created_at": MORNING,
    "created_by": STAFF,
    "last": None,
}

ANNOUNCEMENTS: Mapping[str, Example] = {
    "NewAnnouncement": _WRITTEN,
    "ChangedAnnouncement": {**_WRITTEN, "version": 1},
    "AnnouncementPreviewJson": {
        **_AGENDA,
        "sentence": _SENTENCE,
        "notice": {
            "audience": 500,
            "audience_exact": True,
            "text": "Avviso di viabilità\n\nVia Marconi: mercato dalle 8 alle 14",
            "category": "UTILITY",
            "channel_text": "🚧 *Via Marconi*: mercato dalle 8 alle 14",
            "seconds": 7,
            "reach": REACH,
            "cost": COST,
            "problems": [],
        },
    },
    "AnnouncementViewJson": {
        **_ANNOUNCEMENT,
        **_AGENDA,
        "sentence": _SENTENCE,
        "under_way": None,
        "warning": None,
    },
    "AnnouncementsJson": page(_ANNOUNCEMENT),
}
