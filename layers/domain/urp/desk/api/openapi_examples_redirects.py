"""The examples of what was sent to other channels, for the OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping

from urp.staff_api.openapi_pieces import CONVERSATION, MORNING, Example, page

_ID = "2b7e1516-28ae-4d2a-a6ab-f7158809cf4f"
_MESSAGE: Example = {
    "id": _ID,
    "kind": "report",
    "category": "STRADE",
    "rule": "categories.STRADE.names",
    "at": MORNING,
    "text": "C'è una buca in via Marconi, chiamatemi al •••",
    "hidden": False,
    "state": "redirected",
    "conversation": None,
}

EXAMPLES_OF_REDIRECTS: Mapping[str, Example] = {
    "RedirectsJson": {
        "fewest_shown": 5,
        "months": [
            {
                "month": "2026-11",
                "kinds": [
                    {
                        "kind": "report",
                        "total": 31,
                        "categories": [
                            {"category": "STRADE", "count": 14},
                            {"category": "RIFIUTI", "count": 10},
                            {"category": "CIMITERI", "count": None},
                        ],
                        "categories_hidden": 7,
                        "days": [
                            {"day": "2026-11-24", "count": 6},
                            {"day": "2026-11-25", "count": None},
                        ],
                        "days_hidden": 25,
                    }
                ],
            }
        ],
    },
    "RedirectMessagesJson": page(_MESSAGE),
    "RedirectMessageJson": {**_MESSAGE, "category": "MARCIAPIEDI", "rule": "staff"},
    "CorrectedRedirect": {"kind": "report", "category": "MARCIAPIEDI"},
    "SentOnByHand": {
        "conversation": CONVERSATION,
        "message": "4f1d2c3b5a69788796a5",
        "kind": "report",
        "category": "STRADE",
        "seen": 3,
        "take_over": False,
    },
    "QuestionAfterAllJson": {"redirect": _ID, "conversation": CONVERSATION},
}
