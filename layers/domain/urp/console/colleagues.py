"""Who did something, by name: the API answers with ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.acts.model import CLOCK
from urp.moderation.casebook.model import BY_RULE
from urp.staff_api.people import ColleaguesJson

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from urp.console.visits import Visit
    from urp.staff_api.people import ColleagueJson

_NOBODY = {BY_RULE: "il servizio", CLOCK: "il servizio", "citizen": "la persona stessa"}
LEFT = "una persona che non lavora più qui"


def list_colleagues(visit: Visit) -> Sequence[ColleagueJson]:
    return visit.ask("/staff/colleagues", ColleaguesJson).items


def to_names(colleagues: Sequence[ColleagueJson]) -> Mapping[str, str]:
    return {each.id: each.name for each in colleagues}


def read_names(visit: Visit) -> Callable[[str], str]:
    """One read; then the name for each id."""
    names = {**_NOBODY, **to_names(list_colleagues(visit))}
    return lambda author: names.get(author, LEFT)
