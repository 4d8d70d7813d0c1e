"""How words were meant before speaks for a kind, is looked up in a file, and is bounded for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evaluation.counting import FILE, counted
from tests.evaluation.messages import OWN, LabelledMessage, read_part
from urp.meaning import Kind, Label
from urp.meaning.normalisation import read_words
from urp.meaning.word_counts import WordCounts, features_of, word_counts

COUNTS = WordCounts(
    {"lampione": "question 1 report 9", "spento": "report 4", "orari": "question 8"},
    {Kind.REPORT: 13, Kind.QUESTION: 9},
)


def test_the_file_holds_what_the_labelled_messages_give() -> None:
    """Otherwise: `make count-words`."""
    assert FILE.read_text("utf-8").splitlines() == list(counted(read_part(OWN)))


def test_a_word_of_one_message_only_is_not_counted() -> None:
    def message(text: str) -> LabelledMessage:
        return LabelledMessage(text, Label.SEGNALAZIONE, "a set:1")

    words = [line.split("\t")[0] for line in counted([message("buca fonda"), message("buca larga")])]

    assert "buca" in words
    assert not {"fonda", "larga"} & set(words)


def test_emergencies_of_people_at_risk_at_home_are_counted_as_distress() -> None:
    messages = [LabelledMessage("ho paura", Label.EMERGENZA, "a set:1", distress=True)] * 2

    assert next(iter(counted(messages))).startswith("\tdistress ")


@pytest.mark.parametrize(
    ("words", "kind"),
    [({"lampione", "spento"}, Kind.REPORT), ({"orari"}, Kind.QUESTION), ({"orari", "xyz"}, Kind.QUESTION)],
)
def test_words_speak_for_the_kind_they_stood_with(words: set[str], kind: Kind) -> None:
    scores = COUNTS.scores(COUNTS.known(words))

    assert max(scores, key=lambda each: scores[each]) is kind
    assert scores[kind] == 0


def test_words_never_seen_speak_for_nothing() -> None:
    assert set(COUNTS.scores(COUNTS.known({"xyz"})).values()) == {0}


def test_what_spoke_is_named_strongest_first() -> None:
    known = COUNTS.known({"lampione", "spento", "orari"})

    assert COUNTS.spoke(known, Kind.REPORT, Kind.QUESTION) == ("spento", "lampione")


def test_features_are_words_beginnings_pairs_and_the_form() -> None:
    features = features_of(read_words("Segnalo 12 lampioni?"))

    assert {"segnalo", "segna*", "00", "segna* 00", "^ segna*", "lampi* $", "?"} <= features
    assert "12" not in features


@given(text=st.text(max_size=6_000))
def test_however_long_a_text_so_many_features_and_no_more(text: str) -> None:
    assert len(features_of(read_words(text))) < 1_000
    counts = word_counts()

    assert max(counts.scores(counts.known(features_of(read_words(text)))).values()) == 0
