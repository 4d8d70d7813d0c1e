"""The word files, read once per process at the first message, and the phrases compiled from them."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources

from urp.meaning.phrases import PhraseBook
from urp.meaning.town_words import NO_TOWN, TownWords

type Table = Mapping[str, object]

_SET = re.compile(r"\{(\w+)\}")

_PHRASE_GROUPS: Mapping[str, Sequence[str]] = {
    "cries": ("distress", "emergency", "traps"),
    "leaving": ("triggers", "how"),
    "joining": ("triggers",),
    "rights": ("triggers",),
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
    book = compiled(_PHRASE_GROUPS, town)
    for file in _SIGNAL_FILES:
        _add_signals(book, file, town)
    return book


def compiled(
    groups_of: Mapping[str, Sequence[str]], town: TownWords, more_sets: Mapping[str, str] | None = None
) -> PhraseBook:
    """Every phrase of these files and tables; a rule is named `file.table.group`.

    `more_sets` are sets that are no lists of a file, such as all forms of a verb.
    """
    book = PhraseBook()
    for file, groups in groups_of.items():
        table = _read(file)
        sets = _sets(table, town, more_sets or {})
        typos = table.get("typos") is True
        not_typos = _strings(table.get("not_typos", []))
        of_me = table.get("of_me") is True
        for group in groups:
            for name, phrases in _entries(table, group):
                filled = [_filled(phrase, sets) for phrase in _strings(phrases)]
                book.add(f"{file}.{group}.{name}", filled, typos=typos, not_typos=not_typos, of_me=of_me)
    return book


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


def _add_signals(book: PhraseBook, file: str, town: TownWords) -> None:
    table = _read(file)
    sets = _sets(table, town, {})
    typos, not_typos = table.get("typos") is True, _strings(table.get("not_typos", []))
    for name, signal in _entries(table, "signals"):
        phrases = _strings(signal.get("phrases")) if isinstance(signal, Mapping) else []
        filled = [_filled(phrase, sets) for phrase in phrases]
        book.add(f"{file}.{name}", filled, typos=typos, not_typos=not_typos)


def _sets(table: Table, town: TownWords, more: Mapping[str, str]) -> Mapping[str, str]:
    """What every town has, the town's own words, and what the file calls by the same or another name."""
    every, own = (
        {name: value for name, value in _entries(each, "sets") if isinstance(value, str)}
        for each in (_read("town"), table)
    )
    sets = {**every, **town.sets, **more, **own}
    return {name: _filled(value, sets) for name, value in sets.items()}  # a set may name another


@cache
def _read(name: str) -> Table:
    """As the build has compiled it (`infra/local/byte_code.py`), where it has."""
    words = resources.files("urp.meaning").joinpath("words")
    compiled = words.joinpath(f"{name}.json")
    if compiled.is_file():
        table: Table = json.loads(compiled.read_text("utf-8"))
        return table
    return tomllib.loads(words.joinpath(f"{name}.toml").read_text("utf-8"))


def _entries(table: Table, group: str) -> Iterator[tuple[str, object]]:
    entries = table.get(group, {})
    if isinstance(entries, Mapping):
        yield from entries.items()


def _filled(phrase: str, sets: Mapping[str, str]) -> str:
    return _SET.sub(lambda name: sets[name[1]], phrase)


def _strings(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
