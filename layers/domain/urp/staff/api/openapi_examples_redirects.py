"""The examples of what was sent to other channels, for the OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping

from urp.staff.api.openapi_pieces import Example

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
}
