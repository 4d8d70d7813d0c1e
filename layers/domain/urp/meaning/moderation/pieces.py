"""One piece of a message as it was typed, and the word or two that stand behind it."""

from __future__ import annotations

from functools import cache

from urp.meaning.moderation.lexicon import words_of
from urp.meaning.moderation.spellings import FEWEST_LETTERS, SHORTEST_UNDOUBLED, known, spellings_of
from urp.meaning.word_files import listed

_LONGEST_SMALL = 5
_SHORTEST_RUN_ON, _LONGEST_RUN_ON = 7, 40
_SHORTEST_INSIDE, _LONGEST_INSIDE = 7, 12
"""Inside other letters only long words are looked for: shorter ones are inside hundreds of innocent words."""


def read_piece(piece: str) -> str:
    """The piece itself, or the word or two behind it."""
    if len(piece) < FEWEST_LETTERS or piece.isdigit():
        return piece
    return known(piece) or _small_word(piece) or _inside(piece) or piece


def _small_word(piece: str) -> str | None:
    """ "t1", "s3i": with a figure in them, the words that an insult needs beside it."""
    if piece.isalpha() or len(piece) > _LONGEST_SMALL:
        return None
    return next((each for each in spellings_of(piece) if each in listed("insults", "small_words")), None)


def _inside(piece: str) -> str | None:
    """Written as one word with others: "seiuncoglione", "tiammazzo"."""
    if not _SHORTEST_RUN_ON <= len(piece) <= _LONGEST_RUN_ON:
        return None
    if piece in listed("insults", "innocent"):
        return None
    for small in filter(piece.startswith, _small_words()):
        rest = piece.removeprefix(small)
        word = known(rest) if len(rest) >= SHORTEST_UNDOUBLED else None
        if word in _hurting():
            return f"{small} {word}"
    for start in range(len(piece) - _SHORTEST_INSIDE + 1):
        for end in range(start + _SHORTEST_INSIDE, min(len(piece), start + _LONGEST_INSIDE) + 1):
            part = piece[start:end]
            if part in words_of("VULGAR"):
                return part
            if part[:2] in listed("threats", "you") and part[2:] in _done_to_somebody():
                return f"{part[:2]} {part[2:]}"
    return None


@cache
def _small_words() -> tuple[str, ...]:
    """The longest that fits is the one that was meant."""
    return tuple(sorted(listed("insults", "small_words"), key=lambda word: (-len(word), word)))


@cache
def _hurting() -> frozenset[str]:
    return words_of("VULGAR") | _done_to_somebody()


@cache
def _done_to_somebody() -> frozenset[str]:
    return words_of("KILL_I") | words_of("BEAT_I")
