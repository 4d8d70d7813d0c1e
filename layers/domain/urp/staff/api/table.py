"""Every route of the API, resource by resource: a call imports only the module it needs."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from urp.staff.api.routing import AnyRoute

EVIDENCE = "evidence"
MODULES: Mapping[str, str] = {
    "broadcasts": "broadcasts",
    "announcements": "announcements",
    "channel-editions": "channel",
    "templates": "templates",
    "topics": "topics",
    "conversations": "conversations",
    "canned-replies": "canned",
    "desk-figures": "desk_figures",
    "redirects": "redirects",
    "rights-requests": "rights",
    "cases": "cases",
    "citizens": "citizens",
    "blocks": "blocks",
    "crowds": "crowds",
    "calendar": "calendar",
    EVIDENCE: "evidence",
    "proposals": "proposals",
    "audit": "audit",
    "account": "account",
    "imports": "imports",
    "me": "me",
    "openapi.json": "me",
}
"""What follows `/staff/` in an address, and the module of this package that answers it."""


def routes_of(resource: str) -> tuple[AnyRoute, ...]:
    """None for a resource we do not have."""
    if resource not in MODULES:
        return ()
    routes: tuple[AnyRoute, ...] = import_module(f"urp.staff.api.{MODULES[resource]}").ROUTES
    return tuple(route for route in routes if route.resource == resource)


def all_routes() -> tuple[AnyRoute, ...]:
    return tuple(route for resource in MODULES for route in routes_of(resource))
