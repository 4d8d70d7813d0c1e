"""The examples of imports, for the OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping

from urp.staff_api.openapi_pieces import BROADCAST, MORNING, STAFF, Example, page

_PROVENANCE: Example = {
    "collected": "Modulo cartaceo firmato allo sportello, da marzo 2024 a giugno 2025",
    "legal_basis": "consenso dell'interessato, art. 6(1)(a) GDPR",
    "document": "prot. 1234/2024, armadio 3 dell'URP",
}
_IMPORT: Example = {
    "id": "1f0e6a52-3c4d-5b6e-8f90-a1b2c3d4e5f6",
    "name": "Modulo cartaceo dello sportello",
    "provenance": _PROVENANCE,
    "confirm_by": "2027-01-31",
    "created_at": MORNING,
    "created_by": STAFF,
    "status": "done",
    "lines": 1050,
    "people": 1020,
    "duplicates": 18,
    "invalid": 12,
    "done_people": 1020,
    "taken": {
        "imported": 790,
        "already_subscribed": 201,
        "left_before": 27,
        "blocked": 2,
        "not_confirmed_before": 0,
    },
    "campaigns": [BROADCAST],
    "removed": 0,
}

EXAMPLES_OF_IMPORTS: Mapping[str, Example] = {
    "NewImport": {
        "name": "Modulo cartaceo dello sportello",
        **_PROVENANCE,
        "confirm_by": "2027-01-31",
        "csv": "telefono;anno\n333 0000001;2024\n+39 333 0000002;2025\n",
    },
    "NewReconfirmation": {"confirm_by": "2027-01-31"},
    "ImportJson": _IMPORT,
    "ImportsJson": page(_IMPORT),
    "InvalidLinesJson": page({"line": 14, "fault": "not_mobile", "shown": "••• •••001"}),
}
