"""A crowd that writes faster than the number may answer: how often Meta refuses for the rate, and who
waits."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

from infra.local.meta.reading import as_object, number_of
from infra.local.meta_client import MetaClient
from infra.local.progress import Progress
from infra.local.town import TownHall, town_hall
from tests.bench.measurement import Measurement, at_most, percentile
from tests.bench.notice import refused, wait_until
from tests.bench.questions import QUESTION, warmed
from tests.fakes.written_town import WrittenTown

A_SECOND, SECONDS = 60, 20
BAR = 19.0
SEEDS = range(5)
PATIENCE_S = 300.0
WRITERS = 24
"""Posts in hand at once: the simulated Meta answers each when the webhook has."""


def crowd_60(folder: Path) -> list[Measurement]:
    progress = Progress()
    with town_hall(folder, progress) as town:
        warmed(town)
        before = refused(town)
        with progress.stage(f"{A_SECOND} citizens a second write for {SECONDS} seconds"):
            took, phones = _written(town)
        with progress.stage("Each of them is answered"):
            waits = _answered(town, phones)
        totals = as_object(town.meta.statistics(copies=False).get("totals"))
        return [
            at_most(
                "crowd_60",
                refused(town) - before,
                "refusals",
                BAR,
                {
                    "citizens": len(phones),
                    "written_in_s": round(took, 1),
                    "answered": len(waits),
                    "wait_p50_s": round(percentile(waits, 0.5), 1),
                    "wait_p95_s": round(percentile(waits, 0.95), 1),
                    "throttled_130429": number_of(totals, "130429", 0),
                },
                otherwise_fine=len(waits) == len(phones),
            )
        ]


def crowd_60_virtual(_: Path) -> list[Measurement]:
    """The worst of some crowds, each as chance has it: exact, whatever the machine does."""
    refusals, waits = [], list[float]()
    for seed in SEEDS:
        town = WrittenTown(seed)
        town.a_crowd_writes(A_SECOND, SECONDS)
        town.run(200)
        town.time.stop()
        refusals.append(town.answers_refused)
        waits += [seconds for _, seconds in town.answered]
    detail = {
        "of_each": refusals,
        "wait_p50_s": round(percentile(waits, 0.5), 1),
        "wait_p95_s": round(percentile(waits, 0.95), 1),
        "wait_max_s": round(max(waits), 1),
    }
    return [at_most("crowd_60_virtual", max(refusals), "refusals", BAR, detail)]


def _written(town: TownHall) -> tuple[float, dict[str, float]]:
    """How long it took, and when each phone wrote."""
    chance, moment, begun = Random(1), 0.0, time.time() + 0.5
    written: dict[str, float] = {}
    with ThreadPoolExecutor(WRITERS) as writers:
        for number in range(A_SECOND * SECONDS):
            moment += chance.expovariate(A_SECOND)
            phone, at = f"39333001{number:04d}", begun + moment
            written[phone] = at
            writers.submit(_write, town.meta.url, phone, at)
    return time.time() - begun, written


def _write(url: str, phone: str, at: float) -> None:
    time.sleep(max(at - time.time(), 0.0))
    MetaClient(url).write(phone, QUESTION)


def _answered(town: TownHall, written: dict[str, float]) -> list[float]:
    waits: dict[str, float] = {}

    def everybody() -> bool:
        for phone in written.keys() - waits.keys():
            answers = [line.at for line in town.meta.phone(phone) if line.direction == "out"]
            if not answers:
                return False
            waits[phone] = answers[0] - written[phone]
        return True

    wait_until(everybody, "everybody is answered", PATIENCE_S, every=2.0)
    return list(waits.values())
