"""`python -m tests.evaluation [FILE]`: how well messages are understood; `-` reads standard input.

Without a file: the project's own sets; figures are of those nobody tuned on. Ends with 0 when everything was
evaluated, 2 when something could not be; with `--gates` it ends with 1 when a gate is not held.
"""

import argparse
import io
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.evaluation.composed import calm_pairs_alarmed, composed_gates, judged
from tests.evaluation.first_readings import first_readings, newest
from tests.evaluation.first_readings import report as first_report
from tests.evaluation.gates import false_alarms, gates
from tests.evaluation.messages import LabelledMessage, NotASetError, project_sets, read_set
from tests.evaluation.report import by_file, confusion_table, gate_table, rewrite, summary, wrong_lines
from tests.evaluation.scores import PROFILE, Verdict, judge, measured, understood_in


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="tests.evaluation")
    parser.add_argument("file", nargs="?", default="")
    parser.add_argument("--table", type=Path, help="a document whose table of figures is written anew")
    parser.add_argument("--gates", action="store_true", help="end with 1 when a gate is not held")
    parser.add_argument("--profile", default=PROFILE, help="the package of the town whose citizens write")
    asked = parser.parse_args(arguments)
    try:
        verdicts = judge(_messages(asked.file), understood_in(asked.profile))
    except OSError as failed:
        print(f"{asked.file}: cannot be read: {failed.strerror or failed}", file=sys.stderr)
        return 2
    except NotASetError as refused:
        print(refused, file=sys.stderr)
        return 2
    published = verdicts if asked.file else newest(first_readings())
    composed = () if asked.file else judged(understood_in(asked.profile))
    for line in _report(verdicts, published, composed):
        print(line)
    if asked.table:
        rewrite(asked.table, published)
    held = all(gate.held for gate in [*gates(measured(verdicts)), *composed_gates(composed)])
    return 0 if held or not asked.gates else 1


def _messages(file: str) -> tuple[LabelledMessage, ...]:
    if not file:
        return project_sets()
    if file == "-":
        return read_set(sys.stdin.buffer.read(), "standard input")
    return read_set(Path(file).read_bytes(), file)


def _report(
    verdicts: Sequence[Verdict], published: Sequence[Verdict], composed: Sequence[Verdict]
) -> Iterator[str]:
    """Of the project's own sets first readings are published: what is held out today went well."""
    unseen = measured(verdicts)
    yield from wrong_lines(verdicts)
    yield ""
    yield from by_file(verdicts)
    yield ""
    if published is not verdicts:
        yield "held out today, to compare two versions of the rules: a set that misses a cry leaves these"
    else:
        yield confusion_table(unseen)
        yield ""
    yield gate_table(gates(unseen))
    yield false_alarms(unseen)
    yield ""
    if composed:
        yield "two matters in one message, composed of messages held out:"
        yield gate_table(composed_gates(composed))
        yield calm_pairs_alarmed(composed)
        yield ""
    if published is not verdicts:
        yield from first_report()
        yield ""
    yield summary(unseen)


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
    except BrokenPipeError:  # whoever read us has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    raise SystemExit(status)
