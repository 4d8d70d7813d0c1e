"""The word files, read once per process at the first message, and the phrases compiled from them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from urp.meaning.built import WORDS, built
from urp.meaning.phrase_compiling import Compiled, Phrases
from urp.meaning.phrases import PhraseBook
from urp.meaning.town_words import NO_TOWN, TownWords

type Table = Mapping[str, object]

_SET = re.compile(r"\{(\w+)\}")

_PHRASE_GROUPS: Mapping[str, Sequence[str]] = {
    "cries": ("distress", "emergency", "traps"),
    "leaving": ("triggers", "how"),
    "joining": ("triggers",),
    "rights": ("triggers",),
    "needs": ("needs",),
}
"""Which tables of a file hold phrases; the others hold plain words."""
_SIGNAL_FILES = ("report", "complaint", "suggestion", "question", "talk")
"""Files of weighed signals: under `signals`, each with its phrases and what they speak for."""


@cache
def listed(file: str, name: str) -> frozenset[str]:
    """A file's list of plain words: `name` at its top, or `table.name`."""
    value: object = _read(file)
    for part in name.split("."):
        value = value[part] if isinstance(value, Mapping) else None
    return frozenset(_strings(value))


@cache
def phrase_book(town: TownWords = NO_TOWN) -> PhraseBook:
    return PhraseBook(_compiled_phrases(), town.sets)


@cache
def _compiled_phrases() -> Compiled:
    """Once for every town, and for labels, which are read as nobody's."""
    return built("phrases", compile_phrases)


def compile_phrases() -> Compiled:
    phrases = phrases_of(_PHRASE_GROUPS)
    for file in _SIGNAL_FILES:
        _add_signals(phrases, file)
    return phrases.compiled()


def phrases_of(groups_of: Mapping[str, Sequence[str]], more_sets: Mapping[str, str] | None = None) -> Phrases:
    """Every phrase of these files and tables; a rule is named `file.table.group`.

    `more_sets` are sets that are no lists of a file, such as all forms of a verb.
    """
    compiled = Phrases()
    for file, groups in groups_of.items():
        table = _read(file)
        sets = _sets(table, more_sets or {})
        typos = table.get("typos") is True
        not_typos = _strings(table.get("not_typos", []))
        of_me = table.get("of_me") is True
        for group in groups:
            for name, phrases in _entries(table, group):
                filled = [_filled(phrase, sets) for phrase in _strings(phrases)]
                compiled.add(f"{file}.{group}.{name}", filled, typos=typos, not_typos=not_typos, of_me=of_me)
    return compiled


def entries_of(file: str, table: str) -> Mapping[str, tuple[str, ...]]:
    """The lists and sets of one table of a file, by name and in the file's order."""
    return {
        name: tuple(value.split("|") if isinstance(value, str) else _strings(value))
        for name, value in _entries(_read(file), table)
    }


@cache
def weights() -> Mapping[str, Mapping[str, int]]:
    """Of each weighed signal: what it speaks for, or against, and how much."""
    return {
        f"{file}.{name}": {intent: weight for intent, weight in signal.items() if isinstance(weight, int)}
        for file in _SIGNAL_FILES
        for name, signal in _entries(_read(file), "signals")
        if isinstance(signal, Mapping)
    }


def _add_signals(compiled: Phrases, file: str) -> None:
    table = _read(file)
    sets = _sets(table, {})
    typos, not_typos = table.get("typos") is True, _strings(table.get("not_typos", []))
    for name, signal in _entries(table, "signals"):
        phrases = _strings(signal.get("phrases")) if isinstance(signal, Mapping) else []
        filled = [_filled(phrase, sets) for phrase in phrases]
        compiled.add(f"{file}.{name}", filled, typos=typos, not_typos=not_typos)


def _sets(table: Table, more: Mapping[str, str]) -> Mapping[str, str]:
    """What every town has, what the file calls by the same or another name, and names for a town's own
    words, which stay as they are."""
    every, own = (
        {name: value for name, value in _entries(each, "sets") if isinstance(value, str)}
        for each in (_read("town"), table)
    )
    towns = {name: f"{{{name}}}" for name in NO_TOWN.sets}
    sets = {**every, **towns, **more, **own}
    return {name: _filled(value, sets) for name, value in sets.items()}  # a set may name another


@cache
def _read(name: str) -> Table:
    return built(name, lambda: read_table(name))


def read_table(name: str) -> Table:
    return tomllib.loads((WORDS / f"{name}.toml").read_text("utf-8"))


def _entries(table: Table, group: str) -> Iterator[tuple[str, object]]:
    entries = table.get(group, {})
    if isinstance(entries, Mapping):
        yield from entries.items()


def _filled(phrase: str, sets: Mapping[str, str]) -> str:
    return _SET.sub(lambda name: sets[name[1]], phrase)


def _strings(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
