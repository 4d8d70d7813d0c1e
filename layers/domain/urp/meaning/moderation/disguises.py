"""A message without its disguises: figures for letters, stars, marks inside words, letters spelled out.

Only a word that hurts is ever put in the place of what stands there: everything else, and everything that the
commands read, stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import islice, product

from urp.meaning.moderation.lexicon import disguised_words, forms_of, ordered_forms
from urp.meaning.normalisation import (
    MOST_PIECES,
    STRETCHED,
    Wording,
    near_words,
    one_letter_away,
    pieces_of,
    wording_of,
)
from urp.meaning.word_files import listed, load_built, remember

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
    return frozenset().union(*(forms_of(insult) for insult in _INSULTS)) | {"merda", "cazzo"}


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
    for word in ordered_forms("VULGAR"):
        for near in near_words(word) if len(word) > _SHORTEST_NEARLY else ():
            words.setdefault(near, []).append(word)
    return words


@cache
def vocabulary() -> frozenset[str]:
    return frozenset(disguised_words())


@cache
def _undoubled() -> dict[str, str]:
    return load_built("undoubled", leave_doubles_out)


def leave_doubles_out() -> dict[str, str]:
    """ "Amazo", "spaco": written as it is heard, or by somebody who is learning the language."""
    innocent = listed("insults", "innocent")
    words: dict[str, str] = {}
    for name in ("VULGAR", "MILD", "KILL_I", "KILL_TO", "BEAT_I", "BEAT_TO"):
        for word in ordered_forms(name):
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
            if part in forms_of("VULGAR"):
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
    return forms_of("VULGAR") | _done_to_somebody()


@cache
def _done_to_somebody() -> frozenset[str]:
    return forms_of("KILL_I") | forms_of("BEAT_I")


_CHUNK = re.compile(r"[^\s,;:?()\"«»“”…]+|[\s,;:?()\"«»“”…]")
_PICTURES = str.maketrans({
    "💩": " merda ", "🖕": " vaffanculo ", "🐷": " maiale ", "🐖": " maiale ", "🐽": " maiale ",
    "🤡": " pagliaccio ", "🐀": " ratto ", "🐍": " serpe ", "🐵": " scimmia ", "🐒": " scimmia ",
    "🔪": " coltello ", "🗡": " coltello ", "🔫": " pistola ", "💣": " bomba ",
    "🪓": " accetta ", "⚰": " bara ",
})  # fmt: skip
DISGUISED = "@disguised"
"""After the last word, where somebody took care to hide one."""
_MOST_MARKED = 60
"""Marked words looked at in one message: nobody hides the sixty-first."""
_SHORTEST_SPLIT = 7
"""A word cut in pieces is looked for only from this length: shorter ones arise between any two words."""
_MOST_PIECES, _LONGEST_PIECE = 5, 6
_read = remember(read_piece)


def uncovered(wording: Wording) -> Wording:
    read_already: dict[str, list[str]] = {" ": []}
    pieces: list[str] = []
    marked = 0
    disguised = False
    for found in _CHUNK.finditer(wording.raw.translate(_PICTURES)):
        if len(pieces) >= MOST_PIECES:
            break
        chunk = found[0]
        if chunk not in read_already:
            hidden = None
            if marked < _MOST_MARKED and has_marks(chunk):
                marked += 1
                hidden = behind_marks(chunk)
            read = [(chunk, hidden)] if hidden else [(piece, _read(piece)) for piece in pieces_of(chunk)]
            read_already[chunk] = [part for _, word in read for part in word.split(" ")]
            disguised = disguised or any(is_disguised(typed, word) for typed, word in read)
        pieces += read_already[chunk]
    pieces = list(_whole(_single_figures(pieces[:MOST_PIECES])))
    if disguised:
        pieces += ["\n", DISGUISED]
    plain = replace(wording_of(pieces, wording.raw, wording.written), town=wording.town)
    return _spelled_out(plain)


def _single_figures(pieces: list[str]) -> list[str]:
    """ "s t r 0 n z o": a figure among single letters is one of them."""
    if not any(map(str.isdigit, pieces)):
        return pieces
    single = [True, True, *(len(each) == 1 for each in pieces), True, True]
    return [
        FIGURES[piece][0]
        if piece.isdigit() and piece in FIGURES and all(single[place : place + 5])
        else piece
        for place, piece in enumerate(pieces)
    ]


def _whole(pieces: list[str]) -> Iterator[str]:
    """A word cut in two or more: "vaffan culo", "ba star di"."""
    may_begin, begun_once = cache(_may_begin), cache(_begun)  # hostile messages repeat themselves
    place = 0
    while place < len(pieces):
        word, taken = pieces[place], 1
        if may_begin(word):
            word, taken = begun_once(tuple(pieces[place : place + _MOST_PIECES]))
        yield word
        place += taken


def _may_begin(piece: str) -> bool:
    """Most pieces are no beginning of a word that was cut."""
    return (
        len(piece) <= _LONGEST_PIECE and piece.isalnum() and not piece.isdigit() and piece not in vocabulary()
    )


def _begun(pieces: tuple[str, ...]) -> tuple[str, int]:
    """The word that begins here, and of how many pieces it is."""
    joined = pieces[0]
    for before, piece in enumerate(pieces[1:]):
        if len(pieces[before]) > _LONGEST_PIECE or not piece.isalnum() or pieces[before] in vocabulary():
            break
        joined += piece
        if len(joined) >= _SHORTEST_SPLIT and piece not in vocabulary():
            word = joined if joined in vocabulary() else None if joined.isalpha() else known(joined)
            if word is not None:
                return word, before + 2
    return pieces[0], 1


def _spelled_out(wording: Wording) -> Wording:
    """What was spelled letter by letter has been joined by reading it, and may be disguised besides."""
    read = tuple(map(_read, wording.words))
    if read == wording.words:
        return wording
    words = [word.split(" ") for word in read]

    def spread(places: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(place for place, each in zip(places, words, strict=True) for _ in each)

    return replace(
        wording,
        words=tuple(word for each in words for word in each),
        clauses=spread(wording.clauses),
        sentences=spread(wording.sentences),
    )
