"""`python -m tests.bench [name…] [--against commit]`: run the benches, print a table, keep the results as
JSON lines; or run them in turns with a commit, and print the ratios."""

import sys
import traceback
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from pathlib import Path

from infra.local.places import RUN_FOLDER
from tests.bench.against import compare
from tests.bench.against import table as against_table
from tests.bench.cold_start import cold_start
from tests.bench.console import console
from tests.bench.cpu_per_recipient import cpu_per_recipient
from tests.bench.crowded import crowd_60_virtual
from tests.bench.emergency import emergency_overtake
from tests.bench.first_message import first_message
from tests.bench.flat_out import flat_out
from tests.bench.freeze import expand_100000
from tests.bench.great_notice import great_notice, great_notice_lent
from tests.bench.growth import broadcast_100000_virtual, cost_per_10000
from tests.bench.import_list import import_15000
from tests.bench.intake import webhook_intake
from tests.bench.join_cost import join_cost
from tests.bench.lending import broadcast_15000_lent_virtual, desk_while_lent
from tests.bench.meaning import meaning
from tests.bench.measurement import Measurement, keep, table
from tests.bench.outage import meta_outage
from tests.bench.signup import signup
from tests.bench.stop import stop

type Bench = Callable[[Path], Sequence[Measurement]]
"""Handed a folder of its own, it starts what it needs there; one run may give several measurements."""

BENCHES: dict[str, Bench] = {
    "signup": signup,
    "broadcast_15000": great_notice,
    "desk_during_broadcast": great_notice,
    "statuses_45000": great_notice,
    "broadcast_15000_lent": great_notice_lent,
    "stop": stop,
    "emergency_overtake": emergency_overtake,
    "meta_outage": meta_outage,
    "expand_100000": expand_100000,
    "import_15000": import_15000,
    "webhook_intake": webhook_intake,
    "cold_start": cold_start,
    "console": console,
    "cpu_per_recipient": cpu_per_recipient,
    "flat_out": flat_out,
    "broadcast_100000_virtual": broadcast_100000_virtual,
    "cost_per_10000": cost_per_10000,
    "broadcast_15000_lent_virtual": broadcast_15000_lent_virtual,
    "desk_while_lent": desk_while_lent,
    "crowd_60_virtual": crowd_60_virtual,
    "first_message": first_message,
    "join_cost": join_cost,
    "join_computing": join_cost,
    "meaning": meaning,
    "meaning_hostile": meaning,
    "meaning_growth": meaning,
}

FOLDER = RUN_FOLDER / "bench"
RESULTS = FOLDER / "results.jsonl"


def main(arguments: Sequence[str]) -> int:
    parser = ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--against", metavar="COMMIT", default="")
    parser.add_argument("--turns", type=int, default=2)
    asked = parser.parse_args(arguments)
    unknown = [name for name in asked.names if name not in BENCHES]
    if unknown:
        parser.error(f"no bench is called {', '.join(unknown)}. There are: {', '.join(BENCHES)}.")
    chosen = list(dict.fromkeys(BENCHES[name] for name in asked.names or BENCHES))
    if not asked.against:
        return _run(chosen, asked.names)
    compared = compare([_names_of(bench) for bench in chosen], asked.against, max(asked.turns, 1))
    print(against_table(compared))
    return 0 if compared and all(each.held for each in compared) else 1


def _run(chosen: Sequence[Bench], names: Sequence[str]) -> int:
    measured: list[Measurement] = []
    for bench in chosen:
        print(f"Measuring {', '.join(_names_of(bench))} …", flush=True)
        try:
            found = bench(FOLDER / bench.__name__)
        except Exception:
            traceback.print_exc()
            continue
        for measurement in found:
            keep(RESULTS, measurement)
        measured += found
    print(table(measured))
    return 0 if all(each.held for each in measured) and {each.name for each in measured} >= set(names) else 1


def _names_of(bench: Bench) -> list[str]:
    return [name for name in BENCHES if BENCHES[name] is bench]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
