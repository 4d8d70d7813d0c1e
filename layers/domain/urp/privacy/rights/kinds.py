"""Find which right a citizen uses, by their words; staff can correct it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from itertools import pairwise

from urp.desk.model import RightsKind
from urp.meaning.normalisation import read_words
from urp.meaning.phrases import PhraseBook, Phrases
from urp.privacy.rights.model import ARTICLES

_ENDING = frozenset({RightsKind.ERASURE, RightsKind.WITHDRAWAL, RightsKind.OBJECTION})
"""What ends the subscription too."""
_ARTICLE = frozenset({"art", "articolo", "article", "artt", "articoli"})
_BY_ARTICLE: Mapping[str, RightsKind] = {
    **{article: kind for kind, article in ARTICLES.items()},
    "19": RightsKind.ACCESS,  # it lets one ask to whom the data went, as art. 15 does
}


def find_rights_kind(text: str, *, ending: bool) -> RightsKind:
    """`ending`: it was understood as ending the subscription. An article number comes before words; without
    either, erasure or access."""
    book, order = _load_book()
    wording = read_words(text)
    found = {hit.rule for hit in book.hits(wording)}
    named = [
        _BY_ARTICLE[number]
        for word, number in pairwise(wording.words)
        if word in _ARTICLE and number in _BY_ARTICLE
    ]
    said = (*named, *(kind for kind in order if kind in found))
    kinds = [kind for kind in said if (kind in _ENDING) is ending]
    return kinds[0] if kinds else RightsKind.ERASURE if ending else RightsKind.ACCESS


@cache
def _load_book() -> tuple[PhraseBook, tuple[RightsKind, ...]]:
    content = resources.files("urp.privacy.rights").joinpath("words", "kinds.toml").read_text("utf-8")
    read = tomllib.loads(content)
    order = tuple(RightsKind(name) for name in read if name != "typos")
    phrases = Phrases()
    for kind in order:
        phrases.add(kind, read[kind], typos=read["typos"] is True)
    return PhraseBook(phrases.compile()), order
