"""A message without its disguises: figures for letters, stars, marks inside words, letters spelled out.

Only a word that hurts is ever put in the place of what stands there: everything else, and everything that the
commands read, stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from urp.meaning.moderation.pieces import read_piece
from urp.meaning.moderation.spellings import (
    FIGURES,
    behind_marks,
    has_marks,
    is_disguised,
    known,
    vocabulary,
)
from urp.meaning.normalisation import MOST_PIECES, Wording, pieces_of, wording_of
from urp.meaning.remembered import remembered

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
_read = remembered(read_piece)


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
