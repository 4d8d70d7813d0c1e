"""The word files are data that a Comune may extend: what is written wrongly in them would never match."""

from __future__ import annotations

import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from importlib import resources

from tests.cases import every
from urp.meaning.normalisation import read_words
from urp.meaning.phrase_files import load_phrases
from urp.meaning.phrases import PhraseBook, Phrases

FOLDER = resources.files("urp.meaning").joinpath("words")
FILES = sorted(each.name for each in FOLDER.iterdir() if each.name.endswith(".toml"))
LONGEST_LINE = 120


def lists_of(value: object) -> Iterator[list[object]]:
    match value:
        case dict():
            for each in value.values():
                yield from lists_of(each)
        case list():
            yield value


def phrases_of(value: object) -> Iterator[str]:
    return (each for listed in lists_of(value) for each in listed if isinstance(each, str))


def alternatives(name: str) -> list[tuple[str, list[str]]]:
    table = tomllib.loads(FOLDER.joinpath(name).read_text("utf-8"))
    return [(phrase, part.split("|")) for phrase in phrases_of(table) for part in phrase.split()]


@every("name", FILES)
def test_every_word_is_written_as_it_is_read(name: str) -> None:
    """Without capitals and accents; names of sets stand in braces."""
    wrong = [
        phrase
        for phrase, words in alternatives(name)
        for word in words
        if not word.startswith("{") and (word != word.lower() or unicodedata.normalize("NFKD", word) != word)
    ]

    assert wrong == []


@every("name", FILES)
def test_every_line_can_be_read_on_a_screen_and_compared_with_the_one_before(name: str) -> None:
    """A phrase that is longer goes on after a backslash, as TOML has it."""
    lines = FOLDER.joinpath(name).read_text("utf-8").splitlines()

    assert [line for line in lines if len(line) > LONGEST_LINE] == []


@every("name", FILES)
def test_nothing_stands_twice_in_a_list(name: str) -> None:
    lists = lists_of(tomllib.loads(FOLDER.joinpath(name).read_text("utf-8")))

    assert [each for listed in lists for each, times in Counter(map(str, listed)).items() if times > 1] == []


@every("name", FILES)
def test_no_gap_stands_where_a_word_must(name: str) -> None:
    wrong = [
        phrase
        for phrase, words in alternatives(name)
        if len(words) > 1 and not {"", "_", "__"}.isdisjoint(words)
    ]

    assert wrong == []


@every("name", FILES)
def test_a_set_holds_single_words(name: str) -> None:
    sets = tomllib.loads(FOLDER.joinpath(name).read_text("utf-8")).get("sets", {})

    assert [key for key, value in sets.items() if " " in value or not value] == []


def test_a_gap_is_two_words_at_most_and_a_wide_one_five() -> None:
    phrases = Phrases()
    phrases.add("narrow", ["uno _ due"])
    phrases.add("wide", ["uno __ due"])
    book = PhraseBook(phrases.compile())

    assert [hit.rule for hit in book.hits(read_words("uno gatto nero due"))] == ["narrow", "wide"]
    assert [hit.rule for hit in book.hits(read_words("uno gatto nero molto ma molto due"))] == ["wide"]
    assert book.hits(read_words("uno gatto nero molto ma molto grasso due")) == ()


def test_a_typing_error_is_forgiven_only_in_long_words_and_never_in_the_first_letter() -> None:
    phrases = Phrases()
    phrases.add("fire", ["incendio", "fuoco"], typos=True, not_typos=["incensio"])
    book = PhraseBook(phrases.compile())

    found = {
        word
        for word in ("incendo", "incenido", "incenddio", "fuocp", "mncendio", "incensio")
        if book.hits(read_words(word))
    }

    assert found == {"incendo", "incenido", "incenddio"}


def test_every_rule_says_which_file_and_table_it_comes_from() -> None:
    rules = {hit.rule for hit in load_phrases().hits(read_words("cancellami, segnalo una buca, mi uccido"))}

    assert {"leaving.triggers.me", "report.said_so", "cries.distress.by_ones_own_hand"} <= rules
