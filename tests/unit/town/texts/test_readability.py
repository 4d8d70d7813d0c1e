"""The Gulpease index, against values worked out by hand."""

from __future__ import annotations

import pytest

from tests.cases import every
from urp.town.texts.readability import compute_gulpease
from urp.town.texts.values import to_national_number, write_days


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("Il cane dorme", 100),  # 11 letters, 3 words, 1 sentence: 89 - 36.7 + 100 = 152, capped
        # 78 letters, 9 words, 1 sentence: 89 - 86.7 + 33.3
        ("L'amministrazione comunale provvederà tempestivamente all'espletamento delle verifiche", 36),
        ("", 100),
    ],
)
def test_long_words_in_long_sentences_are_hard(text: str, index: int) -> None:
    assert compute_gulpease(text) == index


def test_an_address_is_not_read_letter_by_letter() -> None:
    assert compute_gulpease(
        "Leggi qui https://www.roccaserena.example/un/indirizzo/molto/lungo"
    ) == compute_gulpease("Leggi qui link")


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("Scrivi a urp@comune.example oggi", "Scrivi a link oggi"),
        ("Scrivi a <@urp@uffici.comune.example> oggi", "Scrivi a link oggi"),
        ("Alle 9 @ piazza Roma. Poi basta", "Alle 9 piazza Roma. Poi basta"),
    ],
)
def test_an_address_of_mail_is_one_word(text: str, read_as: str) -> None:
    assert compute_gulpease(text) == compute_gulpease(read_as)


def test_a_text_of_nothing_but_addresses_is_read_in_one_pass() -> None:
    """With a pattern that tries every split this one would take hours."""
    assert compute_gulpease("a@" * 100_000) == compute_gulpease("a " * 100_000)


@every(
    ("days", "words"),
    [(1, "1 giorno"), (180, "180 giorni"), (365, "1 anno"), (730, "2 anni"), (731, "731 giorni")],
)
def test_a_time_kept_is_said_in_whole_years_where_it_is_one(days: int, words: str) -> None:
    assert write_days(days) == words


@pytest.mark.parametrize(
    ("digits", "written"), [("393330000001", "333 0000001"), ("41790000000", "+41790000000")]
)
def test_a_number_is_written_as_people_write_it(digits: str, written: str) -> None:
    assert to_national_number(digits) == written
