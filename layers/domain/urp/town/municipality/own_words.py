"""The table `words` of profile.toml: how citizens call the town, its places and companies."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from urp.meaning.town_words import TownWords
from urp.town.municipality.model import Topic
from urp.town.profile_files import Section

_LONG_WORD = re.compile(r"[a-z]{4,}")
_THE_WHOLE = {"servizi", "servizio", "avvisi", "notizie"}
"""Whoever wants no "servizi" any more may mean all of them."""
_WORD = re.compile(r"[a-z]{3,}")


def own_words_of(
    section: Section, official_domains: tuple[str, ...], topics: Sequence[Topic] = ()
) -> TownWords:
    def words(key: str) -> tuple[str, ...]:
        found = section.texts(key)
        if not all(_WORD.fullmatch(each) for each in found):
            section.refuse(key, "must hold single words in small letters without accents")
        return found

    own = TownWords(
        names=words("names"),
        region=words("region"),
        quarters=words("quarters"),
        places=words("places"),
        rivers=words("rivers"),
        neighbours=words("neighbours"),
        bus_companies=words("bus_companies"),
        companies=words("companies"),
        topics=_of_titles(topics),
        official_domains=official_domains,
    )
    if not own.names:
        section.refuse("names", "is empty")
    places = (*own.names, *own.region, *own.quarters, *own.places, *own.rivers, *own.neighbours)
    if max(Counter((*places, *own.served_by)).values()) > 1:
        section.refuse("names", "and the other lists name a word twice")
    section.finish()
    return own


def _of_titles(topics: Sequence[Topic]) -> tuple[str, ...]:
    plain = " ".join(unicodedata.normalize("NFKD", topic.title) for topic in topics).encode("ascii", "ignore")
    return tuple(sorted(set(_LONG_WORD.findall(plain.decode().lower())) - _THE_WHOLE))
