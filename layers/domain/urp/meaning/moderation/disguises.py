"""Finds the word that hurts behind a disguise: figures for letters, stars, marks, letters spelled out.

Only a word that hurts is ever put in the place of what stands there: everything else, and everything that the
commands read, stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import islice, product

from urp.meaning.moderation.lexicon import list_disguised_words, list_forms, load_forms_of
from urp.meaning.normalisation import (
    MOST_PIECES,
    STRETCHED,
    Wording,
    build_wording,
    drop_each_letter,
    is_one_letter_away,
    split_pieces,
)
from urp.meaning.word_files import load_built, load_words, remember

_MARKS = r"*#@$€£!|_.+%&'^~=\-"
_FOR_A_LETTER = frozenset("*#@$€£!|_%+")
"""Marks that hide a letter; a dot, a dash or an apostrophe only stands between two."""
_MARKED = re.compile(rf"[^\W_]*(?:[{_MARKS}]+[^\W_]+)+[*#@$€]*|[^\W_]+[*#@$€]+")
_AROUND = "'.!-_~"
_RUN = re.compile(rf"[{_MARKS}]+|[^\W_]+")
_FIGURES = {
    "0": "o", "1": "il", "2": "z", "3": "e", "4": "a", "5": "s", "6": "gb", "7": "tz", "8": "b", "9": "g",
    "@": "a", "$": "s", "€": "e", "£": "l", "!": "i", "|": "li",
    "k": "kc", "j": "jg", "w": "wv", "y": "yi", "x": "xs", "v": "vu",
}  # fmt: skip
_MOST_SPELLINGS = 16
_DOUBLED = re.compile(r"(.)\1+")
_FEWEST_LETTERS = 2
_LONGEST_MARKED = 60
"""A word with its marks; what is longer is no word."""
_SHORTEST_UNDOUBLED = 5
_SHORTEST_NEARLY = 5
_INSULTS = ("VULGAR", "SLUR", "MILD", "DULL", "CONTEMPT", "AMBIGUOUS")


def _has_marks(chunk: str) -> bool:
    return (
        len(chunk) <= _LONGEST_MARKED
        and not chunk.isalnum()
        and _MARKED.fullmatch(chunk.strip(_AROUND)) is not None
    )


def _read_marked(chunk: str) -> str | None:
    """ "str*nzo", "v@ffanculo", "co.glione", "m***a"."""
    chunk = chunk.strip(_AROUND)
    bare = "".join(filter(str.isalnum, chunk))
    found = _find_hurtful_word(bare) if len(bare) >= _FEWEST_LETTERS + 2 else None
    found = found or _find_hurtful_word(chunk)
    marks = {each for each in chunk if not each.isalnum()}
    if found is None and marks <= _FOR_A_LETTER and sum(map(str.isalpha, chunk)) >= _FEWEST_LETTERS:
        found = _fill_gaps(chunk)
    return found


def _find_hurtful_word(token: str) -> str | None:
    if token in _load_vocabulary():
        return token
    if "k" in token and token.replace("k", "ch") in _load_vocabulary():
        return token.replace("k", "ch")
    if any(character in _FIGURES for character in token) or STRETCHED.search(token):
        for spelling in _spellings_of(token):
            for variant in (spelling, STRETCHED.sub(r"\1\1", spelling), STRETCHED.sub(r"\1", spelling)):
                if variant in _load_vocabulary():
                    return variant
    return _load_undoubled().get(STRETCHED.sub(r"\1", token)) or _find_near(token)


def _is_disguised(typed: str, read: str) -> bool:
    """True if figures or marks hide a word that hurts."""
    return typed != read and any(not each.isalpha() for each in typed) and read in _load_insults()


@cache
def _load_insults() -> frozenset[str]:
    return frozenset().union(*(load_forms_of(insult) for insult in _INSULTS)) | {"merda", "cazzo"}


def _find_near(token: str) -> str | None:
    """With a figure in it, a letter may be missing besides: "st0nzi"."""
    if token.isalpha() or len(token) < _SHORTEST_NEARLY:
        return None
    for spelling in _spellings_of(token):
        for near in drop_each_letter(spelling):
            for word in _load_near_vulgar().get(near, ()):
                if is_one_letter_away(spelling, word):
                    return word
    return None


@cache
def _load_near_vulgar() -> dict[str, list[str]]:
    words: dict[str, list[str]] = {}
    for word in list_forms("VULGAR"):
        for near in drop_each_letter(word) if len(word) > _SHORTEST_NEARLY else ():
            words.setdefault(near, []).append(word)
    return words


@cache
def _load_vocabulary() -> frozenset[str]:
    return frozenset(list_disguised_words())


@cache
def _load_undoubled() -> dict[str, str]:
    return load_built("undoubled", leave_doubles_out)


def leave_doubles_out() -> dict[str, str]:
    """ "Amazo", "spaco": written as it is heard, or by somebody who is learning the language."""
    innocent = load_words("insults", "innocent")
    words: dict[str, str] = {}
    for name in ("VULGAR", "MILD", "KILL_I", "KILL_TO", "BEAT_I", "BEAT_TO"):
        for word in list_forms(name):
            for single in (_DOUBLED.sub(r"\1", word), _leave_out_first_double(word)):
                if len(single) >= _SHORTEST_UNDOUBLED and single not in innocent:
                    words.setdefault(single, word)
    return words


def _leave_out_first_double(word: str) -> str:
    """The first double alone: "amazzo"."""
    return _DOUBLED.sub(r"\1", word, count=1)


def _spellings_of(token: str) -> Iterator[str]:
    choices = [_FIGURES.get(character, character) for character in token]
    yield from islice(("".join(letters) for letters in product(*choices)), _MOST_SPELLINGS)


@cache
def _load_by_first_letter() -> dict[str, list[str]]:
    words: dict[str, list[str]] = {}
    for word in list_disguised_words():
        words.setdefault(word[0], []).append(word)
    return words


def _fill_gaps(chunk: str) -> str | None:
    """Marks stand for letters: for as many as there are, or else for about so many."""
    if not chunk[0].isalpha():
        return None
    runs = _RUN.findall(chunk)
    as_many = "".join(run if run.isalnum() else "." * len(run) for run in runs)
    about = "".join(run if run.isalnum() else ".{1,2}" if len(run) == 1 else ".{1,8}" for run in runs)
    words = [
        word for first in _FIGURES.get(chunk[0], chunk[0]) for word in _load_by_first_letter().get(first, ())
    ]
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
    if len(piece) < _FEWEST_LETTERS or piece.isdigit():
        return piece
    return _find_hurtful_word(piece) or _find_small_word(piece) or _find_inside(piece) or piece


def _find_small_word(piece: str) -> str | None:
    """ "t1", "s3i": with a figure in them, the words that an insult needs beside it."""
    if piece.isalpha() or len(piece) > _LONGEST_SMALL:
        return None
    return next((each for each in _spellings_of(piece) if each in load_words("insults", "small_words")), None)


def _find_inside(piece: str) -> str | None:
    """Written as one word with others: "seiuncoglione", "tiammazzo"."""
    if not _SHORTEST_RUN_ON <= len(piece) <= _LONGEST_RUN_ON:
        return None
    if piece in load_words("insults", "innocent"):
        return None
    for small in filter(piece.startswith, _load_small_words()):
        rest = piece.removeprefix(small)
        word = _find_hurtful_word(rest) if len(rest) >= _SHORTEST_UNDOUBLED else None
        if word in _load_hurtful_words():
            return f"{small} {word}"
    for start in range(len(piece) - _SHORTEST_INSIDE + 1):
        for end in range(start + _SHORTEST_INSIDE, min(len(piece), start + _LONGEST_INSIDE) + 1):
            part = piece[start:end]
            if part in load_forms_of("VULGAR"):
                return part
            if part[:2] in load_words("threats", "you") and part[2:] in _load_acts():
                return f"{part[:2]} {part[2:]}"
    return None


@cache
def _load_small_words() -> tuple[str, ...]:
    """The longest that fits is the one that was meant."""
    return tuple(sorted(load_words("insults", "small_words"), key=lambda word: (-len(word), word)))


@cache
def _load_hurtful_words() -> frozenset[str]:
    return load_forms_of("VULGAR") | _load_acts()


@cache
def _load_acts() -> frozenset[str]:
    return load_forms_of("KILL_I") | load_forms_of("BEAT_I")


_CHUNK = re.compile(r"[^\s,;:?()\"«»“”…]+|[\s,;:?()\"«»“”…]")
_PICTURES = str.maketrans({
    "💩": " merda ", "🖕": " vaffanculo ", "🐷": " maiale ", "🐖": " maiale ", "🐽": " maiale ",
    "🤡": " pagliaccio ", "🐀": " ratto ", "🐍": " serpe ", "🐵": " scimmia ", "🐒": " scimmia ",
    "🔪": " coltello ", "🗡": " coltello ", "🔫": " pistola ", "💣": " bomba ",
    "🪓": " accetta ", "⚰": " bara ",
})  # fmt: skip
DISGUISED = "@disguised"
"""Added after the last word where a word is disguised."""
_MOST_MARKED = 60
"""Marked words that are read in one message: a bound for hostile texts."""
_SHORTEST_SPLIT = 7
"""A word cut in pieces is looked for only from this length: shorter ones arise between any two words."""
_MOST_PIECES, _LONGEST_PIECE = 5, 6
_read = remember(read_piece)


def uncover(wording: Wording) -> Wording:
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
            if marked < _MOST_MARKED and _has_marks(chunk):
                marked += 1
                hidden = _read_marked(chunk)
            read = [(chunk, hidden)] if hidden else [(piece, _read(piece)) for piece in split_pieces(chunk)]
            read_already[chunk] = [part for _, word in read for part in word.split(" ")]
            disguised = disguised or any(_is_disguised(typed, word) for typed, word in read)
        pieces += read_already[chunk]
    pieces = list(_join_pieces(_read_single_figures(pieces[:MOST_PIECES])))
    if disguised:
        pieces += ["\n", DISGUISED]
    plain = replace(build_wording(pieces, wording.raw, wording.written), town=wording.town)
    return _read_spelled_out(plain)


def _read_single_figures(pieces: list[str]) -> list[str]:
    """ "s t r 0 n z o": a figure among single letters is one of them."""
    if not any(map(str.isdigit, pieces)):
        return pieces
    single = [True, True, *(len(each) == 1 for each in pieces), True, True]
    return [
        _FIGURES[piece][0]
        if piece.isdigit() and piece in _FIGURES and all(single[place : place + 5])
        else piece
        for place, piece in enumerate(pieces)
    ]


def _join_pieces(pieces: list[str]) -> Iterator[str]:
    """A word cut in two or more: "vaffan culo", "ba star di"."""
    may_begin, begun_once = cache(_may_begin), cache(_join_from)  # hostile messages repeat themselves
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
        len(piece) <= _LONGEST_PIECE
        and piece.isalnum()
        and not piece.isdigit()
        and piece not in _load_vocabulary()
    )


def _join_from(pieces: tuple[str, ...]) -> tuple[str, int]:
    """The word that begins here, and of how many pieces it is."""
    joined = pieces[0]
    for before, piece in enumerate(pieces[1:]):
        if (
            len(pieces[before]) > _LONGEST_PIECE
            or not piece.isalnum()
            or pieces[before] in _load_vocabulary()
        ):
            break
        joined += piece
        if len(joined) >= _SHORTEST_SPLIT and piece not in _load_vocabulary():
            word = (
                joined
                if joined in _load_vocabulary()
                else None
                if joined.isalpha()
                else _find_hurtful_word(joined)
            )
            if word is not None:
                return word, before + 2
    return pieces[0], 1


def _read_spelled_out(wording: Wording) -> Wording:
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
