"""Names of people, as far as capitals and titles tell: two in a row that are no street and no office."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from urp.meaning.normalisation import Wording, fold
from urp.meaning.town_words import TownWords
from urp.meaning.word_files import listed

_NAME_AND_SURNAME = re.compile(r"(?P<name>[^\W\d_]+)(?=(?P<surname> [^\W\d_]{3,}i\b)?)")
"""In small letters a surname is told by its ending."""
_HOUSE = re.compile(
    r"\b(?:via|viale|piazza|piazzale|corso|vicolo|largo)(?: [^\W\d_][^\s,;]*){1,4},? (?:n\.? ?)?\d+",
    re.IGNORECASE,
)
_WORD_OR_MARK = re.compile(r"[^\W\d_]+|[^\w\s]|\n")
PLACES = frozenset(
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
_STREET = 2
"""Words before a name that make it a street's: "via Giordano Bruno"."""
_OWN = frozenset({"mi", "chiamo", "sono", "io"})


@cache
def _no_names(town: TownWords) -> frozenset[str]:
    """What people write with a capital though it names nobody."""
    return _NO_NAMES | _TITLES | town.nameless


def names_a_person(wording: Wording) -> bool:
    """Two capitalised words in a row, or one after a title; never in a message all in capitals."""
    written = wording.written
    runs = _runs(written, _no_names(wording.town))
    return written.upper() != written and any(_starts_a_name(run) for run in runs)


def has_a_first_name(wording: Wording) -> bool:
    """Also in small letters; never the name of a street, nor the writer's own after "mi chiamo"."""
    names, words = listed("third_parties", "first_names"), wording.words
    not_theirs = PLACES | _OWN
    return any(
        word in names and not_theirs.isdisjoint(words[max(0, place - _STREET) : place])
        for place, word in enumerate(words)
    )


def without_names(text: str, town: TownWords) -> str:
    """For whoever need not know of whom it is told, nor where they live."""
    first_names = listed("third_parties", "first_names")
    spans = [(found.start(), found.end(), "[indirizzo]") for found in _HOUSE.finditer(text)]
    spans += [
        (run[0].start(), run[-1].end(), "[nome]")
        for before, run in _capitals(text, _no_names(town))
        if _starts_a_name([before, *(fold(word[0]) for word in run)])
    ]
    spans += [
        (found.start(), max(found.end("name"), found.end("surname")), "[nome]")
        for found in _NAME_AND_SURNAME.finditer(text)
        if fold(found["name"]) in first_names
    ]
    pieces, place = [], 0
    for start, end, instead in sorted(spans):
        if start >= place:
            pieces += [text[place:start], instead]
        place = max(place, end)
    return "".join([*pieces, text[place:]])


def _runs(written: str, no_names: frozenset[str]) -> Iterator[list[str]]:
    for before, run in _capitals(written, no_names):
        yield [before, *(fold(word[0]) for word in run)]


def _capitals(written: str, no_names: frozenset[str]) -> Iterator[tuple[str, list[re.Match[str]]]]:
    """Words in capitals that stand together, each run after the word before it; a mark ends it."""
    before, run = "", list[re.Match[str]]()
    for found in _WORD_OR_MARK.finditer(written):
        word = found[0]
        plain = fold(word)
        if word[0].isupper() and not word.isupper() and plain not in no_names:
            run.append(found)
            continue
        if word == "." and not run and before in _TITLES:
            continue
        if run:
            yield before, run
        before, run = (plain if word[0].isalpha() else ""), []
    if run:
        yield before, run


def _starts_a_name(run: list[str]) -> bool:
    before, *capitals = run
    if before in PLACES or not PLACES.isdisjoint(capitals):
        return False
    return len(capitals) > 1 or (len(capitals) == 1 and before in _TITLES)
