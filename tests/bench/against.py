"""Benches in turns with another commit, measured by this tree's own benches: what counts is the ratio.

A machine whose speed moves by a third within a day says nothing in seconds; two codes that take turns do.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from infra.local.places import ROOT, RUN_FOLDER

MOST = 1.15
"""Of a figure to the other commit's: what is more than noise."""
_ENVIRONMENTS = (".venv", ".venv-aws", ".venv-sam")
_BENCH = Path("tests", "bench")
_WORDS = Path("layers", "domain", "urp", "meaning", "words")
_RESULTS = Path(RUN_FOLDER.name, "bench", "results.jsonl")


@dataclass(frozen=True, slots=True)
class Compared:
    name: str
    unit: str
    ours: Sequence[float]
    theirs: Sequence[float]
    fine: bool
    """Ours did what it should in every turn, apart from its bar."""

    @property
    def ratio(self) -> float | None:
        """None where the other commit has no such bench, or measured nothing."""
        before = median(self.theirs) if self.theirs else 0.0
        return median(self.ours) / before if before and self.ours else None

    @property
    def held(self) -> bool:
        return self.fine and bool(self.ours) and (self.ratio is None or self.ratio <= MOST)


def compare(groups: Sequence[Sequence[str]], commit: str, turns: int) -> list[Compared]:
    """`groups`: names that one bench measures together. Each turn swaps who is first."""
    found: dict[str, tuple[list[Mapping[str, object]], list[Mapping[str, object]]]] = {}
    with _tree_of(commit) as theirs:
        for names in groups:
            for turn in range(turns):
                for tree in (ROOT, theirs) if turn % 2 == 0 else (theirs, ROOT):
                    print(f"{'this tree' if tree == ROOT else commit}: {', '.join(names)} …", flush=True)
                    for name, line in _measured(tree, names).items():
                        found.setdefault(name, ([], []))[tree != ROOT].append(line)
    return [_compared(name, *lines, turns=turns) for name, lines in found.items()]


def _compared(
    name: str, ours: Sequence[Mapping[str, object]], theirs: Sequence[Mapping[str, object]], turns: int
) -> Compared:
    fine = len(ours) == turns and all(line.get("fine", True) for line in ours)
    unit = str((*ours, *theirs)[0]["unit"])
    return Compared(name, unit, [_value(line) for line in ours], [_value(line) for line in theirs], fine)


def _value(line: Mapping[str, object]) -> float:
    return float(str(line["value"]))


def _measured(tree: Path, names: Sequence[str]) -> dict[str, Mapping[str, object]]:
    """In a process whose modules are the tree's; nothing of what failed."""
    (tree / _RESULTS).unlink(missing_ok=True)
    _run(tree, "-m", "tests.bench", names[0])
    try:
        lines = (tree / _RESULTS).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    return {line["name"]: line for line in map(json.loads, lines)}


def _run(tree: Path, *arguments: str) -> int:
    paths = (tree, tree / "layers" / "domain", tree / "layers" / "profile")
    modules = os.pathsep.join(map(str, paths))
    return subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, *arguments], cwd=tree, env={**os.environ, "PYTHONPATH": modules}, check=False
    ).returncode


@contextmanager
def _tree_of(commit: str) -> Iterator[Path]:
    """The commit in a folder of its own, with this tree's environments and, where they work there, its
    benches: one ruler for both."""
    with TemporaryDirectory(prefix="bench-") as folder:
        tree = Path(folder, "tree")
        _git("worktree", "add", "--detach", "--quiet", str(tree), commit)
        try:
            for name in _ENVIRONMENTS:
                (tree / name).symlink_to((ROOT / name).resolve())
            shutil.copytree(ROOT / _BENCH, tree / _BENCH, dirs_exist_ok=True)
            if _run(tree, "-c", "import tests.bench.__main__") != 0:
                print(f"This tree's benches do not run on {commit}: it is measured by its own.", flush=True)
                shutil.rmtree(tree / _BENCH)
                _git("-C", str(tree), "checkout", "--quiet", "--", str(_BENCH))
            for counted in (ROOT / _WORDS).iterdir():
                if counted.suffix in (".tsv", ".sha256"):
                    shutil.copy(counted, tree / _WORDS)
            _run(tree, "-m", "tests.evaluation.counting")  # again where what was counted differs
            yield tree
        finally:
            _git("worktree", "remove", "--force", str(tree))


def _git(*arguments: str) -> None:
    subprocess.run(["git", "-C", str(ROOT), *arguments], check=True)  # noqa: S603, S607 - the clone's own


def table(compared: Sequence[Compared]) -> str:
    rows = [("bench", "this tree", "the other", "ratio", "bar", "")]
    for each in compared:
        ours, theirs = (
            f"{median(values):g} {each.unit}" if values else "nothing" for values in (each.ours, each.theirs)
        )
        ratio = "none" if each.ratio is None else f"{each.ratio:.2f}"
        rows.append((each.name, ours, theirs, ratio, f"{MOST:.2f}", "held" if each.held else "NOT HELD"))
    widths = [max(len(row[column]) for row in rows) for column in range(6)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
