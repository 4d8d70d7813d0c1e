"""`python -m tests.faults --runs N --seed S`: attacks broadcasts and prints what became of them.

Ends with 1 when an invariant was broken; then the seed of each such run is on the screen.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from infra.local.places import RUN_FOLDER
from tests.faults.figures import Counted, table
from tests.faults.real_kills import real_kills
from tests.faults.virtual import virtual_runs

EVERY_S = 5.0


def main(arguments: Sequence[str]) -> int:
    asked = _parsed(arguments)
    if asked.real:
        return real_kills(asked.real, asked.seed, RUN_FOLDER / "faults")
    return in_virtual_time(range(asked.seed, asked.seed + asked.runs))


def in_virtual_time(seeds: range) -> int:
    total, failing, begun = Counted(), list[int](), time.monotonic()
    told = begun
    for done in virtual_runs(seeds):
        total += done.counted
        if done.found:
            failing.append(done.seed)
            print(f"seed {done.seed}: {'; '.join(done.found)}", flush=True)
        if time.monotonic() - told >= EVERY_S:
            told = time.monotonic()
            print(f"{total.runs:,} of {len(seeds):,} runs, {len(failing)} failing", flush=True)
    print(f"\n{table(total)}\n{total.runs:,} runs from seed {seeds.start}, {time.monotonic() - begun:.0f} s")
    for seed in failing:
        print(f"FAILED: make faults RUNS=1 SEED={seed}")
    return 1 if failing else 0


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.faults")
    parser.add_argument("--runs", type=int, default=1_000, help="in virtual time")
    parser.add_argument(
        "--seed", type=int, default=0, help="of the first; each further one is the next number"
    )
    parser.add_argument("--real", type=int, default=0, help="kill so many processes on the deployed stack")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
