"""`python -m tests.evaluation [FILE]`: how well messages are understood; `-` reads standard input.

Without a file: one of the project's own sets, `--set`. Ends with 0 when everything was evaluated, 2 when
something could not be; with `--gates` it ends with 1 when a gate is not held.
"""

import argparse
import io
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.evaluation.composed import calm_pairs_alarmed, composed_gates, judged
from tests.evaluation.gates import false_alarms, gates
from tests.evaluation.messages import DEVELOPMENT, NAMES, LabelledMessage, NotASetError, project_set, read_set
from tests.evaluation.report import by_group, confusion_table, gate_table, rewrite, summary, wrong_lines
from tests.evaluation.scores import PROFILE, Verdict, judge, understood_in


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="tests.evaluation")
    parser.add_argument("file", nargs="?", default="")
    parser.add_argument("--set", default=DEVELOPMENT, choices=NAMES, help="one of the project's own")
    parser.add_argument("--table", type=Path, help="a document whose table of figures is written anew")
    parser.add_argument("--gates", action="store_true", help="end with 1 when a gate is not held")
    parser.add_argument("--profile", default=PROFILE, help="the package of the town whose citizens write")
    asked = parser.parse_args(arguments)
    try:
        verdicts = judge(_messages(asked.file, asked.set), understood_in(asked.profile))
    except OSError as failed:
        print(f"{asked.file}: cannot be read: {failed.strerror or failed}", file=sys.stderr)
        return 2
    except NotASetError as refused:
        print(refused, file=sys.stderr)
        return 2
    two_matters = judged(understood_in(asked.profile)) if asked.set == DEVELOPMENT and not asked.file else ()
    for line in _report(verdicts, two_matters):
        print(line)
    if asked.table:
        rewrite(asked.table, verdicts)
    held = all(gate.held for gate in [*gates(verdicts), *composed_gates(two_matters)])
    return 0 if held or not asked.gates else 1


def _messages(file: str, name: str) -> tuple[LabelledMessage, ...]:
    if file == "-":
        return read_set(sys.stdin.buffer.read(), "standard input")
    if file:
        return read_set(Path(file).read_bytes(), file)
    if messages := project_set(name):
        return messages
    raise NotASetError(f"{name}: nobody has written this set yet")


def _report(verdicts: Sequence[Verdict], two_matters: Sequence[Verdict]) -> Iterator[str]:
    yield from wrong_lines(verdicts)
    yield ""
    yield from by_group(verdicts)
    yield ""
    yield confusion_table(verdicts)
    yield ""
    yield gate_table(gates(verdicts))
    yield false_alarms(verdicts)
    yield ""
    if two_matters:
        yield "two matters in one message, composed of the development set:"
        yield gate_table(composed_gates(two_matters))
        yield calm_pairs_alarmed(two_matters)
        yield ""
    yield summary(verdicts)


def _print_anything() -> None:
    """A message may hold half a character, and a terminal may know few: neither ends the evaluation."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    _print_anything()
    try:
        status = main(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    raise SystemExit(status)
