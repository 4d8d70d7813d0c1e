"""Compiles the word files of moderation: inflects their stems, compiles their phrases, weighs their signs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from urp.meaning.phrase_files import compile_files
from urp.meaning.phrases import Compiled, Hit, PhraseBook
from urp.meaning.town_words import TownWords
from urp.meaning.word_files import load_built, load_entries

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


def _inflect(entry: str) -> Iterator[str]:
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


def _inflect_first_person(verb: str) -> Iterator[str]:
    """What somebody does, or is about to: "spacco", "spaccherò", "spacchiamo", "spaccheremo"."""
    infinitive = _infinitive(verb)
    stem, hard = infinitive[:-3], _hard(infinitive)
    yield stem + ("isco" if verb.endswith(_LENGTHENED) else "o")
    yield (hard if hard[-1:] == "i" else hard + "i") + "amo"
    yield stem + infinitive[-3] + "mo"  # in dialect: "ammazzamo"
    for ending in ("o", "emo"):
        yield _future(infinitive) + ending


def _inflect_third_person(verb: str) -> Iterator[str]:
    """ "Spacca", "spaccano", "spaccherà", "spaccheranno"."""
    infinitive = _infinitive(verb)
    stem = infinitive[:-3] + ("isc" if verb.endswith(_LENGTHENED) else "")
    yield stem + ("a" if infinitive.endswith("are") else "e")
    yield stem + ("ano" if infinitive.endswith("are") else "ono")
    for ending in ("a", "anno"):
        yield _future(infinitive) + ending


def _inflect_infinitive(verb: str) -> Iterator[str]:
    """Alone, and with whom it is done to ("spaccarti"). Cut as it is spoken it would be "he breaks"."""
    infinitive = _infinitive(verb)
    yield infinitive
    for object in _OBJECTS:
        yield infinitive[:-1] + object


def _inflect_done_to_you(verb: str) -> Iterator[str]:
    """ "Spaccarti", "spaccarvi"."""
    for each in ("ti", "vi", "te", "ve"):
        yield _infinitive(verb)[:-1] + each


def _inflect_participle(verb: str) -> Iterator[str]:
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


_WEIGHTS = {"sure": 4, "grave": 3, "strong": 2, "weak": 1, "asked": -2, "against": -4}
"""By the last part of a table's name: what a list under it speaks for or against."""


def weigh_signs(hits: Iterable[Hit], prefix: str) -> tuple[int, tuple[Hit, ...]]:
    """The weight of `file.name`, and the hits that speak for it, the heaviest first.

    Signs that say little alone are weighed together: each list of a word file counts once.
    """
    firsts: dict[str, Hit] = {}
    for hit in hits:
        if hit.rule.startswith(f"{prefix}_"):
            firsts.setdefault(hit.rule, hit)
    weights = {rule: _WEIGHTS[rule.split(".")[1].rpartition("_")[2]] for rule in firsts}
    speaking = sorted((rule for rule in weights if weights[rule] > 0), key=lambda rule: -weights[rule])
    return sum(weights.values()), tuple(firsts[rule] for rule in speaking)


_WEIGHED: Mapping[str, tuple[str, ...]] = {
    "insults": ("aimed",),
    "threats": ("veiled",),
    "soliciting": ("illegal", "fund_raising", "promotion", "spam"),
}
_FILES: Mapping[str, tuple[str, ...]] = {
    "insults": ("clear", "offence", "group", "traps"),
    "threats": ("threat", "traps"),
    "third_parties": ("private", "harm", "third_parties", "accusations"),
    "soliciting": ("need", "cause"),
}
_OF_VERBS: Mapping[str, Callable[[str], Iterator[str]]] = {
    "I": _inflect_first_person,
    "TO": _inflect_infinitive,
    "THEY": _inflect_third_person,
    "DONE": _inflect_participle,
    "YOU": _inflect_done_to_you,
}
_DISGUISED_VERBS = ("KILL_I", "KILL_TO", "BEAT_I", "BEAT_TO", "RUIN_I", "RUIN_TO")
_ALSO_DISGUISED = ("DIRT", "GOD_SHORT", "BEAST", "FUCK")
_SHORTEST_DISGUISED = 3


@cache
def load_moderation_phrases(town: TownWords) -> PhraseBook:
    return PhraseBook(load_built("moderation", compile_moderation), town.sets)


def compile_moderation() -> Compiled:
    tables = {
        file: (*tables, *(f"{name}_{weight}" for name in _WEIGHED.get(file, ()) for weight in _WEIGHTS))
        for file, tables in _FILES.items()
    }
    return compile_files(tables, {name: "|".join(words) for name, words in make_forms().items()}).compile()


@cache
def list_disguised_words() -> tuple[str, ...]:
    """Every form of the words that hurt. Where a disguise fits several, the first wins."""
    made = _load_forms()
    names = ("VULGAR", "SLUR", "MILD", "DULL", "CONTEMPT", "AMBIGUOUS", *_DISGUISED_VERBS)
    sets = load_entries("insults", "sets")
    words = [word for name in _ALSO_DISGUISED for word in sets[name]]
    words += [word for name in names for word in made[name]]
    words += [word for phrase in load_entries("insults", "clear")["blasphemy"] for word in phrase.split("|")]
    plain = [word for word in words if word.isalpha() and len(word) >= _SHORTEST_DISGUISED]
    return tuple(dict.fromkeys(plain))


@cache
def load_forms_of(name: str) -> frozenset[str]:
    """All forms of one class of words, such as VULGAR or KILL_I."""
    return frozenset(list_forms(name))


def list_forms(name: str) -> tuple[str, ...]:
    """As the word files have them: where a disguise fits several, each process names the same one."""
    return tuple(_load_forms()[name])


@cache
def _load_forms() -> Mapping[str, Sequence[str]]:
    return load_built("forms", make_forms)


def make_forms() -> Mapping[str, Sequence[str]]:
    """Of every class of words that hurt, by stems and verbs."""
    made = {
        name.upper(): _drop_repeated(form for entry in entries for form in _inflect(entry))
        for name, entries in load_entries("insults", "forms").items()
    }
    for name, verbs in load_entries("threats", "verbs").items():
        for suffix, inflected in _OF_VERBS.items():
            made[f"{name.upper()}_{suffix}"] = _drop_repeated(
                form for verb in verbs for form in inflected(verb)
            )
    return made


def _drop_repeated(words: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
