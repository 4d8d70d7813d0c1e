"""Counts correct the rules, and never do what a citizen could not take back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases import every
from urp.meaning.breaches import Breach
from urp.meaning.model import Kind, Meaning
from urp.meaning.normalisation import read_words
from urp.meaning.phrase_files import load_phrases
from urp.meaning.phrases import Hit
from urp.meaning.second_reading import read_again
from urp.meaning.understanding import read_by_rules, understand
from urp.meaning.word_counts import MILDEST, WordCounts

TEXT = "il vaso della signora"
WORDS = ("il", "vaso", "signora", "della")
COUNTED = [*MILDEST.values(), Kind.DISTRESS]


def always(kind: Kind) -> WordCounts:
    """Counts in which the words of `TEXT` were always meant so."""
    totals = dict.fromkeys(COUNTED, 900)
    return WordCounts(dict.fromkeys(WORDS, f"{kind.value} 900"), totals)


def reread(first: Meaning, text: str, counts: WordCounts, hits: tuple[Hit, ...] = ()) -> Meaning:
    return read_again(first, read_words(text), hits, counts)


@every("kind", [kind for kind in COUNTED if kind is not Kind.FUND_RAISING])
def test_where_the_rules_know_little_the_counts_decide_and_say_so(kind: Kind) -> None:
    meaning = reread(Meaning(Kind.OTHER, "talk.nothing_found"), TEXT, always(kind))

    assert meaning.kind is kind
    assert meaning.rule == ("talk.nothing_found" if kind is Kind.OTHER else f"counts.{kind.value}")
    assert kind is Kind.OTHER or set(meaning.words) <= set(WORDS)


@pytest.mark.parametrize(
    ("text", "kind"), [(TEXT, Kind.QUESTION), (f"per la colletta {TEXT}", Kind.FUND_RAISING)]
)
def test_counts_alone_find_fund_raising_only_where_something_tells_of_the_public(
    text: str, kind: Kind
) -> None:
    assert reread(Meaning(Kind.OTHER, "talk.nothing_found"), text, always(Kind.FUND_RAISING)).kind is kind


@every("kind", COUNTED)
def test_counts_alone_subscribe_nobody_take_nobody_off_and_warn_nobody(kind: Kind) -> None:
    meaning = reread(Meaning(Kind.QUESTION, "question.topic"), TEXT, always(kind))

    assert meaning.kind not in {Kind.JOIN, Kind.LEAVE, Kind.ERASE_DATA}
    assert not meaning.clear


@every("kind", COUNTED)
@every("text", ["Iscrivimi", "Cancellami", "Orari", "Aiuto", "Grazie!", "Ok", "stop"])
def test_a_word_that_is_the_whole_message_is_not_read_again(text: str, kind: Kind) -> None:
    wording = read_words(text)
    hits = load_phrases().hits(wording)
    first = read_by_rules(wording, hits)
    counts = WordCounts({text.lower(): f"{kind.value} 900"}, dict.fromkeys(COUNTED, 900))

    assert read_again(first, wording, hits, counts) == first


def test_a_plain_insult_stays_one() -> None:
    first = Meaning(Kind.OFFENCE, "insults", ("vaso",), breach=Breach.OFFENSIVE_LANGUAGE, clear=True)

    assert reread(first, TEXT, always(Kind.THANKS)) == first


@pytest.mark.parametrize("kind", [Kind.LEAVE, Kind.ERASE_DATA])
def test_a_leave_in_a_sentence_is_obeyed_where_the_counts_agree(kind: Kind) -> None:
    first = Meaning(kind, "leaving.triggers.me", ("vaso",))

    assert reread(first, TEXT, always(Kind.WANTS_TO_LEAVE)).kind is kind


@pytest.mark.parametrize("otherwise", [Kind.QUESTION, Kind.COMPLAINT, Kind.OTHER])
def test_a_citizen_who_only_seems_to_leave_is_not_taken_off(otherwise: Kind) -> None:
    first = Meaning(Kind.LEAVE, "leaving.triggers.me", ("vaso",))

    assert reread(first, TEXT, always(otherwise)).kind in {otherwise, Kind.WANTS_TO_LEAVE}


@pytest.mark.parametrize("danger", [Kind.EMERGENCY, Kind.DISTRESS])
def test_danger_is_heard_by_counts_although_the_rules_heard_a_report(danger: Kind) -> None:
    assert reread(Meaning(Kind.REPORT, "report.thing"), TEXT, always(danger)).kind is danger


def test_danger_is_heard_by_rules_although_the_words_are_unknown() -> None:
    first = Meaning(Kind.EMERGENCY, "cries.emergency.the_body", ("vaso",))

    assert reread(first, "xyz xyz", always(Kind.QUESTION)) == first


def test_no_counts_silence_a_danger_in_plain_words() -> None:
    """Overwhelming ones make it a possible one."""
    first = Meaning(Kind.EMERGENCY, "cries.emergency.the_body", ("vaso",))

    assert reread(first, TEXT, always(Kind.QUESTION)) == replace(first, doubtful=True)


def test_a_question_is_never_taken_for_thanks() -> None:
    first = Meaning(Kind.QUESTION, "question.asks")

    assert reread(first, f"{TEXT}?", always(Kind.THANKS)).kind is Kind.QUESTION


def test_other_peoples_data_stay_beside_what_is_asked() -> None:
    first = Meaning(Kind.OTHER, "third_parties.name", breach=Breach.OTHER_PEOPLES_DATA)

    assert reread(first, TEXT, always(Kind.REPORT)).breach is Breach.OTHER_PEOPLES_DATA


@given(text=st.text(max_size=200))
def test_whatever_the_counts_say_of_any_text_the_consent_is_the_rules(text: str) -> None:
    wording = read_words(text)
    first, last = read_by_rules(wording, load_phrases().hits(wording)), understand(text)

    assert last.kind is not Kind.JOIN or first.kind is Kind.JOIN
    assert last.kind is not Kind.LEAVE or first.kind is Kind.LEAVE
    assert not last.clear or first.clear
