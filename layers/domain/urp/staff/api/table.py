"""Every route of the API."""

from __future__ import annotations

from urp.staff.api import (
    account,
    audit,
    broadcasts,
    calendar,
    channel,
    citizens,
    conversations,
    me,
    templates,
)
from urp.staff.api.routing import AnyRoute

ROUTES: tuple[AnyRoute, ...] = (
    *broadcasts.ROUTES,
    *channel.ROUTES,
    *templates.ROUTES,
    *conversations.ROUTES,
    *citizens.ROUTES,
    *calendar.ROUTES,
    *audit.ROUTES,
    *account.ROUTES,
    *me.ROUTES,
)
