"""Small numbers are not shown, and cannot be worked out from what is shown beside them.

"Two complaints about the cemetery in March" may be enough to know whose they were. A cell under the limit is
hidden; where the total would give the hidden ones away, the next smallest is hidden with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

FEWEST_SHOWN = 5
"""The smallest number of messages a cell may show; what is under it is hidden, none included."""
ROUNDED_TO = 50
"""People of the whole service are told no more exactly, and not at all where they are fewer."""

IS_HIDDEN = f"coperto: meno di {FEWEST_SHOWN}, o rivelerebbe un numero così"
CHANGES_ROUNDED_TO = 10
"""Who began or ceased to hear of one topic: nearly everybody who joined or left, so the exact number would
tell how few did otherwise."""


@dataclass(frozen=True, slots=True)
class ShownCells[Name]:
    cells: Mapping[Name, int | None]
    """None: hidden."""
    hidden: int | None
    """All hidden cells together; None where the total itself is hidden."""


def show_total(counts: Iterable[int]) -> int | None:
    total = sum(counts)
    return total if total >= FEWEST_SHOWN else None


def to_number_cells(count: int | None, otherwise: str = IS_HIDDEN) -> tuple[int | None, str | None]:
    """A number and its note, of a sheet."""
    return (None, otherwise) if count is None else (count, None)


def round_people(people: int, to: int = ROUNDED_TO) -> int | None:
    """To the nearest `to`; nothing where they are fewer."""
    return None if people < to else (people + to // 2) // to * to


def hide_small_cells[Name](counts: Mapping[Name, int]) -> ShownCells[Name]:
    """The cells of one total. Equal cells are hidden together: a choice between them would tell something."""
    if show_total(counts.values()) is None:
        return ShownCells(dict.fromkeys(counts), None)
    hidden = {name for name, count in counts.items() if count < FEWEST_SHOWN}
    while _gives_away(rest := sum(counts[name] for name in hidden), len(hidden)):
        shown = [count for name, count in counts.items() if name not in hidden]
        if not shown:
            break
        hidden |= {name for name, count in counts.items() if count == min(shown)}
    if rest == 0:  # that nothing was written about something tells of nobody
        return ShownCells(dict(counts), 0)
    return ShownCells({name: None if name in hidden else count for name, count in counts.items()}, rest)


def _gives_away(rest: int, cells: int) -> bool:
    """A rest under the limit is a small number itself; the most that small cells can make is all of them."""
    return 0 < rest < FEWEST_SHOWN or (rest > 0 and rest == (FEWEST_SHOWN - 1) * cells)
