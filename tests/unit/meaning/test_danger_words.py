"""What words say of a danger: heard through typing errors, and bounded for any text."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evaluation.counting import DANGER_FILE, danger_features_and_label, danger_file_of
from tests.evaluation.messages import TRAIN, LabelledMessage, project_set
from urp.meaning.model import Label
from urp.meaning.normalisation import read_words
from urp.meaning.word_counts import DangerWords, load_word_counts, read_danger_words
from urp.meaning.word_features import danger_features_of
from urp.meaning.word_files import index_lines

WORDS = [
    word
    for line in DANGER_FILE.read_text("utf-8").splitlines()
    if (word := line.partition("\t")[0]).isalpha()
]


def taught(*messages: tuple[str, Label]) -> DangerWords:
    file = danger_file_of(LabelledMessage(text, label, "a set:1") for text, label in messages)
    return read_danger_words(file, index_lines(file))


def test_the_file_holds_in_order_what_stands_in_two_labelled_messages() -> None:
    """Otherwise: `make count-words`. The weights are half a minute's work, from the same messages."""
    lines = DANGER_FILE.read_bytes().splitlines()
    stood = Counter(each for message in project_set(TRAIN) for each in danger_features_and_label(message)[0])

    assert lines == sorted(lines)
    assert len(lines) > 50_000
    assert [each for line in lines if stood[each := line.partition(b"\t")[0].decode()] < 2] == []


def test_a_message_is_read_by_words_pairs_and_four_letters_at_a_time() -> None:
    features = danger_features_of(read_words("Affoga 12"))

    assert features == {
        *("affoga", "00", "^ affoga", "affoga 00", "00 $"),
        *("~<aff", "~affo", "~ffog", "~foga", "~oga>", "~<00>"),
    }


def test_what_stood_in_cries_for_help_speaks_for_a_danger_and_what_did_not_against_it() -> None:
    words = taught(
        ("mio padre affoga al molo", Label.EMERGENZA),
        ("una ragazza affoga al Passetto", Label.EMERGENZA),
        ("il lampione del molo è spento", Label.SEGNALAZIONE),
        ("un lampione spento al Passetto", Label.SEGNALAZIONE),
    )

    assert words.weigh_message(read_words("affoga")) > 0 > words.weigh_message(read_words("lampione"))


@pytest.mark.parametrize("text", ["mi madre affogha", "sta affogando", "xaffoga"])
def test_it_does_so_in_spellings_and_endings_nobody_had_used(text: str) -> None:
    words = taught(
        *[(f"{who} affoga", Label.EMERGENZA) for who in ("Luca", "Anna", "Ivo")],
        *[(f"{what} rotto", Label.SEGNALAZIONE) for what in ("vetro", "palo", "tubo")],
    )

    assert words.weigh_message(read_words(text)) > 0


def test_a_verdict_names_the_whole_words_that_spoke_strongest_first() -> None:
    words = DangerWords({"aiuto": "9", "~ffog": "20", "~foga": "5", "grazie": "-30", "mio": "0"})

    assert words.explain(read_words("aiuto il mio affoga grazie")) == ("affoga", "aiuto")


def test_of_words_that_nobody_had_used_it_says_nothing() -> None:
    assert DangerWords({"fuoco": "9"}).weigh_message(read_words("lampione")) == 0
    assert DangerWords({"fuoco": "9"}).weigh_message(read_words("")) == 0


def test_many_small_hints_of_a_long_message_are_less_than_one_plain_word() -> None:
    hints = [f"parola{letter}" for letter in "abcdefghijklmnopqrst"]
    words = DangerWords({"fuoco": "64", **dict.fromkeys(hints, "4")})

    assert words.weigh_message(read_words("fuoco")) > words.weigh_message(read_words(" ".join(hints)))


@given(words=st.lists(st.sampled_from(WORDS), max_size=700))
def test_any_text_is_read_to_its_three_hundredth_word_and_speaks_within_bounds(words: list[str]) -> None:
    wording, read = read_words(" ".join(words)), read_words(" ".join(words[:300]))

    assert abs(load_word_counts().danger.weigh_message(wording)) < 25
    if len(wording.words) > 300:  # the last pair differs: the shorter text ends there
        assert len(danger_features_of(wording) ^ danger_features_of(read)) <= 2
