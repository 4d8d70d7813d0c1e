"""What a message is written in, of the languages the desk answers in; any third language gets English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import name

from urp.language import Language
from urp.meaning.normalisation import Wording, split_pieces
from urp.meaning.word_files import load_words

_LETTERS_LOOKED_AT = 200
_LONGEST_NAME = 2
"""Words of a street's name that may be Italian words."""

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s]{1,200}|[^\s@]{1,64}@[^\s@]{1,200}")
"""Of a page or a mailbox: its pieces are words of no language."""


def language_of(wording: Wording) -> Language:
    """Italian unless it clearly is not: a name, a place or a word of both languages decides nothing."""
    if _is_in_another_script(wording.raw):
        return Language.ENGLISH
    pieces = {word for address in _ADDRESS.findall(wording.raw) for word in split_pieces(address)}
    words = _drop_street_names([word for word in wording.words if word not in pieces])
    italian, english, other = (
        sum(map(load_words("languages", language).__contains__, words))
        for language in ("italian", "english", "other")
    )
    return Language.ENGLISH if max(english, other) > italian else Language.ITALIAN


def _drop_street_names(words: Sequence[str]) -> Sequence[str]:
    """ "Via Martiri della Resistenza" is called so in every language."""
    streets = load_words("languages", "streets")
    if streets.isdisjoint(words):
        return words
    return [
        word
        for place, word in enumerate(words)
        if streets.isdisjoint(words[max(0, place - _LONGEST_NAME) : place])
    ]


def _is_in_another_script(text: str) -> bool:
    letters = [character for character in text[:_LETTERS_LOOKED_AT] if character.isalpha()]
    latin = sum(character.isascii() or name(character, "").startswith("LATIN") for character in letters)
    return latin * 2 < len(letters)
