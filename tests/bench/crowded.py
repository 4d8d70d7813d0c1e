"""A crowd that writes faster than the number may answer: how often Meta refuses for the rate, and who waits.

In virtual time alone: the local cloud runs one copy of what reads a FIFO queue, which had not answered 1,200
people after five minutes. No crowd reaches the number's rate there.
"""

from pathlib import Path

from tests.bench.measurement import Measurement, at_most, percentile
from tests.fakes.written_town import WrittenTown

A_SECOND, SECONDS = 60, 20
BAR = 19.0
SEEDS = range(5)


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
