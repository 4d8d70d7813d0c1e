"""What was read of a word is remembered: most words of a message stand in every other one."""

from __future__ import annotations

from collections.abc import Callable

_MOST, _LONGEST = 8_192, 24
"""Words, and letters of one: what is longer is no word, and could fill the memory."""


def remembered[T](read: Callable[[str], T]) -> Callable[[str], T]:
    return _Remembered(read).__getitem__


class _Remembered[T](dict[str, T]):
    """A dictionary, not `lru_cache` behind a check of the length: a message asks a thousand times. Emptied
    once it is full."""

    __slots__ = ("_read",)

    def __init__(self, read: Callable[[str], T]) -> None:
        self._read = read

    def __missing__(self, word: str) -> T:
        found = self._read(word)
        if len(word) <= _LONGEST:
            if len(self) >= _MOST:
                self.clear()
            self[word] = found
        return found
