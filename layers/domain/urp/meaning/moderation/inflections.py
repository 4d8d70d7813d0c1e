"""Words in all their forms, from a stem and a rule: the word files hold stems, never lists of forms."""

from __future__ import annotations

from collections.abc import Iterator

_ENDINGS = {
    "o": ("o", "a", "i", "e"),
    "e": ("e", "i"),
    "a": ("a", "e"),
    "co": ("co", "ca", "chi", "che", "ci"),
    "go": ("go", "ga", "ghi", "ghe"),
    "io": ("io", "ia", "i", "ie"),
}
_AUGMENTED = (
    "one",
    "oni",
    "ona",
    "one",
    "etto",
    "etti",
    "etta",
    "ino",
    "ini",
    "ina",
    "accio",
    "acci",
    "accia",
)
"""What Italian puts after a stem to make it bigger, smaller or worse."""
_SOFT = ("ci", "gi", "sci")
_LENGTHENED = "+isc"
"""After an infinitive: "seppellire+isc" makes "seppellisco"."""
_OBJECTS = ("ti", "vi", "la", "lo", "li", "le", "gli", "telo", "velo", "tela", "vela", "tene", "vene")


def forms(entry: str) -> Iterator[str]:
    """ "stronz-o" has the four endings, "idiot-a,i,e" those named, "stronz-o+" also the augmented ones.

    A word without a dash never changes.
    """
    stem, dash, ending = entry.partition("-")
    if not dash:
        yield entry
        return
    augmented = ending.endswith("+")
    ending = ending.removesuffix("+")
    if ending == "o" and stem.endswith("i"):  # pagliaccio, pagliacci, pagliacce
        stem, ending = stem[:-1], "io,ia,i,e"
    for each in _ENDINGS.get(ending, tuple(ending.split(","))):
        yield stem + each
    if augmented:
        for each in _AUGMENTED:
            yield stem + each


def first_person(verb: str) -> Iterator[str]:
    """What somebody does, or is about to: "spacco", "spaccherò", "spacchiamo", "spaccheremo"."""
    infinitive = _infinitive(verb)
    stem, hard = infinitive[:-3], _hard(infinitive)
    yield stem + ("isco" if verb.endswith(_LENGTHENED) else "o")
    yield (hard if hard[-1:] == "i" else hard + "i") + "amo"
    yield stem + infinitive[-3] + "mo"  # in dialect: "ammazzamo"
    for ending in ("o", "emo"):
        yield _future(infinitive) + ending


def third_person(verb: str) -> Iterator[str]:
    """ "Spacca", "spaccano", "spaccherà", "spaccheranno"."""
    infinitive = _infinitive(verb)
    stem = infinitive[:-3] + ("isc" if verb.endswith(_LENGTHENED) else "")
    yield stem + ("a" if infinitive.endswith("are") else "e")
    yield stem + ("ano" if infinitive.endswith("are") else "ono")
    for ending in ("a", "anno"):
        yield _future(infinitive) + ending


def infinitives(verb: str) -> Iterator[str]:
    """Alone, and with whom it is done to ("spaccarti"). Cut as it is spoken it would be "he breaks"."""
    infinitive = _infinitive(verb)
    yield infinitive
    for object in _OBJECTS:
        yield infinitive[:-1] + object


def done_to_you(verb: str) -> Iterator[str]:
    """ "Spaccarti", "spaccarvi"."""
    for each in ("ti", "vi", "te", "ve"):
        yield _infinitive(verb)[:-1] + each


def participles(verb: str) -> Iterator[str]:
    infinitive, _, irregular = verb.removesuffix(_LENGTHENED).partition("/")
    regular = infinitive[:-3] + {"are": "ato", "ere": "uto", "ire": "ito"}[infinitive[-3:]]
    done = irregular or regular
    for ending in _ENDINGS["o"]:
        yield done[:-1] + ending


def _infinitive(verb: str) -> str:
    return verb.removesuffix(_LENGTHENED).partition("/")[0]


def _hard(infinitive: str) -> str:
    """The stem before i and e: "spacc" keeps its sound as "spacch"."""
    stem = infinitive[:-3]
    return stem + "h" if infinitive.endswith("are") and stem.endswith(("c", "g")) else stem


def _future(infinitive: str) -> str:
    if not infinitive.endswith("are"):
        return infinitive[:-1]
    hard = _hard(infinitive)
    return (hard[:-1] if hard.endswith(_SOFT) and not hard.endswith(("chi", "ghi")) else hard) + "er"
