"""All routes of the API by resource: a call imports only the module it needs."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from urp.staff_api.routing import AnyRoute

EVIDENCE = "evidence"
MODULES: Mapping[str, str] = {
    "broadcasts": "notices.api.broadcasts",
    "announcements": "notices.api.announcements",
    "silence-periods": "notices.api.silence",
    "emergency-texts": "notices.api.emergency_texts",
    "channel-editions": "notices.api.channel",
    "subscribers": "notices.api.subscribers",
    "templates": "town.api.templates",
    "topics": "town.api.topics",
    "conversations": "desk.api.conversations",
    "canned-replies": "desk.api.canned",
    "desk-figures": "desk.api.desk_figures",
    "redirects": "desk.api.redirects",
    "turns": "desk.api.turns",
    "duty-people": "desk.api.turns",
    "rights-requests": "privacy.api.rights",
    "cases": "moderation.api.cases",
    "citizens": "privacy.api.citizens",
    "consents": "privacy.api.consents",
    "privacy": "privacy.api.register",
    "blocks": "moderation.api.blocks",
    "alerts": "desk.api.alerts",
    "crowds": "desk.api.crowds",
    "calendar": "town.api.calendar",
    EVIDENCE: "moderation.api.evidence",
    "proposals": "staff_api.proposals",
    "people": "staff_api.people",
    "colleagues": "staff_api.people",
    "audit": "staff_api.audit",
    "drills": "staff_api.drills",
    "account": "notices.api.account",
    "imports": "notices.api.imports",
    "me": "staff_api.me",
    "openapi.json": "staff_api.me",
}
"""What follows `/staff/` in an address, and the module that answers it."""


def find_routes(resource: str) -> tuple[AnyRoute, ...]:
    """Routes of a resource; none for an unknown one."""
    if resource not in MODULES:
        return ()
    routes: tuple[AnyRoute, ...] = import_module(f"urp.{MODULES[resource]}").ROUTES
    return tuple(route for route in routes if route.resource == resource)


def list_routes() -> tuple[AnyRoute, ...]:
    return tuple(route for resource in MODULES for route in find_routes(resource))
