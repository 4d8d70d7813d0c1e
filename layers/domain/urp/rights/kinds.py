"""Which right a citizen uses, by their words; a person can correct it."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from urp.meaning.normalisation import read_words
from urp.meaning.phrase_compiling import Phrases
from urp.meaning.phrases import PhraseBook
from urp.rights.model import RightsKind

_ENDING = frozenset({RightsKind.ERASURE, RightsKind.WITHDRAWAL, RightsKind.OBJECTION})
"""What ends the subscription too."""


def rights_kind(text: str, *, ending: bool) -> RightsKind:
    """`ending`: it was understood as ending the subscription. Where no word tells, erasure or access."""
    book, order = _book()
    found = {hit.rule for hit in book.hits(read_words(text))}
    kinds = [kind for kind in order if kind in found and (kind in _ENDING) is ending]
    return kinds[0] if kinds else RightsKind.ERASURE if ending else RightsKind.ACCESS


@cache
def _book() -> tuple[PhraseBook, tuple[RightsKind, ...]]:
    content = resources.files("urp.rights").joinpath("words", "kinds.toml").read_text("utf-8")
    read = tomllib.loads(content)
    order = tuple(RightsKind(name) for name in read if name != "typos")
    phrases = Phrases()
    for kind in order:
        phrases.add(kind, read[kind], typos=read["typos"] is True)
    return PhraseBook(phrases.compiled()), order
