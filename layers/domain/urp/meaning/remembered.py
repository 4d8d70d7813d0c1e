"""What was read of a word is remembered: most words of a message stand in every other one."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

_MOST, _LONGEST = 4_096, 24
"""Words, and letters of one: what is longer is no word, and could fill the memory."""


def remembered[T](read: Callable[[str], T]) -> Callable[[str], T]:
    again = lru_cache(maxsize=_MOST)(read)

    def read_once(word: str) -> T:
        return again(word) if len(word) <= _LONGEST else read(word)

    return read_once
