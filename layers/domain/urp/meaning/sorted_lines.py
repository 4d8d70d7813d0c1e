"""A file of words, a line each, looked up where it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping

from urp.meaning.remembered import remembered

_STRIDE = 4_096
"""Bytes between the lines that are known by heart: what lies between two of them is looked through."""


class SortedLines(Mapping[str, str]):
    """Features and what is told of them. To take ten megabytes apart into lines would cost every new process
    50 ms, to put them into a table 30 more."""

    __slots__ = ("_features", "_file", "_found", "_lines", "_starts")

    def __init__(self, file: bytes, begins: int = 0) -> None:
        """From `begins` on sorted lines: a feature, a tab and the rest each, in UTF-8, whose order is the
        letters' own."""
        self._file = file
        self._lines = file.count(b"\n", begins)
        later = (file.find(b"\n", place) + 1 for place in range(begins + _STRIDE, len(file) - 1, _STRIDE))
        starts = dict.fromkeys((begins, *later)) if self._lines else {}
        self._starts = [start for start in starts if start < len(file)]
        self._features = [file[start : file.index(b"\t", start) + 1] for start in self._starts]
        self._found = remembered(self._find)

    def __getitem__(self, feature: str) -> str:
        told = self._found(feature)
        if told is None:
            raise KeyError(feature)
        return told

    def __iter__(self) -> Iterator[str]:
        lines = self._file[self._starts[0] :].splitlines() if self._starts else []
        return (line.partition(b"\t")[0].decode() for line in lines)

    def __len__(self) -> int:
        return self._lines

    def _find(self, feature: str) -> str | None:
        begins = f"{feature}\t".encode(errors="surrogatepass")
        place = bisect_right(self._features, begins)
        if not place:
            return None
        start = self._starts[place - 1]
        if not self._file.startswith(begins, start):
            end = self._starts[place] if place < len(self._starts) else len(self._file)
            before = self._file.find(b"\n" + begins, start, end)
            if before < 0:
                return None
            start = before + 1
        return self._file[start + len(begins) : self._file.index(b"\n", start)].decode()
