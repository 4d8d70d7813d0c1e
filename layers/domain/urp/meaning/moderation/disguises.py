"""A message without its disguises: figures for letters, stars, marks inside words, letters spelled out.

Only a word that hurts is ever put in the place of what stands there: everything else, and everything that the
commands read, stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice, product

from urp.meaning.moderation.lexicon import disguised_words
from urp.meaning.normalisation import Wording, pieces_of, wording_of

_CHUNK = re.compile(r"[^\s,;:?()\"«»“”…]+|[\s,;:?()\"«»“”…]")
_MARK = r"*#@$€£!|_.+%&'^~=\-"
_MARKED = re.compile(rf"[^\W_]*(?:[{_MARK}]+[^\W_]+)+[*#]*|[^\W_]+[*#]+")
_LETTERS = {
    "0": "o", "1": "il", "2": "z", "3": "e", "4": "a", "5": "s", "6": "gb", "7": "tz", "8": "b", "9": "g",
    "@": "a", "$": "s", "€": "e", "£": "l", "!": "i", "|": "li",
    "k": "kc", "j": "jg", "w": "wv", "y": "yi", "x": "xs", "v": "vu",
}  # fmt: skip
_MOST_SPELLINGS = 16
_STRETCHED = re.compile(r"(.)\1{2,}")
_DOUBLED = re.compile(r"(.)\1+")
_SHORTEST_SPLIT = 7
"""A word cut in two is looked for only from this length: shorter ones arise between any two words."""
_SHORTEST_UNDOUBLED = 6
_MOST_MARKED = 60
"""Marked words looked at in one message: nobody hides the sixty-first."""
_FEWEST_LETTERS = 2


def uncovered(wording: Wording) -> Wording:
    pieces: list[str] = []
    marked = 0
    for chunk in _CHUNK.findall(wording.raw):
        hidden = None
        if marked < _MOST_MARKED and _has_marks(chunk):
            marked += 1
            hidden = _of_marked(chunk)
        pieces += [hidden] if hidden else [_of_plain(piece) for piece in pieces_of(chunk)]
    read = wording_of(list(_whole(_single_figures(pieces))), wording.raw, wording.written)
    return _spelled_out(read)


def _has_marks(chunk: str) -> bool:
    return not chunk.isalnum() and _MARKED.fullmatch(chunk.strip("'.!-_~")) is not None


def _of_marked(chunk: str) -> str | None:
    """ "str*nzo", "v@ffanculo", "co.glione", "m***a"."""
    chunk = chunk.strip("'.!-_~")
    bare = "".join(filter(str.isalnum, chunk))
    found = _known(bare) if len(bare) >= _FEWEST_LETTERS + 2 else None
    found = found or _known(chunk)
    if found is None and sum(map(str.isalpha, chunk)) >= _FEWEST_LETTERS:
        found = _with_gaps(chunk)
    return found


def _of_plain(piece: str) -> str:
    if len(piece) < _FEWEST_LETTERS + 1 or not any(map(str.isalpha, piece)):
        return piece
    return _known(piece) or piece


@cache
def _vocabulary() -> dict[str, str]:
    """Each word by itself and, if it is long, by what is left without doubled letters."""
    words = {word: word for word in disguised_words()}
    for word in disguised_words():
        if len(word) >= _SHORTEST_UNDOUBLED:
            words.setdefault(_DOUBLED.sub(r"\1", word), word)
    return words


@cache
def _by_first_letter() -> dict[str, list[str]]:
    ends: dict[str, list[str]] = {}
    for word in disguised_words():
        ends.setdefault(word[0], []).append(word)
    return ends


def _known(token: str) -> str | None:
    if token in _exact():
        return token
    if not _looks_changed(token):
        return None
    for spelling in _spellings(token):
        for variant in (spelling, _STRETCHED.sub(r"\1\1", spelling), _STRETCHED.sub(r"\1", spelling)):
            if variant in _exact():
                return variant
    if _STRETCHED.search(token):
        return _vocabulary().get(_DOUBLED.sub(r"\1", token))
    return None


@cache
def _exact() -> frozenset[str]:
    return frozenset(disguised_words())


def _looks_changed(token: str) -> bool:
    return (any(character in _LETTERS for character in token) and not token.isdigit()) or _STRETCHED.search(
        token
    ) is not None


def _spellings(token: str) -> Iterator[str]:
    choices = [_LETTERS.get(character, character) for character in token]
    yield from islice(("".join(letters) for letters in product(*choices)), _MOST_SPELLINGS)


def _with_gaps(chunk: str) -> str | None:
    """Marks stand for letters: for as many as there are, or else for about so many."""
    first = next(iter(_LETTERS.get(chunk[0], chunk[0])), "")
    if not first.isalpha() or not chunk[0].isalpha():
        return None
    runs = re.findall(rf"[{_MARK}]+|[^\W_]+", chunk)
    as_many = "".join(run if run.isalnum() else "." * len(run) for run in runs)
    about = "".join(run if run.isalnum() else ".{1,2}" if len(run) == 1 else ".{1,8}" for run in runs)
    words = _by_first_letter().get(first, ())
    for fits in (re.compile(as_many), re.compile(about)):
        for word in words:
            if fits.fullmatch(word):
                return word
    return None


def _single_figures(pieces: list[str]) -> list[str]:
    """ "s t r 0 n z o": a figure among single letters is one of them."""
    return [
        _LETTERS[piece][0]
        if piece in _LETTERS
        and piece.isdigit()
        and all(len(each) == 1 for each in pieces[max(0, place - 2) : place + 3])
        else piece
        for place, piece in enumerate(pieces)
    ]


def _whole(pieces: list[str]) -> Iterator[str]:
    """A word cut in two: "vaffan culo", "cog lione"."""
    place = 0
    while place < len(pieces):
        joined = pieces[place] + pieces[place + 1] if place + 1 < len(pieces) else ""
        if len(joined) >= _SHORTEST_SPLIT and joined.isalpha() and joined in _exact():
            yield joined
            place += 2
            continue
        yield pieces[place]
        place += 1


def _spelled_out(wording: Wording) -> Wording:
    """What was spelled letter by letter has been joined by reading it, and may be disguised besides."""
    words = tuple(_of_plain(word) for word in wording.words)
    if words == wording.words:
        return wording
    return Wording(
        words,
        wording.clauses,
        wording.sentences,
        wording.asking,
        wording.exclaims,
        wording.raw,
        wording.written,
    )
