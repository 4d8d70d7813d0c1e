"""From "Iscrivimi" to the welcome on the citizen's phone."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from infra.local.meta.reading import Json, as_object
from infra.local.meta_client import MetaClient
from infra.local.town import open_town_hall
from tests.bench.measurement import Measurement, at_most, percentile

CITIZENS = 200
ARRIVALS_PER_SECOND = 10.0
"""A busy evening after an announcement; the number itself takes 80 messages a second, both ways."""
BAR_S = 3.0
PATIENCE_S = 60.0
WRITERS = 8


def signup(folder: Path) -> list[Measurement]:
    """p95 over two hundred citizens, the one who met the cold functions included.

    Time runs from the moment a citizen meant to write, not from when the bench got round to it, to the moment
    Meta accepted the welcome. Nothing is asked of anybody while they arrive: a bench must not be the load.
    """
    with open_town_hall(folder) as town, ThreadPoolExecutor(WRITERS) as writers:
        first = time.time()
        _write(town.meta.url, _phone(0), first)
        seconds = [_welcomed_after(town.meta, _phone(0), first)]
        begun = time.time()
        arrivals = [(_phone(number), begun + number / ARRIVALS_PER_SECOND) for number in range(1, CITIZENS)]
        for written in [writers.submit(_write, town.meta.url, *arrival) for arrival in arrivals]:
            written.result()
        seconds += [_welcomed_after(town.meta, citizen, at) for citizen, at in arrivals]
        webhooks = as_object(town.meta.statistics().get("webhooks"))
    welcomed = [each for each in seconds if each is not None]
    return [_measured(welcomed, webhooks)]


def _measured(welcomed: list[float], webhooks: Json) -> Measurement:
    return at_most(
        "signup",
        percentile(welcomed, 0.95),
        "s",
        BAR_S,
        {
            "citizens": CITIZENS,
            "arrivals_per_second": ARRIVALS_PER_SECOND,
            "p50_s": round(percentile(welcomed, 0.5), 3),
            "p95_s": round(percentile(welcomed, 0.95), 3),
            "max_s": round(max(welcomed, default=0.0), 3),
            "errors": CITIZENS - len(welcomed),
            "webhook_median_ms": webhooks.get("median_ms"),
        },
        otherwise_fine=len(welcomed) == CITIZENS,
    )


def _phone(number: int) -> str:
    return f"393330000{number:03d}"


def _write(meta_url: str, citizen: str, meant_at: float) -> None:
    """By a client of its own: they are not for several threads."""
    time.sleep(max(meant_at - time.time(), 0.0))
    MetaClient(meta_url).write(citizen, "Iscrivimi")


def _welcomed_after(meta: MetaClient, citizen: str, meant_at: float) -> float | None:
    """Seconds to the welcome; None when nothing came."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        answers = [line.at for line in meta.phone(citizen) if line.direction == "out"]
        if answers:
            return answers[0] - meant_at
        time.sleep(0.1)
    return None
