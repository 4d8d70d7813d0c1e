"""Every route of the API."""

from __future__ import annotations

from urp.staff.api import audit, calendar, citizens, conversations, me, templates
from urp.staff.api.routing import AnyRoute

ROUTES: tuple[AnyRoute, ...] = (
    *templates.ROUTES,
    *conversations.ROUTES,
    *citizens.ROUTES,
    *calendar.ROUTES,
    *audit.ROUTES,
    *me.ROUTES,
)
