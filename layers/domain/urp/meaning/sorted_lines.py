"""A file of words, a line each, looked up where it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from mmap import mmap
from typing import overload

from urp.meaning.remembered import remembered

_STRIDE = 4_096
"""Bytes between the lines that are known by heart: what lies between two of them is looked through."""


type LineIndex = tuple[int, list[int], list[str]]
"""How many lines there are; where each of those begins that are known by heart; and its feature."""


def index_of(file: bytes, begins: int = 0) -> LineIndex:
    """From `begins` on lines in order, each a feature, a tab and the rest, in UTF-8, whose order is the
    letters' own."""
    lines = file.count(b"\n", begins)
    later = (file.find(b"\n", place) + 1 for place in range(begins + _STRIDE, len(file) - 1, _STRIDE))
    starts = [start for start in dict.fromkeys((begins, *later)) if start < len(file)] if lines else []
    return lines, starts, [file[start : file.index(b"\t", start)].decode() for start in starts]


class SortedLines(Mapping[str, str]):
    """Features and what is told of them. To take ten megabytes apart into lines would cost every new process
    50 ms, to put them into a table 30 more; to read them at all, 7 ms and as many megabytes."""

    __slots__ = ("_features", "_file", "_found", "_lines", "_starts")

    def __init__(self, file: bytes | mmap, index: LineIndex) -> None:
        self._file = file
        self._lines, self._starts, self._features = index
        self._found = remembered(self._find)

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
        """Without the error that `Mapping` would raise and catch: most features are unknown."""
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
