"""Who did something, by name: the API answers with ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.moderation.casebook.model import BY_RULE
from urp.staff_api.people import ColleaguesJson

if TYPE_CHECKING:
    from collections.abc import Callable

    from urp.console.visits import Visit

_NOBODY = {BY_RULE: "il servizio", "clock": "il servizio", "citizen": "la persona stessa"}
_LEFT = "chi non lavora più qui"


def read_names(visit: Visit) -> Callable[[str], str]:
    """One read; then the name for each id."""
    colleagues = visit.ask("/staff/colleagues", ColleaguesJson).items
    names = {**_NOBODY, **{each.id: each.name for each in colleagues}}
    return lambda author: names.get(author, _LEFT)
