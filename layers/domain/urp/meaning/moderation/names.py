"""Names of people, as far as capitals and titles tell: two in a row that are no street and no office."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from urp.meaning.normalisation import Wording, fold
from urp.meaning.town_words import TownWords

_WORD_OR_MARK = re.compile(r"[^\W\d_]+|[^\w\s]|\n")
_PLACES = frozenset(
    {
        "via",
        "viale",
        "piazza",
        "piazzale",
        "corso",
        "largo",
        "vicolo",
        "parco",
        "scuola",
        "san",
        "santa",
        "santo",
    }
    | {
        "monte",
        "porta",
        "palazzo",
        "villa",
        "chiesa",
        "ponte",
        "mole",
        "stadio",
        "teatro",
        "museo",
        "ospedale",
    }
    | {
        "comune",
        "ufficio",
        "spett",
        "piano",
        "istituto",
        "liceo",
        "banca",
        "lista",
        "partito",
        "giardini",
        "casa",
    }
)
_NO_NAMES = frozenset(
    {
        "buongiorno",
        "buonasera",
        "salve",
        "ciao",
        "gentile",
        "gentili",
        "egregio",
        "egregi",
        "spettabile",
    }
    | {
        "italia",
        "comune",
        "sindaco",
        "ufficio",
        "grazie",
        "cordiali",
        "distinti",
        "saluti",
        "tari",
        "imu",
    }
    | {
        "spid",
        "cie",
        "ztl",
        "iban",
        "urp",
        "whatsapp",
        "facebook",
        "lunedi",
        "martedi",
        "mercoledi",
        "giovedi",
    }
    | {
        "venerdi",
        "sabato",
        "domenica",
        "natale",
        "pasqua",
        "amministrazione",
        "giunta",
        "dear",
        "good",
        "hello",
    }
    | {"morning", "city", "hall", "town", "the", "please"}
)
_TITLES = frozenset(
    {
        "sig",
        "sigra",
        "signor",
        "signora",
        "signorina",
        "dott",
        "dottor",
        "dottoressa",
        "prof",
        "professoressa",
        "rag",
    }
    | {"geom", "ing", "avv", "famiglia", "don", "mr", "mrs", "ms", "miss", "suor"}
)


@cache
def _no_names(town: TownWords) -> frozenset[str]:
    """What people write with a capital though it names nobody."""
    return _NO_NAMES | _TITLES | town.nameless


def names_a_person(wording: Wording) -> bool:
    """Two capitalised words in a row, or one after a title; never in a message all in capitals."""
    written = wording.written
    runs = _runs(written, _no_names(wording.town))
    return written.upper() != written and any(_starts_a_name(run) for run in runs)


def _runs(written: str, no_names: frozenset[str]) -> Iterator[list[str]]:
    """Words in capitals that stand together, each run with the word before it; a mark ends it."""
    run: list[str] = [""]
    for word in _WORD_OR_MARK.findall(written):
        plain = fold(word)
        if word[0].isupper() and not word.isupper() and plain not in no_names:
            run.append(plain)
            continue
        if word == "." and len(run) == 1 and run[0] in _TITLES:
            continue
        yield run
        run = [plain if word[0].isalpha() else ""]
    yield run


def _starts_a_name(run: list[str]) -> bool:
    before, *capitals = run
    if before in _PLACES or not _PLACES.isdisjoint(capitals):
        return False
    return len(capitals) > 1 or (len(capitals) == 1 and before in _TITLES)
