"""The phrases of the word files, compiled into one book, and what their signals weigh."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from urp.meaning.phrases import Compiled, PhraseBook, Phrases
from urp.meaning.town_words import NO_TOWN, TownWords
from urp.meaning.word_files import Table, entries_in, load_built, load_table, strings_in

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
def load_phrases(town: TownWords = NO_TOWN) -> PhraseBook:
    return PhraseBook(_load_compiled(), town.sets)


@cache
def _load_compiled() -> Compiled:
    """Compiled once for all towns; labels are read without a town."""
    return load_built("phrases", compile_phrases)


def compile_phrases() -> Compiled:
    phrases = compile_files(_PHRASE_GROUPS)
    for file in _SIGNAL_FILES:
        _add_signals(phrases, file)
    return phrases.compile()


def compile_files(
    groups_of: Mapping[str, Sequence[str]], more_sets: Mapping[str, str] | None = None
) -> Phrases:
    """Every phrase of these files and tables; a rule is named `file.table.group`.

    `more_sets` are sets that are no lists of a file, such as all forms of a verb.
    """
    compiled = Phrases()
    for file, groups in groups_of.items():
        table = load_table(file)
        sets = _fill_sets(table, more_sets or {})
        typos = table.get("typos") is True
        not_typos = strings_in(table.get("not_typos", []))
        of_me = table.get("of_me") is True
        for group in groups:
            for name, phrases in entries_in(table, group):
                filled = [_fill(phrase, sets) for phrase in strings_in(phrases)]
                compiled.add(f"{file}.{group}.{name}", filled, typos=typos, not_typos=not_typos, of_me=of_me)
    return compiled


@cache
def load_signal_weights() -> Mapping[str, Mapping[str, int]]:
    """What each signal speaks for, or against, and how much."""
    return {
        f"{file}.{name}": {intent: weight for intent, weight in signal.items() if isinstance(weight, int)}
        for file in _SIGNAL_FILES
        for name, signal in entries_in(load_table(file), "signals")
        if isinstance(signal, Mapping)
    }


def _add_signals(compiled: Phrases, file: str) -> None:
    table = load_table(file)
    sets = _fill_sets(table, {})
    typos, not_typos = table.get("typos") is True, strings_in(table.get("not_typos", []))
    for name, signal in entries_in(table, "signals"):
        phrases = strings_in(signal.get("phrases")) if isinstance(signal, Mapping) else []
        filled = [_fill(phrase, sets) for phrase in phrases]
        compiled.add(f"{file}.{name}", filled, typos=typos, not_typos=not_typos)


def _fill_sets(table: Table, more: Mapping[str, str]) -> Mapping[str, str]:
    """The sets of all files and of this one, filled in; names for a town's own words stay as they are."""
    every, own = (
        {name: value for name, value in entries_in(each, "sets") if isinstance(value, str)}
        for each in (load_table("town"), table)
    )
    towns = {name: f"{{{name}}}" for name in NO_TOWN.sets}
    sets = {**every, **towns, **more, **own}
    return {name: _fill(value, sets) for name, value in sets.items()}  # a set may name another


def _fill(phrase: str, sets: Mapping[str, str]) -> str:
    return _SET.sub(lambda name: sets[name[1]], phrase)
