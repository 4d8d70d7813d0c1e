"""From the call with a list of fifteen thousand lines to the last person taken over; then the list again."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from infra.local.meta.identity import MADE_UP_NUMBERS, MADE_UP_RANGE
from infra.local.meta.reading import Json, read_number, read_object, read_text
from infra.local.progress import Progress
from infra.local.town import TownHall, open_town_hall
from tests.bench.measurement import Measurement, at_most
from tests.bench.notice import wait_until

LINES = 15_000
PEOPLE = MADE_UP_NUMBERS
"""All the numbers there are that belong to nobody: the other lines repeat some, written otherwise."""
BAR_S = 60.0
PATIENCE_S = 240.0


def import_15000(folder: Path) -> list[Measurement]:
    progress = Progress()
    with open_town_hall(folder, progress) as town:
        with progress.stage(f"a list of {LINES} lines"):
            first, seconds = _imported(town, "Elenco di prova")
        with progress.stage("the same list again"):
            again, seconds_again = _imported(town, "Elenco di prova, di nuovo")
    right = (
        first["duplicates"] == LINES - PEOPLE
        and _taken(first, "imported") == PEOPLE
        and _taken(again, "already_subscribed") == PEOPLE
    )
    detail = {
        "lines": first["lines"],
        "imported": _taken(first, "imported"),
        "duplicates": first["duplicates"],
        "again_s": round(seconds_again, 2),
        "again_imported": _taken(again, "imported"),
    }
    return [at_most("import_15000", seconds, "s", BAR_S, detail, otherwise_fine=right)]


def _imported(town: TownHall, name: str) -> tuple[Json, float]:
    office = town.staff("administrator")
    called = time.monotonic()
    handed_over = office.post("/imports", {**_PROVENANCE, "name": name, **_list()})
    made = read_text(handed_over, "id")
    town.confirm("administrator", handed_over, people=int(read_number(handed_over, "people", 0)))
    wait_until(
        lambda: read_number(office.get(f"/imports/{made}"), "done_people", 0) == PEOPLE,
        "everybody of the list is taken over",
        PATIENCE_S,
    )
    return office.get(f"/imports/{made}"), time.monotonic() - called


_PROVENANCE: Json = {
    "collected": "Moduli cartacei firmati allo sportello, 2024-2025",
    "legal_basis": "consenso dell'interessato, art. 6(1)(a) GDPR",
    "document": "prot. 1234/2024",
}


def _list() -> Json:
    lines = [f"+{MADE_UP_RANGE}{number:04d}" for number in range(PEOPLE)]
    lines += [f"333 000 {number:04d}" for number in range(LINES - PEOPLE)]
    confirm_by = datetime.now(UTC).date() + timedelta(days=60)
    return {"csv": "telefono\n" + "\n".join(lines), "confirm_by": confirm_by.isoformat()}


def _taken(told: Json, name: str) -> int:
    return int(read_number(read_object(told, "taken"), name, -1))
