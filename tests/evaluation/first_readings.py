"""`python -m tests.evaluation.first_readings`: each hand as it was read when it was new, by the rules before it.

A hand that shows a cry missed is opened and joins the counted sets, so whatever is held out tends to be what went well: figures
of the sets held out today cannot come out badly. This takes each hand as it first came into the history of the repository,
reads it with the rules and counts of the commit before, and writes the figures down, where `make evaluate` finds them.
"""

import json
import subprocess
import sys
import tarfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

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
from urp.meaning.understanding import understand
for line in sys.stdin:
    meaning = understand(json.loads(line))
    print(json.dumps([getattr(meaning, name, None) for name in ("kind", "clear", "doubtful", "leaves")]))
"""


def is_a_hand(name: str) -> bool:
    """General messages by one person, none of which a rule was tuned on before they were read."""
    return name.endswith("_hand") and name not in TUNED_ON


def hands() -> list[str]:
    return sorted(file.stem for file in SETS.glob("*/*.jsonl") if is_a_hand(file.stem))


def first_readings(record: Path = RECORD) -> tuple[Verdict, ...]:
    """What was written down of all hands, without their texts."""
    return tuple(
        Verdict(LabelledMessage("", Label(label), f"{entry['hand']}.jsonl:0", shown=False), _meaning(*read), 0.0)
        for entry in map(json.loads, record.read_text("utf-8").splitlines())
        for label, *read, times in entry["read"]
        for _ in range(times)
    )


def report(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Without times: the reading is of another day, and of another machine."""
    of_hands = len({each.message.set_name for each in verdicts})
    yield f"first readings: {len(verdicts)} messages of {of_hands} hands, each by the rules of the commit before it came"
    yield confusion_table(verdicts)
    yield gate_table([gate for gate in gates(verdicts) if not gate.name.startswith("ms per message")])
    yield false_alarms(verdicts)


def read_first(hand: str) -> str:
    """A line of the record: how many messages of each label were taken for what."""
    added, path = _first_seen(hand)
    before = _git("rev-parse", "--short=9", f"{added}^").decode().strip()
    messages = read_set(_git("show", f"{added}:{path}"), f"{hand}.jsonl")
    taken = Counter(
        (each.label.value, *told) for each, told in zip(messages, _read_with(before, messages), strict=True)
    )
    return json.dumps({"hand": hand, "rules": before, "read": [[*key, taken[key]] for key in sorted(taken)]})


def _read_with(commit: str, messages: Sequence[LabelledMessage]) -> Iterator[tuple[str, bool, bool, bool]]:
    with TemporaryDirectory() as folder:
        with tarfile.open(fileobj=BytesIO(_git("archive", commit, "layers/domain"))) as tree:
            tree.extractall(folder, filter="data")
        said = subprocess.run(  # noqa: S603 - our own interpreter on our own history
            [sys.executable, "-c", _READ],
            cwd=folder,
            env={"PYTHONPATH": f"{folder}/layers/domain"},
            input="".join(f"{json.dumps(each.text)}\n" for each in messages).encode(),
            stdout=subprocess.PIPE,
            check=True,
        )
    for line in said.stdout.splitlines():
        kind, *others = json.loads(line)
        yield (str(kind), *map(bool, others))


def _meaning(kind: str, clear: bool, doubtful: bool, leaves: bool) -> Meaning:
    return Meaning(Kind(kind), "first reading", clear=clear, doubtful=doubtful, leaves="leaves" if leaves else "")


def _first_seen(hand: str) -> tuple[str, str]:
    log = ("log", "--diff-filter=A", "--no-renames", "--name-only", "--reverse", "--format=%H")
    seen = _git(*log, "--", f"*/{hand}.jsonl").decode().split()
    return seen[0], seen[1]


def _git(*arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout  # noqa: S603, S607


if __name__ == "__main__":
    with ProcessPoolExecutor() as processes:
        RECORD.write_text("".join(f"{line}\n" for line in processes.map(read_first, hands())), "utf-8")
    print("\n".join(report(first_readings())))
