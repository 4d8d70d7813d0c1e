"""A file of words, a line each, looked up where it stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from urp.meaning.remembered import remembered


class SortedLines(Mapping[str, str]):
    """Features and what is told of them: to put so many lines into a table would cost every new
    process 30 ms."""

    __slots__ = ("_found", "_lines")

    def __init__(self, lines: Sequence[bytes]) -> None:
        """`lines`: sorted; a feature, a tab and the rest each, in UTF-8, whose order is the letters' own."""
        self._lines = lines
        self._found = remembered(self._find)

    def __getitem__(self, feature: str) -> str:
        told = self._found(feature)
        if told is None:
            raise KeyError(feature)
        return told

    def __iter__(self) -> Iterator[str]:
        return (line.partition(b"\t")[0].decode() for line in self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def _find(self, feature: str) -> str | None:
        begins = f"{feature}\t".encode(errors="surrogatepass")
        place = bisect_left(self._lines, begins)
        if place == len(self._lines) or not self._lines[place].startswith(begins):
            return None
        return self._lines[place][len(begins) :].decode()
