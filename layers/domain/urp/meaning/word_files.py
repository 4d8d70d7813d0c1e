"""The word files, read once per process at the first message, and the phrases compiled from them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources

from urp.meaning.phrases import PhraseBook

type Table = Mapping[str, object]

_PHRASE_GROUPS: Mapping[str, Sequence[str]] = {
    "emergencies": ("emergency", "distress", "traps"),
    "leaving": ("triggers", "how"),
    "joining": ("triggers",),
    "rights": ("triggers",),
    "reports": ("how_to_report", "report", "not_a_report", "complaint"),
}
"""Which tables of a file hold phrases; the others hold plain words."""


@cache
def listed(file: str, name: str) -> frozenset[str]:
    """A file's list of plain words: `name` at its top, or `table.name`."""
    value: object = _read(file)
    for part in name.split("."):
        value = value[part] if isinstance(value, Mapping) else None
    return frozenset(_strings(value))


@cache
def phrase_book() -> PhraseBook:
    return compiled(_PHRASE_GROUPS)


def compiled(
    groups_of: Mapping[str, Sequence[str]], more_sets: Mapping[str, str] | None = None
) -> PhraseBook:
    """Every phrase of these files and tables; a rule is named `file.table.group`.

    `more_sets` are sets that are no lists of a file, such as all forms of a verb.
    """
    book = PhraseBook()
    for file, groups in groups_of.items():
        table = _read(file)
        sets = {name: "|".join(_one_word_set(value)) for name, value in _entries(table, "sets")}
        sets = {**(more_sets or {}), **sets}
        typos = table.get("typos") is True
        not_typos = _strings(table.get("not_typos", []))
        for group in groups:
            for name, phrases in _entries(table, group):
                filled = [_filled(phrase, sets) for phrase in _strings(phrases)]
                book.add(f"{file}.{group}.{name}", filled, typos=typos, not_typos=not_typos)
    return book


def entries_of(file: str, table: str) -> Mapping[str, tuple[str, ...]]:
    """The lists of one table of a file, by name and in the file's order."""
    return {name: tuple(_strings(value)) for name, value in _entries(_read(file), table)}


@cache
def _read(name: str) -> Table:
    text = resources.files("urp.meaning").joinpath("words", f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


def _entries(table: Table, group: str) -> Iterator[tuple[str, object]]:
    entries = table.get(group, {})
    if isinstance(entries, Mapping):
        yield from entries.items()


def _one_word_set(value: object) -> list[str]:
    return value.split("|") if isinstance(value, str) else []


def _filled(phrase: str, sets: Mapping[str, str]) -> str:
    for name, alternatives in sets.items():
        phrase = phrase.replace("{" + name + "}", alternatives)
    return phrase


def _strings(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
