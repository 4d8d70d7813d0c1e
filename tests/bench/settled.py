"""When the last status of a notice has found its row, and the figures that staff see."""

import time
from dataclasses import dataclass

from infra.local.meta.reading import as_object, read_number, read_object
from infra.local.town import TownHall
from tests.bench.notice import Notice, wait_until
from tests.bench.rows import rows_of

PATIENCE_S = 120.0


@dataclass(frozen=True, slots=True)
class Settled:
    seconds: float
    """From the last status's arrival to the moment the figures count everybody as having read."""
    rows_read: int


def settled_after(town: TownHall, notice: Notice, people: int) -> Settled:
    """The figures are asked for, as the office does; the rows are read once they say that all is known."""
    wait_until(lambda: _have_read(notice) >= people, f"{people} people have read the notice", PATIENCE_S)
    told_at = time.time()
    last_at = read_number(as_object(town.meta.statistics(copies=False).get("webhooks")), "last_at", told_at)
    rows_read = sum(1 for row in rows_of(town, notice.id) if row.delivery.read_at is not None)
    return Settled(max(told_at - last_at, 0.0), rows_read)


def _have_read(notice: Notice) -> int:
    return int(read_number(read_object(notice.seen(), "delivery"), "read", 0))
