"""Letters of other languages, folded: what two people may write differently is written alike."""

from __future__ import annotations

import re
import unicodedata

from urp.meaning.normalisation import LONGEST

type Words = tuple[str, ...]

STRETCHED = re.compile(r"(.)\1{2,}")
"""Three or more of the same character."""

FIRST_HAN, END_OF_HAN = 0x3400, 0xA000
_INDIC_MARKS = range(0x0900, 0x0E00)
"""Their vowels are marks: without them words are no words."""
_FOLDED_LETTERS = str.maketrans("łđøıæœأإآٱىیئؤةکہھەё", "ldoiaoاااايييوهكهههе")
_MOST_WORDS, _PIECE = 2_000, 256
"""In Chinese each character is a word: what follows the first 2,000 is left to whoever reads it."""


class _Folding(dict[int, str]):
    """Per character, worked out once; Chinese ones are words of their own, and too many to remember."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if FIRST_HAN <= code < END_OF_HAN:
            return f" {character} "
        category = unicodedata.category(character)
        if category == "Cf" or (category[0] == "M" and code not in _INDIC_MARKS):
            folded = ""
        elif category[0] in "LNM":
            plain = character.translate(_FOLDED_LETTERS)
            accented = unicodedata.name(plain, "").startswith(("LATIN", "GREEK"))
            folded = unicodedata.normalize("NFKD", plain)[0] if accented else plain
        else:
            folded = " "
        if code < 0x3000:
            self[code] = folded
        return folded


_FOLDING = _Folding()


def words_of(text: str) -> Words:
    """As the word files of other languages are read too: no capitals, no accents on Latin letters, no vowel
    signs on Arabic ones, and no look-alikes of another script."""
    plain = _normalised(text[:LONGEST]).casefold()
    return tuple(plain.translate(_FOLDING).split())[:_MOST_WORDS]


def _normalised(text: str) -> str:
    """In pieces, no longer than was asked for: some single characters become eighteen."""
    whole = ""
    for start in range(0, len(text), _PIECE):
        whole += unicodedata.normalize("NFKC", text[start : start + _PIECE])
        if len(whole) >= LONGEST:
            break
    return whole[:LONGEST]
