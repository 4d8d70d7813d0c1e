"""Normalize a text for searching, character by character: positions do not change."""

from __future__ import annotations

import unicodedata

HIDDEN = "\x01"
"""Replaces an invisible character, which separates nothing."""


class _Plain(dict[int, str]):
    """Per character, worked out once: capitals, plain digits, one kind of space and of dash."""

    def __missing__(self, code: int) -> str:
        plain = _to_plain(chr(code))
        if code < 0x3000:
            self[code] = plain
        return plain


def _to_plain(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":
        return HIDDEN
    if category == "Zs" or character == "\t":
        return " "
    if category == "Pd":
        return "-"
    if category == "Nd":
        return str(unicodedata.decimal(character))
    folded = unicodedata.normalize("NFKC", character).upper()
    return folded if len(folded) == 1 else character


_PLAIN = _Plain()


def to_plain_text(text: str) -> str:
    return text.translate(_PLAIN)
