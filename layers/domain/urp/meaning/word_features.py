"""What of a message is counted: its words, their beginnings, pairs of beginnings, and its form."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from urp.meaning.normalisation import Wording

_BEGINNING = 5
_MOST_WORDS = 300
"""Nobody writes more in one message; whoever does so on purpose is not counted to the end."""
_LINKS = ("http", "www", ".it/", ".com")
_LENGTH_STEP, _LONGEST_STEP = 3, 8


def features_of(wording: Wording) -> frozenset[str]:
    """Written as in the word files: "scar*" is a beginning; ^ and $ are where the message begins and ends."""
    words = counted_words(wording)
    beginnings = [_beginning(word) for word in words]
    pairs = (f"{first} {second}" for first, second in pairwise(["^", *beginnings, "$"]))
    return frozenset([*words, *beginnings, *pairs, *_form(wording, len(words))])


def counted_words(wording: Wording) -> list[str]:
    """Of a number only how long it is."""
    return ["0" * len(word) if word.isdigit() else word for word in wording.words[:_MOST_WORDS]]


def _beginning(word: str) -> str:
    return word if len(word) <= _BEGINNING else f"{word[:_BEGINNING]}*"


def _form(wording: Wording, length: int) -> Iterator[str]:
    if wording.asks:
        yield "?"
    if wording.exclaims:
        yield "!"
    if "€" in wording.raw:
        yield "€"
    if any(link in wording.raw for link in _LINKS):
        yield "@link"
    yield f"@length {min(_LONGEST_STEP, length // _LENGTH_STEP)}"
