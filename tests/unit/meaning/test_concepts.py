"""Words of other languages are read as concepts, which are the same in all of them."""

from __future__ import annotations

from tests.cases import every
from urp.language import HEARD
from urp.meaning.concepts import Concepts, ConceptWords, compile_concepts, concepts_of
from urp.meaning.normalisation import fold_words

WORDS: ConceptWords = {
    "whole": {"foc": "fire", "nu": "not", "a lua foc": "burn", "apa": "water"},
    "beginnings": {"incend": "fire", "incendi mic": "over"},
    "first": {"a": 3, "incendi": 2},
    "prefixes": ["si"],
    "spelling": [["ph", "f"]],
}


def read(text: str) -> list[str]:
    return list(Concepts(WORDS).read(fold_words(text)))


def test_words_that_mean_none_of_the_concepts_are_left_out() -> None:
    assert read("Vecinul are FOC!") == ["fire"]


def test_an_expression_counts_before_its_words() -> None:
    assert read("a lua foc") == ["burn"]
    assert read("a lua apa") == ["water"]


def test_a_beginning_stands_for_all_its_endings() -> None:
    assert read("incendiul") == ["fire"]
    assert read("incen") == []


def test_the_last_word_of_an_expression_may_be_a_beginning() -> None:
    assert read("incendi micut") == ["over"]


def test_a_word_is_known_behind_a_prefix_and_in_everybodys_spelling() -> None:
    assert read("sifoc") == ["fire"]
    assert read("phoc") == ["fire"]
    assert read("fooooc") == ["fire"]


def concepts_in(language: str) -> set[str]:
    found = compile_concepts(language)
    return {*found["whole"].values(), *found["beginnings"].values()}


@every("language", HEARD)
def test_every_language_has_words_for_every_concept(language: str) -> None:
    missing = concepts_in("ro") - concepts_in(language)

    assert missing == set()


def test_what_many_languages_have_for_a_danger_is_the_same_to_all() -> None:
    said = {
        "es": "mi marido me pega",
        "fr": "mon mari me frappe",
        "de": "mein Mann schlägt mich",
        "pt": "meu marido me bate",
    }

    read = [set(concepts_of(language).read(fold_words(text))) for language, text in said.items()]

    assert all({"husband", "beat"} <= each for each in read)
