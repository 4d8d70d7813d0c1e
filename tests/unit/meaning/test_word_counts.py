"""How words were meant before speaks for a kind, is looked up in a file, and is bounded for any text."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.local.places import ROOT
from tests.evaluation.counting import counted, features_and_kind, file_of, told
from tests.evaluation.messages import LabelledMessage
from urp.meaning.model import Kind, Label
from urp.meaning.normalisation import read_words
from urp.meaning.word_counts import WordCounts, index_counts, load_word_counts, read_counts
from urp.meaning.word_features import features_of

COUNTS = WordCounts(
    {"lampione": "question 1 report 9", "spento": "report 4", "orari": "question 8"},
    {Kind.REPORT: 13, Kind.QUESTION: 9},
)


def message(text: str, label: Label = Label.SEGNALAZIONE, *, distress: bool = False) -> LabelledMessage:
    return LabelledMessage(text, label, "a set:1", distress=distress)


def counts_of(*messages: LabelledMessage) -> dict[str, str]:
    return {feature: told(counts) for feature, counts in counted(map(features_and_kind, messages)).items()}


def by_itself(*arguments: str, seed: int = 0) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603 - our own interpreter on our own code
        [sys.executable, *arguments],
        cwd=ROOT,
        env={"PYTHONHASHSEED": str(seed)},
        capture_output=True,
        check=False,
    )


def test_the_tables_are_of_todays_train_set_and_of_the_code_that_counts_it() -> None:
    """Otherwise: `make count-words`."""
    assert by_itself("-m", "tests.evaluation.counting", "--check").returncode == 0


def test_the_same_messages_give_the_same_tables_in_every_process() -> None:
    program = (
        "import sys; from tests.evaluation.counting import *; few = project_set(TRAIN)[::200]; "
        "sys.stdout.buffer.write(file_of(few) + danger_file_of(few))"
    )

    first, second = (by_itself("-c", program, seed=each).stdout for each in (1, 2))

    assert first == second
    assert len(first.splitlines()) > 1_000


def test_a_table_that_was_not_built_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("urp.meaning.word_counts.WORDS", tmp_path)

    with pytest.raises(FileNotFoundError, match="make count-words"):
        load_word_counts.__wrapped__()


def test_a_word_of_one_message_only_is_not_counted() -> None:
    counts = counts_of(message("buca fonda"), message("buca larga"))

    assert counts["buca"] == "report 2"
    assert not {"fonda", "larga"} & counts.keys()


def test_emergencies_of_people_at_risk_at_home_are_counted_as_distress() -> None:
    afraid = message("ho paura", Label.EMERGENZA, distress=True)

    assert counts_of(afraid, afraid)["paura"] == "distress 2"


def test_the_lines_of_a_few_messages_are_read_as_they_were_written() -> None:
    reports = [message(f"lampione {each} spento") for each in ("ancora", "sempre")]
    questions = [
        message(f"orari {each} ufficio", Label.RICHIESTA_INFORMAZIONI) for each in ("nuovi", "estivi")
    ]

    file = file_of([*reports, *questions])
    counts = read_counts(file, index_counts(file))

    scores = counts.score(counts.find_known({"lampione"}))
    assert max(scores, key=lambda each: scores[each]) is Kind.REPORT


@pytest.mark.parametrize(
    ("words", "kind"),
    [({"lampione", "spento"}, Kind.REPORT), ({"orari"}, Kind.QUESTION), ({"orari", "xyz"}, Kind.QUESTION)],
)
def test_words_speak_for_the_kind_they_stood_with(words: set[str], kind: Kind) -> None:
    scores = COUNTS.score(COUNTS.find_known(words))

    assert max(scores, key=lambda each: scores[each]) is kind
    assert scores[kind] == 0


def test_words_never_seen_speak_for_nothing() -> None:
    assert set(COUNTS.score(COUNTS.find_known({"xyz"})).values()) == {0}


def test_half_a_character_is_no_word_and_no_fault() -> None:
    assert load_word_counts().find_known({"\ud83d", "\ud83d buca"}) == {}


def test_a_weight_speaks_beside_the_count() -> None:
    words = {"orari": "question 1 report 1\tquestion -2 report 3", "il": "question 1 report 1\t"}
    counts = WordCounts(words, {Kind.REPORT: 2, Kind.QUESTION: 2})

    assert counts.score(counts.find_known({"orari"}))[Kind.QUESTION] == pytest.approx(-5)
    assert counts.score(counts.find_known({"il"})) == {Kind.REPORT: 0, Kind.QUESTION: 0}


def test_what_spoke_is_named_strongest_first() -> None:
    known = COUNTS.find_known({"lampione", "spento", "orari"})

    assert COUNTS.explain(known, Kind.REPORT, Kind.QUESTION) == ("spento", "lampione")


def test_features_are_words_beginnings_pairs_and_the_form() -> None:
    features = features_of(read_words("Segnalo 12 lampioni?"))

    assert {"segnalo", "segna*", "00", "segna* 00", "^ segna*", "lampi* $", "?"} <= features
    assert "12" not in features


@given(text=st.text(max_size=6_000))
def test_however_long_a_text_so_many_features_and_no_more(text: str) -> None:
    assert len(features_of(read_words(text))) < 1_000
    counts = load_word_counts()

    assert max(counts.score(counts.find_known(features_of(read_words(text)))).values()) == 0
