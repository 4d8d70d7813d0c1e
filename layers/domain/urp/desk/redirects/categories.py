"""Of which category a redirected message is: the words decide, and are named."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from urp.meaning.normalisation import read_words
from urp.meaning.phrases import PhraseBook, Phrases
from urp.meaning.town_words import NO_TOWN, TownWords
from urp.town.municipality.codes import Category

if TYPE_CHECKING:
    from collections.abc import Mapping

_POINTS = {"names": 3, "near": 1}
"""A thing that is named outweighs two that only lie near: the lamp of the park is a lamp."""


@dataclass(frozen=True, slots=True)
class CategoryFound:
    category: Category
    rule: str
    """Such as `categories.STRADE.names`: a table and a list of the word file."""
    words: tuple[str, ...] = ()
    """The words it decided on, as normalised. May hold what a citizen wrote: never into a log."""


def find_category(text: str, town: TownWords = NO_TOWN) -> CategoryFound:
    """The category with most points; between equals the first of the word file."""
    wording = read_words(text)
    book, order = _book(town.bus_companies)
    points: Counter[str] = Counter()
    best: dict[str, tuple[int, str, tuple[str, ...]]] = {}
    for rule, words in {
        (hit.rule, wording.words[hit.start : hit.end]) for hit in book.hits(wording)
    }:  # one word said twice is no second reason
        _, category, group = rule.split(".")
        points[category] += _POINTS[group]
        reason = (_POINTS[group], rule, words)
        best[category] = max(best.get(category, reason), reason)
    if not points:
        return CategoryFound(Category.ALTRO, "categories.none")
    first = max(order, key=lambda category: points[category])
    _, rule, words = best[first]
    return CategoryFound(Category(first), rule, words)


@cache
def _book(bus_companies: tuple[str, ...]) -> tuple[PhraseBook, tuple[str, ...]]:
    """Compiled once per process, at the first redirect."""
    content = resources.files("urp.desk.redirects").joinpath("words", "categories.toml").read_text("utf-8")
    read: Mapping[str, object] = tomllib.loads(content)
    groups = {name: table for name, table in read.items() if isinstance(table, dict)}
    typos, not_typos = read.get("typos") is True, _strings(read.get("not_typos"))
    phrases = Phrases()
    for category, table in groups.items():
        for group in _POINTS:
            rule = f"categories.{category}.{group}"
            phrases.add(rule, _strings(table.get(group)), typos=typos, not_typos=not_typos)
    transport = f"categories.{Category.TRASPORTI}.names"
    phrases.add(transport, bus_companies, typos=typos, not_typos=not_typos)
    return PhraseBook(phrases.compile()), tuple(groups)


def _strings(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
