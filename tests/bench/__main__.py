"""`python -m tests.bench [name…]`: run the benches, print a table, keep the results as JSON lines."""

import sys
from collections.abc import Callable
from pathlib import Path

from infra.local.failure import LocalRunError
from infra.local.places import RUN_FOLDER
from tests.bench.measurement import Measurement, keep, table
from tests.bench.signup import signup

BENCHES: dict[str, Callable[[Path], Measurement]] = {"signup": signup}
"""Each is handed a folder of its own and starts what it needs there."""

FOLDER = RUN_FOLDER / "bench"
RESULTS = FOLDER / "results.jsonl"


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"No bench is called {', '.join(unknown)}. There are: {', '.join(BENCHES)}.", file=sys.stderr)
        return 2
    measured: list[Measurement] = []
    for name in names or BENCHES:
        print(f"Measuring {name} …", flush=True)
        try:
            measurement = BENCHES[name](FOLDER / name)
        except LocalRunError as failure:
            print(failure, file=sys.stderr)
            return 1
        keep(RESULTS, measurement)
        measured.append(measurement)
    print(table(measured))
    return 0 if all(each.held for each in measured) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
