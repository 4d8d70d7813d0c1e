"""Readability of an Italian text, by the Gulpease index."""

from __future__ import annotations

import re

_LINK = re.compile(r"https?://\S+|(?<!\S)\S[^\s@]*@\S[^\s.]*\.\S+")
"""An address of mail begins where a word begins, and each part ends where the next must begin: linear."""
_EMPHASIS = re.compile(r"[*_~]")  # WhatsApp's bold, italic and struck
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[.!?:]+(?:\s|$)|\n")

EASIEST = 100


def compute_gulpease(text: str) -> int:
    """89 − 10·letters/words + 300·sentences/words, at most 100.

    From 60 it is easy with a lower-secondary school leaving certificate. The end of a line and a colon end a
    sentence; an address counts as one word of four letters, since nobody reads it letter by letter.
    """
    plain = _EMPHASIS.sub("", _LINK.sub("link", text))
    words = _WORD.findall(plain)
    if not words:
        return EASIEST
    letters = sum(len(word) for word in words)
    sentences = sum(1 for part in _SENTENCE_END.split(plain) if _WORD.search(part))
    return min(EASIEST, round(89 - 10 * letters / len(words) + 300 * sentences / len(words)))
