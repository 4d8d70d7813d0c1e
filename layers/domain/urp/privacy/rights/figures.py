"""Yearly counts of requests about one's own data, without persons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from urp.desk.model import RightsKind
from urp.desk.small_cells import ShownCells, hide_small_cells, show_total
from urp.privacy.rights.model import RightsState

if TYPE_CHECKING:
    from urp.privacy.rights.model import RightsRequest
    from urp.privacy.store.rights import RightsRegister

_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class YearOfRights:
    """Received in the year, by the town's clock."""

    year: int
    received: int | None
    """None: fewer than may be shown."""
    kinds: ShownCells[RightsKind]
    states: ShownCells[RightsState]
    """As they stand now."""


@dataclass(frozen=True, slots=True)
class CountRights:
    register: RightsRegister
    zone: ZoneInfo

    def __call__(self, year: int) -> YearOfRights:
        of_year = [each for each in self._list() if each.received_at.astimezone(self.zone).year == year]
        kinds, states = Counter(each.kind for each in of_year), Counter(each.state for each in of_year)
        return YearOfRights(
            year,
            received=show_total(kinds.values()),
            kinds=hide_small_cells({kind: kinds[kind] for kind in RightsKind}),
            states=hide_small_cells({state: states[state] for state in RightsState}),
        )

    def _list(self) -> Iterator[RightsRequest]:
        for closed in (False, True):
            cursor: str | None = None
            while True:
                page = self.register.list_page(closed=closed, cursor=cursor, limit=_A_PAGE)
                yield from page.items
                cursor = page.cursor
                if cursor is None:
                    break
