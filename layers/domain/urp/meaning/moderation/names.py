"""Finds names of people by capitals and titles: two in a row that are no street and no office."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from urp.meaning.normalisation import Wording, fold, read_words
from urp.meaning.town_words import TownWords
from urp.meaning.word_files import load_words, remember

_folded = remember(fold)
_WORD = re.compile(r"[^\W\d_]+(?:['’](?=[^\W\d_]{3})[^\W\d_]+)?")
_SHORTEST_SURNAME, _ITS_ENDING = 4, "i"
"""Beside a first name in other letters only a word with this ending is a surname: "Mario rossi"."""
_PARTICLES = frozenset({"de", "di", "del", "della", "lo", "la"})
_SAID_TO_BE = re.compile(
    r"\b(?:si chiama(?:no)?|(?P<bare>di nome|(?:di )?cognome)(?: fa)?)\b[ :,]*(?P<name>[^\W\d_]+)",
    re.IGNORECASE,
)
_BORN = re.compile(
    r"\b(?:nat[oaie]|nascita|born|classe|compleanno)\b[^.;\n\d]{0,40}"
    r"(?P<on>\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}°? [^\W\d_]+ (?:19|20)\d\d|(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
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
    | {"morning", "city", "hall", "town", "the", "please", "codice", "fiscale", "carta", "mein", "meine"}
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
    | {"geom", "ing", "avv", "famiglia", "don", "mr", "mrs", "ms", "miss", "suor", "ra", "ssa"}
)
_NEVER_BEFORE_A_NAME = frozenset({"famiglia", "don", "miss", "suor"})
"""Titles that say nothing in small letters: "famiglia numerosa"."""
_STREET = 2
"""Words before a name that make it a street's: "via Giordano Bruno"."""
_OWN = frozenset({"mi", "chiamo", "sono", "io"})


@cache
def _load_no_names(town: TownWords) -> frozenset[str]:
    """What people write with a capital though it names nobody."""
    return _NO_NAMES | _TITLES | town.nameless


def names_a_person(wording: Wording) -> bool:
    """Two capitalised words in a row, or one after a title; never in a message all in capitals."""
    written = wording.written
    runs = _find_runs(written, _load_no_names(wording.town))
    return written.upper() != written and any(_starts_a_name(run) for run in runs)


def names_in_full(wording: Wording) -> bool:
    """A name and surname in any letters, a title before a surname, "si chiama Rossi"; not one's own."""
    written = wording.written
    firsts = load_words("third_parties", "first_names")
    runs = [] if written.upper() == written else list(_find_runs(written, _load_no_names(wording.town)))
    if any(_starts_a_name(run) and (len(run) > _STREET or run[1] not in firsts) for run in runs):
        return True
    said = (found["name"] for found in _SAID_TO_BE.finditer(written) if not found["bare"])
    if any(_may_be_a_surname(name) and _folded(name) not in firsts for name in said):
        return True
    return any(
        whole and (PLACES | _OWN).isdisjoint(read_words(written[:start]).words[-_STREET:])
        for start, _, whole in _find_first_names(written)
    )


def has_a_first_name(wording: Wording) -> bool:
    """Also in small letters; never the name of a street, nor the writer's own after "mi chiamo"."""
    names, words = load_words("third_parties", "first_names"), wording.words
    not_theirs = PLACES | _OWN
    return any(
        word in names and not_theirs.isdisjoint(words[max(0, place - _STREET) : place])
        for place, word in enumerate(words)
    )


def hide_names(text: str, town: TownWords) -> str:
    """Replace names, addresses and dates of birth, for readers who need not know them."""
    spans = [(found.start(), found.end(), "[indirizzo]") for found in _HOUSE.finditer(text)]
    spans += [
        (run[0].start(), run[-1].end(), "[nome]")
        for before, run in _find_capitals(text, _load_no_names(town))
        if _starts_a_name([before, *(_folded(word[0]) for word in run)])
    ]
    spans += [(start, end, "[nome]") for start, end, _ in _find_first_names(text)]
    spans += [(start, end, "[nome]") for start, end in _find_after_a_title(text)]
    spans += [
        (*found.span("name"), "[nome]")
        for found in _SAID_TO_BE.finditer(text)
        if _may_be_a_surname(found["name"])
    ]
    spans += [(*found.span("on"), "[data di nascita]") for found in _BORN.finditer(text)]
    pieces, place = [], 0
    for start, end, instead in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= place:
            pieces += [text[place:start], instead]
        place = max(place, end)
    return "".join([*pieces, text[place:]])


def _find_first_names(text: str) -> Iterator[tuple[int, int, bool]]:
    """Where each stands with the surname beside it, and whether there is one."""
    names, words = load_words("third_parties", "first_names"), list(_WORD.finditer(text))
    for place, first in enumerate(words):
        if _folded(first[0]) not in names:
            continue
        start, end = first.span()
        before = words[place - 1] if place and text[words[place - 1].end() : start] == " " else None
        if before and _folded(before[0]).endswith(_ITS_ENDING) and _goes_with(first[0], before[0]):
            start = before.start()
        after = [word for word in words[place + 1 : place + 3] if _only_blanks(text[end : word.start()])]
        if len(after) > 1 and _folded(after[0][0]) in _PARTICLES:
            del after[0]
        if after and _goes_with(first[0], after[0][0]):
            end = after[0].end()
        yield start, end, (start, end) != first.span()


def _only_blanks(between: str) -> bool:
    """Or a particle: no mark that ends what belongs together."""
    return all(_folded(word) in _PARTICLES for word in between.split())


def _goes_with(first: str, surname: str) -> bool:
    """Written in the same letters, and no word of a sentence."""
    alike = (first.islower(), first.isupper()) == (surname.islower(), surname.isupper())
    ends = surname.islower() and _folded(surname).endswith(_ITS_ENDING)
    return _may_be_a_surname(surname) and (alike or ends)


def _may_be_a_surname(word: str) -> bool:
    plain = _folded(word)
    if len(plain) < _SHORTEST_SURNAME or plain in PLACES | _NO_NAMES | _TITLES:
        return False
    return plain not in load_words("third_parties", "after_a_name")


def _find_after_a_title(text: str) -> Iterator[tuple[int, int]]:
    """ "SIG. ROSSI", "il signor conte": in capitals or small letters both; the rest are runs of capitals."""
    words = list(_WORD.finditer(text))
    for title, name in pairwise(words):
        between = text[title.end() : name.start()]
        known = _folded(title[0]) in _TITLES - _NEVER_BEFORE_A_NAME
        plain = name[0].islower() or name[0].isupper()
        if known and plain and between in (" ", ". ", ".") and _may_be_a_surname(name[0]):
            yield name.span()


def _find_runs(written: str, no_names: frozenset[str]) -> Iterator[list[str]]:
    for before, run in _find_capitals(written, no_names):
        yield [before, *(_folded(word[0]) for word in run)]


def _find_capitals(written: str, no_names: frozenset[str]) -> Iterator[tuple[str, list[re.Match[str]]]]:
    """Words in capitals that stand together, each run after the word before it; a mark ends it."""
    before, run = "", list[re.Match[str]]()
    for found in _WORD_OR_MARK.finditer(written):
        word = found[0]
        plain = _folded(word)
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
