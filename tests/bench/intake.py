"""What Meta waits for at the webhook, under load, and what becomes of every message it hands over."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from infra.local.meta_client import Delivery, MetaClient
from infra.local.progress import Progress
from infra.local.town import TownHall, open_town_hall
from tests.bench.handler_alone import PER_SECOND, handler_alone
from tests.bench.measurement import Measurement, at_most, percentile
from tests.bench.notice import accepted, wait_until

CITIZENS = 900
ARRIVALS_PER_SECOND = 30.0
"""What the local cloud carries on two cores together with everything the messages set off."""
WRITERS = 16
WARMING = 20
"""Citizens before the clock starts: the copies of the functions are there."""
BAR_MS = 250.0
SLOW_MS = 1000.0
SLOW_SHARE = 0.01
PATIENCE_S = 180.0


def webhook_intake(folder: Path) -> list[Measurement]:
    progress = Progress()
    with open_town_hall(folder, progress) as town, ThreadPoolExecutor(WRITERS) as writers:
        _arrive(town, writers, range(WARMING))
        with progress.stage(f"{CITIZENS} citizens write, {ARRIVALS_PER_SECOND:.0f} a second"):
            deliveries = _arrive(town, writers, range(WARMING, WARMING + CITIZENS))
        everybody = range(WARMING + CITIZENS)
        with progress.stage("everybody is answered"):
            wait_until(lambda: accepted(town) >= len(everybody), "all are welcomed", PATIENCE_S, every=2.0)
        welcomes = [_answers(town.meta, number) for number in everybody]
    with progress.stage(f"the handler alone at {PER_SECOND} a second"):
        alone = handler_alone()
    ms = [each.ms for each in deliveries]
    slow = sum(1 for each in ms if each > SLOW_MS) / len(ms)
    alone_ms = [each * 1000 for each in alone.seconds]
    alone_slow = sum(1 for each in alone_ms if each > SLOW_MS) / len(alone_ms)
    lost = sum(1 for each in welcomes if each == 0)
    fine = lost == alone.lost == 0 and max(slow, alone_slow) < SLOW_SHARE
    return [
        at_most(
            "webhook_intake",
            max(percentile(ms, 0.5), percentile(alone_ms, 0.5)),
            "ms",
            BAR_MS,
            {
                "posts": len(ms),
                "per_second": ARRIVALS_PER_SECOND,
                "p50_ms": percentile(ms, 0.5),
                "p99_ms": percentile(ms, 0.99),
                "over_1_s": slow,
                "not_answered_200": sum(1 for each in deliveries if each.status != 200),
                "lost": lost,
                "answered_twice": sum(1 for each in welcomes if each > 1),
                "alone_posts": len(alone_ms),
                "alone_per_second": PER_SECOND,
                "alone_p50_ms": round(percentile(alone_ms, 0.5), 1),
                "alone_p99_ms": round(percentile(alone_ms, 0.99), 1),
                "alone_over_1_s": alone_slow,
                "alone_lost": alone.lost,
                "alone_cpu_ms": round(alone.cpu_ms, 2),
            },
            otherwise_fine=fine and all(each == 1 for each in welcomes),
        )
    ]


def _arrive(town: TownHall, writers: ThreadPoolExecutor, numbers: range) -> list[Delivery]:
    """Each at its moment, whatever became of those before."""
    begun = time.time()
    due = [begun + step / ARRIVALS_PER_SECOND for step in range(len(numbers))]
    return list(writers.map(lambda number, at: _write(town.meta.url, number, at), numbers, due))


def _write(meta_url: str, number: int, at: float) -> Delivery:
    time.sleep(max(at - time.time(), 0.0))
    return MetaClient(meta_url).write(_phone(number), "Iscrivimi")


def _phone(number: int) -> str:
    return f"393330000{number:03d}"


def _answers(meta: MetaClient, number: int) -> int:
    return sum(1 for line in meta.phone(_phone(number)) if line.direction == "out")
