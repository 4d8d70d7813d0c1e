"""One word as it was typed, and the word that hurts behind it, if there is one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice, product

from urp.meaning.built import built
from urp.meaning.folding import STRETCHED
from urp.meaning.moderation.lexicon import disguised_words, in_order, words_of
from urp.meaning.typing_errors import near_words, one_letter_away
from urp.meaning.word_files import listed

MARKS = r"*#@$€£!|_.+%&'^~=\-"
_FOR_A_LETTER = frozenset("*#@$€£!|_%+")
"""Marks that hide a letter; a dot, a dash or an apostrophe only stands between two."""
_MARKED = re.compile(rf"[^\W_]*(?:[{MARKS}]+[^\W_]+)+[*#@$€]*|[^\W_]+[*#@$€]+")
_AROUND = "'.!-_~"
_RUN = re.compile(rf"[{MARKS}]+|[^\W_]+")
FIGURES = {
    "0": "o", "1": "il", "2": "z", "3": "e", "4": "a", "5": "s", "6": "gb", "7": "tz", "8": "b", "9": "g",
    "@": "a", "$": "s", "€": "e", "£": "l", "!": "i", "|": "li",
    "k": "kc", "j": "jg", "w": "wv", "y": "yi", "x": "xs", "v": "vu",
}  # fmt: skip
_MOST_SPELLINGS = 16
_DOUBLED = re.compile(r"(.)\1+")
FEWEST_LETTERS = 2
_LONGEST_MARKED = 60
"""A word with its marks; what is longer is no word."""
SHORTEST_UNDOUBLED = 5
_SHORTEST_NEARLY = 5
_INSULTS = ("VULGAR", "SLUR", "MILD", "DULL", "CONTEMPT", "AMBIGUOUS")


def has_marks(chunk: str) -> bool:
    return (
        len(chunk) <= _LONGEST_MARKED
        and not chunk.isalnum()
        and _MARKED.fullmatch(chunk.strip(_AROUND)) is not None
    )


def behind_marks(chunk: str) -> str | None:
    """ "str*nzo", "v@ffanculo", "co.glione", "m***a"."""
    chunk = chunk.strip(_AROUND)
    bare = "".join(filter(str.isalnum, chunk))
    found = known(bare) if len(bare) >= FEWEST_LETTERS + 2 else None
    found = found or known(chunk)
    marks = {each for each in chunk if not each.isalnum()}
    if found is None and marks <= _FOR_A_LETTER and sum(map(str.isalpha, chunk)) >= FEWEST_LETTERS:
        found = _with_gaps(chunk)
    return found


def known(token: str) -> str | None:
    if token in vocabulary():
        return token
    if "k" in token and token.replace("k", "ch") in vocabulary():
        return token.replace("k", "ch")
    if any(character in FIGURES for character in token) or STRETCHED.search(token):
        for spelling in spellings_of(token):
            for variant in (spelling, STRETCHED.sub(r"\1\1", spelling), STRETCHED.sub(r"\1", spelling)):
                if variant in vocabulary():
                    return variant
    return _undoubled().get(STRETCHED.sub(r"\1", token)) or _nearly(token)


def is_disguised(typed: str, read: str) -> bool:
    """Somebody took care to hide it: figures or marks stand in it, and what it is hurts."""
    return typed != read and any(not each.isalpha() for each in typed) and read in _insulting()


@cache
def _insulting() -> frozenset[str]:
    return frozenset().union(*(words_of(insult) for insult in _INSULTS)) | {"merda", "cazzo"}


def _nearly(token: str) -> str | None:
    """With a figure in it, a letter may be missing besides: "st0nzi"."""
    if token.isalpha() or len(token) < _SHORTEST_NEARLY:
        return None
    for spelling in spellings_of(token):
        for near in near_words(spelling):
            for word in _near_vulgar().get(near, ()):
                if one_letter_away(spelling, word):
                    return word
    return None


@cache
def _near_vulgar() -> dict[str, list[str]]:
    words: dict[str, list[str]] = {}
    for word in in_order("VULGAR"):
        for near in near_words(word) if len(word) > _SHORTEST_NEARLY else ():
            words.setdefault(near, []).append(word)
    return words


@cache
def vocabulary() -> frozenset[str]:
    return frozenset(disguised_words())


@cache
def _undoubled() -> dict[str, str]:
    return built("undoubled", leave_doubles_out)


def leave_doubles_out() -> dict[str, str]:
    """ "Amazo", "spaco": written as it is heard, or by somebody who is learning the language."""
    innocent = listed("insults", "innocent")
    words: dict[str, str] = {}
    for name in ("VULGAR", "MILD", "KILL_I", "KILL_TO", "BEAT_I", "BEAT_TO"):
        for word in in_order(name):
            for single in (_DOUBLED.sub(r"\1", word), _one_undoubled(word)):
                if len(single) >= SHORTEST_UNDOUBLED and single not in innocent:
                    words.setdefault(single, word)
    return words


def _one_undoubled(word: str) -> str:
    """The first double alone: "amazzo"."""
    return _DOUBLED.sub(r"\1", word, count=1)


def spellings_of(token: str) -> Iterator[str]:
    choices = [FIGURES.get(character, character) for character in token]
    yield from islice(("".join(letters) for letters in product(*choices)), _MOST_SPELLINGS)


@cache
def _by_first_letter() -> dict[str, list[str]]:
    words: dict[str, list[str]] = {}
    for word in disguised_words():
        words.setdefault(word[0], []).append(word)
    return words


def _with_gaps(chunk: str) -> str | None:
    """Marks stand for letters: for as many as there are, or else for about so many."""
    if not chunk[0].isalpha():
        return None
    runs = _RUN.findall(chunk)
    as_many = "".join(run if run.isalnum() else "." * len(run) for run in runs)
    about = "".join(run if run.isalnum() else ".{1,2}" if len(run) == 1 else ".{1,8}" for run in runs)
    words = [word for first in FIGURES.get(chunk[0], chunk[0]) for word in _by_first_letter().get(first, ())]
    for fits in (re.compile(as_many), re.compile(about)):
        for word in words:
            if fits.fullmatch(word):
                return word
    return None
