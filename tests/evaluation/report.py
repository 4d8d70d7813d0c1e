"""What an evaluation prints: wrong messages, who was taken for whom, gates, and one line for machines."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from tests.evaluation.gates import Gate, false_alarms, gates
from tests.evaluation.scores import Verdict, accuracy, macro_f1, scores
from urp.meaning.model import Label

_COLUMN = 4
"""The first four letters tell the sixteen labels apart."""
_DIGITS = 4
_BEGINS, _ENDS = "<!-- evaluation -->", "<!-- end of evaluation -->"


def wrong_lines(verdicts: Sequence[Verdict]) -> Iterator[str]:
    for verdict in verdicts:
        if not verdict.right:
            line = f"{verdict.message.place}: {verdict.message.label.value} -> {verdict.meaning.label.value}"
            if verdict.message.shown:
                words = " ".join(verdict.meaning.words)
                text = json.dumps(verdict.message.text, ensure_ascii=False)
                line = f"{line} [{verdict.meaning.rule}: {words}] {text}"
            yield line


def confusion_table(verdicts: Sequence[Verdict]) -> str:
    """A row for what a message is, a column for what it was taken for."""
    pairs = Counter((verdict.message.label, verdict.meaning.label) for verdict in verdicts)
    labels = [label for label in Label if any(label in pair for pair in pairs)]
    figures = scores(verdicts)
    name = max(len(label.value) for label in Label)
    head = " ".join(label.value[:_COLUMN].rjust(_COLUMN) for label in labels)
    lines = [f"{'is \\ taken for'.ljust(name)} {head}  precision recall    f1"]
    for label in labels:
        cells = " ".join(str(pairs[label, given] or "·").rjust(_COLUMN) for given in labels)
        score = figures[label]
        rates = f"{score.precision:9.3f} {score.recall:6.3f} {score.f1:5.3f}"
        lines.append(f"{label.value.ljust(name)} {cells}  {rates}")
    return "\n".join(lines)


def by_group(verdicts: Sequence[Verdict]) -> Iterator[str]:
    for group in dict.fromkeys(verdict.message.group for verdict in verdicts):
        part = [verdict for verdict in verdicts if verdict.message.group == group]
        writers = len({each.message.writer for each in part} - {""})
        whose = f" from {writers} writers" if writers else ""
        yield (
            f"{group}: {len(part)} messages{whose}, "
            f"accuracy {accuracy(part):.3f}, macro-F1 {macro_f1(part):.3f}{_cries_of(part)}"
        )


def _cries_of(verdicts: Sequence[Verdict]) -> str:
    """A possible danger is heard too, but calls nobody out."""
    cries = [verdict for verdict in verdicts if verdict.message.label is Label.EMERGENZA]
    heard = [cry for cry in cries if cry.right]
    sure = sum(not each.meaning.doubtful for each in heard)
    return f", cries heard {len(heard)} of {len(cries)}, {sure} of them surely" if cries else ""


def gate_table(measured_gates: Sequence[Gate]) -> str:
    name = max(len(gate.name) for gate in measured_gates)
    measured = max(len(gate.measured) for gate in measured_gates)
    return "\n".join(
        f"{gate.name.ljust(name)}  {gate.measured.rjust(measured)}  {gate.bar.ljust(7)}"
        f"  {'held' if gate.held else 'NOT HELD'}"
        for gate in measured_gates
    )


def rewrite(document: Path, verdicts: Sequence[Verdict]) -> None:
    """The figures of a document, between its two marks; times are left out, being the machine's."""
    before, rest = document.read_text("utf-8").split(_BEGINS, 1)
    after = rest.split(_ENDS, 1)[1]
    lasting = [gate for gate in gates(verdicts) if not gate.name.startswith("ms per message")]
    parts = [
        "\n".join(by_group(verdicts)),
        confusion_table(verdicts),
        f"{gate_table(lasting)}\n{false_alarms(verdicts)}",
    ]
    figures = "\n\n".join(parts)
    document.write_text(f"{before}{_BEGINS}\n```text\n{figures}\n```\n{_ENDS}{after}", "utf-8")


def summary(verdicts: Sequence[Verdict]) -> str:
    figures = {
        "total": len(verdicts),
        "correct": sum(verdict.right for verdict in verdicts),
        "accuracy": round(accuracy(verdicts), _DIGITS),
        "macro_f1": round(macro_f1(verdicts), _DIGITS),
        "per_label": {
            label.value: {name: round(value, _DIGITS) for name, value in asdict(score).items()}
            for label, score in scores(verdicts).items()
        },
    }
    return json.dumps(figures)
