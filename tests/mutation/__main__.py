"""Which small changes of the deployed code the tests notice: `make mutants`.

`record` runs the tests that deploy nothing and writes down which functions each enters; `run` changes one
place at a time in a copy of the tree and runs the tests that enter it; `again` those that were caught before,
wherever they are now. `caught.txt` keeps what was caught: a change of the tests may lose none of it.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue

from tests.mutation.mutants import Mutant, draw, find_again
from tests.mutation.recording import MAPS, ROOT

CAUGHT = Path(__file__).with_name("caught.txt")
MOST_TESTS = 30
"""Those of the module's own file of tests, then those that enter the fewest functions: the rest would
notice little more. What was caught before and escapes them is tried with all that enter it: tests were added,
and others are now the first thirty."""
LONGEST_S, LONGEST_WITH_ALL_S = 180, 1_800
COPIES = 2
_ALL_PASSED = 0
_CAUGHT = {1: "some failed", 2: "a module of tests cannot be imported", 4: "a conftest.py cannot"}
"""What pytest ends with. 4 is also a test that is gone: record again."""


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("what", choices=["record", "run", "again"])
    parser.add_argument("--seed", type=int, default=18)
    parser.add_argument("--number", type=int, default=200)
    parser.add_argument("--keep", action="store_true", help="write caught.txt anew")
    asked = parser.parse_args(arguments)
    match asked.what:
        case "record":
            return _record()
        case "again":
            known = CAUGHT.read_text(encoding="utf-8").splitlines()
            mutants = find_again(ROOT, known)
            for name in sorted(set(known) - mutants.keys()):
                print("gone    ", name)  # noqa: T201 - a command
            return _run(mutants, keep=asked.keep)
        case _:
            drawn_now = draw(ROOT, asked.seed, asked.number)
            return _run({mutant.name: mutant for mutant in drawn_now}, keep=asked.keep)


def _record() -> int:
    shutil.rmtree(MAPS, ignore_errors=True)
    command = [
        sys.executable, "-m", "pytest", "-q", "-p", "tests.mutation.recording", "--numprocesses=auto",
        "--ignore=tests/e2e", "--ignore=tests/architecture",
    ]  # fmt: skip
    return subprocess.run(command, check=False, cwd=ROOT).returncode  # noqa: S603 - our own interpreter


def _run(mutants: Mapping[str, Mutant], *, keep: bool) -> int:
    tests = tests_by_function()
    trees: Queue[Path] = Queue()
    for copy in range(COPIES):
        trees.put(_copied(MAPS / f"tree{copy}"))

    known = set(CAUGHT.read_text(encoding="utf-8").splitlines()) if CAUGHT.exists() else set()

    def tried(name: str) -> bool:
        tree = trees.get()
        try:
            caught = is_caught(mutants[name], tree, tests, MOST_TESTS, LONGEST_S) or (
                name in known and is_caught(mutants[name], tree, tests, None, LONGEST_WITH_ALL_S)
            )
            print("caught  " if caught else "escaped ", name, flush=True)  # noqa: T201
            return caught
        finally:
            trees.put(tree)

    with ThreadPoolExecutor(COPIES) as pool:
        verdicts = dict(zip(mutants, pool.map(tried, mutants), strict=True))
    caught = {name for name, noticed in verdicts.items() if noticed}
    lost = sorted(known & verdicts.keys() - caught)
    for name in lost:
        print("LOST    ", name)  # noqa: T201
    print(f"{len(caught)} of {len(verdicts)} caught, {len(lost)} that were caught before escape")  # noqa: T201
    if keep:
        CAUGHT.write_text("\n".join(sorted(caught | known.difference(lost))) + "\n", encoding="utf-8")
    return 1 if lost else 0


def tests_by_function() -> Mapping[str, Sequence[str]]:
    """Those that enter the fewest functions first; of a module all that enter anything in it."""
    entered: dict[str, list[str]] = {}
    for file in MAPS.glob("map-*.json"):
        entered.update(json.loads(file.read_text(encoding="utf-8")))
    if not entered:
        raise SystemExit("First: python -m tests.mutation record")
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for test, functions in sorted(entered.items(), key=lambda each: (len(each[1]), each[0])):
        whole = test.partition("[")[0]  # with all its cases, whose names a change may change
        for name in {*functions, *(function.partition(":")[0] + ":" for function in functions)}:
            found[name][whole] = None
    return {name: list(tests) for name, tests in found.items()}


def is_caught(
    mutant: Mutant, tree: Path, tests: Mapping[str, Sequence[str]], most: int | None, longest_s: int
) -> bool:
    own = tests.get(f"{mutant.file}:{mutant.function}") or tests.get(f"{mutant.file}:", ())
    if not own:
        return False
    own = sorted(own, key=lambda test: f"test_{Path(mutant.file).stem}.py" not in test)
    path = tree / mutant.file
    source = path.read_bytes()
    path.write_bytes(mutant.applied(source))
    try:
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *own[:most]]
        run = subprocess.run(  # noqa: S603 - our own interpreter
            command, check=False, cwd=tree, capture_output=True, timeout=longest_s
        )
    except subprocess.TimeoutExpired:
        return True
    finally:
        path.write_bytes(source)
    not_found = b"not found: " in run.stderr + run.stdout
    if not_found or run.returncode not in {_ALL_PASSED, *_CAUGHT}:
        raise SystemExit(f"pytest ended with {run.returncode} on {mutant.name}: record again")
    return run.returncode != _ALL_PASSED


def _copied(tree: Path) -> Path:
    unwanted = shutil.ignore_patterns(".git", ".venv*", ".local", ".aws-sam", "__pycache__")
    shutil.copytree(ROOT, tree, ignore=unwanted, dirs_exist_ok=True)
    return tree


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
