"""Reads the word files in `words/`, and looks up single lines of the tables.

The word files are TOML, which people read and write. The build adds them as JSON, with what is computed from
them and from the tables (`infra/local/byte_code.py`); in a clone it is computed at the first use.
"""

from __future__ import annotations

import json
import tomllib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from mmap import mmap
from pathlib import Path
from typing import overload

type Table = Mapping[str, object]

WORDS = Path(__file__).with_name("words")

_MOST_REMEMBERED, _LONGEST_REMEMBERED = 8_192, 24
"""Words, and letters of one: what is longer is no word, and could fill the memory."""


def load_built[Made](name: str, make: Callable[[], Made]) -> Made:
    """What the build computed, or what `make` computes now.

    `make` returns nothing but dictionaries, lists, text and whole numbers, the same from the same files.
    """
    file = WORDS / f"{name}.json"
    if not file.is_file():
        return make()
    found: Made = json.loads(file.read_bytes())
    return found


@cache
def load_table(name: str) -> Table:
    return load_built(name, lambda: read_table(name))


def read_table(name: str) -> Table:
    return tomllib.loads((WORDS / f"{name}.toml").read_text("utf-8"))


@cache
def load_words(file: str, name: str) -> frozenset[str]:
    """Load a file's list of plain words: `name` at its top, or `table.name`."""
    value: object = load_table(file)
    for part in name.split("."):
        value = value[part] if isinstance(value, Mapping) else None
    return frozenset(strings_in(value))


def load_entries(file: str, table: str) -> Mapping[str, tuple[str, ...]]:
    """The lists and sets of one table of a file, by name and in the file's order."""
    return {
        name: tuple(value.split("|") if isinstance(value, str) else strings_in(value))
        for name, value in entries_in(load_table(file), table)
    }


def entries_in(table: Table, group: str) -> Iterator[tuple[str, object]]:
    entries = table.get(group, {})
    if isinstance(entries, Mapping):
        yield from entries.items()


def strings_in(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def remember[T](read: Callable[[str], T]) -> Callable[[str], T]:
    """`read` with a cache of short words: the same words are in most messages."""
    return _Remembered(read).__getitem__


class _Remembered[T](dict[str, T]):
    """A dictionary, emptied once it is full: a message takes a thousand look-ups, and `lru_cache` behind a
    check of the length would be slower."""

    __slots__ = ("_read",)

    def __init__(self, read: Callable[[str], T]) -> None:
        self._read = read

    def __missing__(self, word: str) -> T:
        found = self._read(word)
        if len(word) <= _LONGEST_REMEMBERED:
            if len(self) >= _MOST_REMEMBERED:
                self.clear()
            self[word] = found
        return found


_STRIDE = 4_096
"""Bytes between indexed lines: those between two of them are searched."""


type LineIndex = tuple[int, list[int], list[str]]
"""How many lines there are; where each indexed line begins; its feature."""


def index_lines(file: bytes, begins: int = 0) -> LineIndex:
    """Index the sorted lines from `begins` on: each a feature, a tab and the rest, in UTF-8."""
    lines = file.count(b"\n", begins)
    later = (file.find(b"\n", place) + 1 for place in range(begins + _STRIDE, len(file) - 1, _STRIDE))
    starts = [start for start in dict.fromkeys((begins, *later)) if start < len(file)] if lines else []
    return lines, starts, [file[start : file.index(b"\t", start)].decode() for start in starts]


class SortedLines(Mapping[str, str]):
    """The lines of a sorted table by their feature, searched in the file.

    To split ten megabytes into lines would cost every new process 50 ms, to put them into a dictionary 30
    more; to read them at all, 7 ms and as many megabytes.
    """

    __slots__ = ("_features", "_file", "_found", "_lines", "_starts")

    def __init__(self, file: bytes | mmap, index: LineIndex) -> None:
        self._file = file
        self._lines, self._starts, self._features = index
        self._found = remember(self._find)

    def __getitem__(self, feature: str) -> str:
        told = self._found(feature)
        if told is None:
            raise KeyError(feature)
        return told

    @overload
    def get(self, feature: str, default: None = None, /) -> str | None: ...
    @overload
    def get[Other](self, feature: str, default: Other, /) -> str | Other: ...
    def get(self, feature: str, default: object = None, /) -> object:
        """Overridden because `Mapping` would raise and catch an error, and most features are unknown."""
        told = self._found(feature)
        return default if told is None else told

    def __iter__(self) -> Iterator[str]:
        lines = self._file[self._starts[0] :].splitlines() if self._starts else []
        return (line.partition(b"\t")[0].decode() for line in lines)

    def __len__(self) -> int:
        return self._lines

    def _find(self, feature: str) -> str | None:
        place = bisect_right(self._features, feature)
        if not place:
            return None
        begins = f"{feature}\t".encode(errors="surrogatepass")
        start = self._starts[place - 1]
        if feature != self._features[place - 1]:
            end = self._starts[place] if place < len(self._starts) else len(self._file)
            before = self._file.find(b"\n" + begins, start, end)
            if before < 0:
                return None
            start = before + 1
        return self._file[start + len(begins) : self._file.find(b"\n", start)].decode()
