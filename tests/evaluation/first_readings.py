"""`python -m tests.evaluation.first_readings`: each hand as it was read when it was new.

A hand that shows a cry missed is opened and joins the counted sets, so what is held out tends to be what went
well: figures of the sets held out today cannot come out badly. This takes each hand as it first came into the
history of the repository, reads it with the rules and counts of the commit before, and writes the figures
down, where `make evaluate` finds them.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypedDict

from tests.evaluation.gates import false_alarms, gates
from tests.evaluation.messages import SETS, LabelledMessage, read_set
from tests.evaluation.report import confusion_table, gate_table
from tests.evaluation.scores import Verdict
from urp.meaning.model import Kind, Label, Meaning

RECORD = Path(__file__).with_name("first_readings.jsonl")
ROOT = Path(__file__).parents[2]
TUNED_ON = frozenset(f"{each}_hand" for each in ("another", "second", "third", "fourth", "fifth"))
_READ = """
import json, sys
from functools import partial
from urp.meaning.understanding import understand
try:
    from urp.municipality import load_municipality
    town = load_municipality("urp_profile", placeholders_allowed=True).words
    understand = partial(understand, town=town)
except (ImportError, AttributeError):  # a commit from before a town's words were its profile's
    pass
for line in sys.stdin:
    meaning = understand(json.loads(line))
    print(meaning.kind, *(sign for sign in ("clear", "doubtful", "leaves") if getattr(meaning, sign, None)))
"""


_HEAD = (
    "rules      hands  messages  cries heard          joined, left or warned wrongly  false alarms  macro-F1"
)
NEWEST = 12
"""Hands that were read by rules near today's: the older ones by rules long since changed."""


class _Entry(TypedDict):
    hand: str
    rules: str
    """The commit whose rules read it."""
    read: dict[str, int]
    """How many messages: their label, what they were taken for, and signs such as "doubtful"."""


@dataclass(frozen=True, slots=True)
class _Seen:
    at: int
    commit: str
    """Empty: it is not in the history yet."""
    path: str


def is_a_hand(name: str) -> bool:
    """General messages by one person, none of which a rule was tuned on before they were read."""
    return name.endswith("_hand") and name not in TUNED_ON


def hands() -> list[str]:
    """In the order in which they came."""
    found = [file.stem for file in SETS.glob("*/*.jsonl") if is_a_hand(file.stem)]
    return sorted(found, key=lambda hand: (_first_seen(hand).at, hand))


def first_readings(record: Path = RECORD) -> tuple[Verdict, ...]:
    """What was written down of all hands, in the order in which they came and without their texts."""
    return tuple(verdict for entry in _entries(record) for verdict in _verdicts(entry))


def newest(verdicts: Sequence[Verdict]) -> list[Verdict]:
    names = list(dict.fromkeys(each.message.set_name for each in verdicts))[-NEWEST:]
    return [each for each in verdicts if each.message.set_name in names]


def report(record: Path = RECORD) -> Iterator[str]:
    """Without times: a reading is of another day, and of another machine."""
    yield "first readings of hands, each by the rules of the commit before it came, oldest first:"
    yield _HEAD
    for rules, entries in groupby(_entries(record), key=lambda entry: entry["rules"]):
        yield _line(rules, list(entries))
    yield ""
    last = newest(first_readings(record))
    yield f"the newest {NEWEST} hands, {len(last)} messages:"
    yield confusion_table(last)
    yield gate_table([gate for gate in gates(last) if not gate.name.startswith("ms per message")])
    yield false_alarms(last)


def _line(rules: str, entries: Sequence[_Entry]) -> str:
    verdicts = [verdict for entry in entries for verdict in _verdicts(entry)]
    held = {gate.name: gate.measured for gate in gates(verdicts)}
    wrong = [held[f"wrong {what} acted upon"].split()[0] for what in ("joining", "leaving")]
    wrong.append(held["automatic warning on harmless"].split()[0])
    alarmed = false_alarms(verdicts).split(" (")[0].removeprefix("false alarms: ").split(" taken")[0]
    return (
        f"{rules:9}  {len(entries):5}  {len(verdicts):8}  {held['emergencies and distress found']:19}"
        f"  {', '.join(wrong):>30}  {alarmed:>12}  {held['macro-F1']:>8}"
    )


def _entries(record: Path) -> list[_Entry]:
    return [json.loads(line) for line in record.read_text("utf-8").splitlines()]


def _verdicts(entry: _Entry) -> Iterator[Verdict]:
    for told, times in entry["read"].items():
        label, kind, *signs = told.split()
        message = LabelledMessage("", Label(label), f"{entry['hand']}.jsonl:0", shown=False)
        meaning = Meaning(
            Kind(kind), "first reading", clear="clear" in signs, doubtful="doubtful" in signs,
            leaves="leaves" if "leaves" in signs else "",
        )  # fmt: skip
        yield from [Verdict(message, meaning, 0.0)] * times


def read_first(hand: str) -> str:
    """A line of the record: how many messages of each label were taken for what."""
    seen = _first_seen(hand)
    before = _git("rev-parse", "--short=9", f"{seen.commit}^" if seen.commit else "HEAD").decode().strip()
    raw = _git("show", f"{seen.commit}:{seen.path}") if seen.commit else (ROOT / seen.path).read_bytes()
    messages = read_set(raw, f"{hand}.jsonl")
    taken = Counter(
        f"{each.label.value} {told}"
        for each, told in zip(messages, _read_with(before, messages), strict=True)
    )
    entry: _Entry = {"hand": hand, "rules": before, "read": dict(sorted(taken.items()))}
    return json.dumps(entry)


def _read_with(commit: str, messages: Sequence[LabelledMessage]) -> list[str]:
    with TemporaryDirectory() as folder:
        with tarfile.open(
            fileobj=BytesIO(_git("archive", commit, "layers/domain", "layers/profile"))
        ) as tree:
            tree.extractall(folder, filter="data")
        said = subprocess.run(  # noqa: S603 - our own interpreter on our own history
            [sys.executable, "-c", _READ],
            cwd=folder,
            env={"PYTHONPATH": f"{folder}/layers/domain:{folder}/layers/profile"},
            input="".join(f"{json.dumps(each.text)}\n" for each in messages).encode(),
            stdout=subprocess.PIPE,
            check=True,
        )
    return said.stdout.decode().splitlines()


@cache
def _first_seen(hand: str) -> _Seen:
    log = ("log", "--diff-filter=A", "--no-renames", "--name-only", "--reverse", "--format=%ct %H")
    found = _git(*log, "--", f"*/{hand}.jsonl").decode().split()
    if not found:  # it has just come
        (path,) = SETS.glob(f"*/{hand}.jsonl")
        return _Seen(sys.maxsize, "", str(path.relative_to(ROOT)))
    at, commit, path_then, *_ = found
    return _Seen(int(at), commit, path_then)


def _git(*arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout  # noqa: S603, S607


if __name__ == "__main__":
    with ProcessPoolExecutor() as processes:
        RECORD.write_text("".join(f"{line}\n" for line in processes.map(read_first, hands())), "utf-8")
    print("\n".join(report()))
