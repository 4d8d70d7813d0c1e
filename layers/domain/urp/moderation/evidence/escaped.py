"""Words of others on a page: escaped, and with nothing in them that is read but not seen.

A direction override turns a sentence round on the screen; a zero-width character hides in a word. They are
written out as `[U+202E]`, so that the reader sees what the bytes hold.
"""

from __future__ import annotations

import html
import unicodedata

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_PLAIN = frozenset("\n\t")
_JOINS_EMOJI = frozenset("\u200d\ufe0f")
"""Zero-width joiner and variation selector: part of ordinary emoji."""


def escaped(text: str) -> str:
    shown = "".join(_shown(text, place) for place in range(len(text)))
    return html.escape(shown, quote=True)


def _shown(text: str, place: int) -> str:
    character = text[place]
    if character in _PLAIN or unicodedata.category(character) not in _HIDDEN:
        return character
    if character in _JOINS_EMOJI and place and _is_emoji(text[place - 1]):
        return character
    return f"[U+{ord(character):04X}]"


def _is_emoji(character: str) -> bool:
    return unicodedata.category(character) in {"So", "Sk"} or character == "\ufe0f"
