"""An evaluation counts what it was given, and says so when it was given something else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cases import every
from tests.evaluation.__main__ import main
from tests.evaluation.gates import gates
from tests.evaluation.messages import LabelledMessage
from tests.evaluation.report import by_group, summary, wrong_lines
from tests.evaluation.scores import judge
from urp.meaning.model import Kind, Label, Meaning


def message(text: str, label: Label, *, shown: bool = True) -> LabelledMessage:
    return LabelledMessage(text, label, "set:1", shown)


def lines(*entries: object) -> bytes:
    return "\n".join(json.dumps(entry) for entry in entries).encode()


def everything_is(kind: Kind, *, clear: bool = False) -> Meaning:
    return Meaning(kind, "test", clear=clear)


def test_figures_are_those_of_the_textbook() -> None:
    messages = [
        message("a", Label.SALUTO),
        message("b", Label.SALUTO),
        message("c", Label.ALTRO),
        message("d", Label.ALTRO),
    ]

    figures = json.loads(
        summary(judge(messages, lambda text: everything_is(Kind.OTHER if text == "c" else Kind.GREETING)))
    )

    assert (figures["total"], figures["correct"], figures["accuracy"]) == (4, 3, 0.75)
    assert figures["per_label"]["saluto"] == {"precision": 0.6667, "recall": 1.0, "f1": 0.8, "support": 2}
    assert figures["per_label"]["altro"] == {"precision": 1.0, "recall": 0.5, "f1": 0.6667, "support": 2}
    assert figures["per_label"]["spam"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0, "support": 0}
    assert figures["macro_f1"] == round((0.8 + 2 / 3) / 2, 4)


def test_a_wrong_message_is_shown_with_the_rule_that_took_it() -> None:
    verdicts = judge([message("due\nrighe", Label.SPAM)], lambda _: everything_is(Kind.QUESTION))

    assert list(wrong_lines(verdicts)) == [
        'set:1: spam -> richiesta_informazioni [test: ] "due\\nrighe"',
    ]


def test_the_text_of_a_message_nobody_may_tune_on_is_not_shown() -> None:
    verdicts = judge([message("segreto", Label.SPAM, shown=False)], lambda _: everything_is(Kind.QUESTION))

    assert list(wrong_lines(verdicts)) == ["set:1: spam -> richiesta_informazioni"]


@every(
    ("label", "meaning", "broken"),
    [
        (Label.SALUTO, everything_is(Kind.JOIN), "wrong joining acted upon"),
        (Label.SALUTO, everything_is(Kind.LEAVE), "wrong leaving acted upon"),
        (Label.SALUTO, everything_is(Kind.ERASE_DATA), "wrong leaving acted upon"),
        (Label.EMERGENZA, everything_is(Kind.QUESTION), "emergencies and distress found"),
        (Label.RECLAMO, everything_is(Kind.COMPLAINT, clear=True), "automatic warning on harmless"),
        (Label.MINACCIA, everything_is(Kind.QUESTION), "abuse and threats found"),
        (Label.SEGNALAZIONE, everything_is(Kind.QUESTION), "segnalazione against richiesta"),
        (Label.SEGNALAZIONE, everything_is(Kind.QUESTION), "macro-F1"),
    ],
)
def test_a_gate_tells_when_it_is_broken(label: Label, meaning: Meaning, broken: str) -> None:
    found = gates(judge([message("x", label)], lambda _: meaning))

    assert broken in [gate.name for gate in found if not gate.held]


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        (Label.ISCRIZIONE, Kind.JOIN),
        (Label.CANCELLAZIONE, Kind.LEAVE),
        (Label.EMERGENZA, Kind.DISTRESS),
        (Label.OFFENSIVO, Kind.OFFENCE),
    ],
)
def test_gates_hold_where_everything_is_understood(label: Label, kind: Kind) -> None:
    assert all(gate.held for gate in gates(judge([message("x", label)], lambda _: everything_is(kind))))


@pytest.mark.parametrize(("missed", "contradicted"), [(1, False), (2, False), (4, True)])
def test_a_share_is_missed_beyond_chance_only_by_two_standard_errors(missed: int, contradicted: bool) -> None:
    """Of ten insults one may be missed, and by chance two more."""
    insults = [message(f"insulto {each}", Label.OFFENSIVO) for each in range(10)]
    kinds = {
        each.text: Kind.QUESTION if place < missed else Kind.OFFENCE for place, each in enumerate(insults)
    }
    verdicts = judge(insults, lambda text: everything_is(kinds.get(text, Kind.QUESTION)))

    (gate,) = [each for each in gates(verdicts) if each.name.startswith("abuse")]
    assert gate.held == (missed == 1)
    assert gate.contradicted == contradicted


def test_the_last_line_is_one_object_for_machines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a set.jsonl"
    file.write_bytes(lines({"text": "Iscrivimi", "label": "iscrizione"}, {"text": "Ciao", "label": "spam"}))

    assert main([str(file)]) == 0

    printed = capsys.readouterr().out.splitlines()
    assert f"{file}:2: spam -> saluto" in printed[0]
    assert json.loads(printed[-1])["total"] == 2


def test_a_gate_that_is_not_held_ends_with_one_only_when_asked(tmp_path: Path) -> None:
    file = tmp_path / "set.jsonl"
    file.write_bytes(lines({"text": "Ciao", "label": "emergenza"}))

    assert main([str(file)]) == 0
    assert main([str(file), "--gates"]) == 1


def test_each_language_of_a_set_has_its_line_with_the_cries_that_were_heard() -> None:
    def cry(text: str, language: str) -> LabelledMessage:
        return LabelledMessage(text, Label.EMERGENZA, "set:1", writer="anna", language=language)

    heard = {"Hilfe": Meaning(Kind.EMERGENCY, "test"), "Feuer": Meaning(Kind.DISTRESS, "test", doubtful=True)}
    cries = [cry("Hilfe", "de"), cry("Feuer", "de"), cry("Unfall", "de"), cry("Au feu", "fr")]

    verdicts = judge(cries, lambda text: heard.get(text, everything_is(Kind.OTHER)))

    assert list(by_group(verdicts)) == [
        "de: 3 messages from 1 writers, accuracy 0.667, macro-F1 0.400, cries heard 2 of 3, 1 of them surely",
        "fr: 1 messages from 1 writers, accuracy 0.000, macro-F1 0.000, cries heard 0 of 1, 0 of them surely",
    ]


def test_a_set_that_nobody_has_written_yet_is_said_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.evaluation.__main__.project_set", lambda _: ())

    assert main(["--set", "test"]) == 2

    assert capsys.readouterr().err == "test: nobody has written this set yet\n"


@pytest.mark.parametrize("name", ["nothing.jsonl", "."])
def test_a_file_that_is_not_there_is_said_plainly(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / name)]) == 2

    said = capsys.readouterr()
    assert said.out == ""
    assert "cannot be read" in said.err


def test_a_bad_line_ends_the_evaluation_before_it_begins(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "set.jsonl"
    file.write_bytes(b'{"text": "Ciao", "label": "saluto"}\nbad')

    assert main([str(file)]) == 2

    said = capsys.readouterr()
    assert said.out == ""
    assert f"{file}:2: is not JSON" in said.err


def test_a_document_gets_the_figures_between_its_marks(tmp_path: Path) -> None:
    file, document = tmp_path / "set.jsonl", tmp_path / "page.md"
    file.write_bytes(lines({"text": "Ciao", "label": "saluto"}))
    document.write_text("Before\n<!-- evaluation -->\nold\n<!-- end of evaluation -->\nAfter\n", "utf-8")

    main([str(file), "--table", str(document)])

    written = document.read_text("utf-8")
    assert written.startswith("Before\n<!-- evaluation -->\n```text\n")
    assert written.endswith("```\n<!-- end of evaluation -->\nAfter\n")
    assert "old" not in written
    assert "1 messages, accuracy 1.000" in written
