"""Exact messages about one's own data: "Cancella tutto", its confirmation with a code, "I miei dati"."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from uuid import UUID

from urp.meaning.normalisation import read_words

_LONGEST = 60
"""Characters: a longer message is none of these, and is not read for them."""
_CODE = re.compile(r"[0-9]{1,8}")
"""Also one typed wrong, with a digit less or more: it is answered as a code."""


class Typed(StrEnum):
    ERASE = "erase"
    SHOW = "show"


@dataclass(frozen=True, slots=True)
class TypedConfirmation:
    code: str


def read_typed(text: str) -> Typed | TypedConfirmation | None:
    if len(text) > _LONGEST:
        return None
    words = read_words(text).words
    known = _load()
    found = known.get(" ".join(words))
    if found is not None:
        return found
    if words and _CODE.fullmatch(words[-1]) and known.get(" ".join(words[:-1])) is Typed.ERASE:
        return TypedConfirmation(words[-1])
    return None


def make_code(chance: UUID) -> str:
    """Four digits, never beginning with a zero, which a citizen may leave out."""
    return str(1000 + chance.int % 9000)


@cache
def _load() -> dict[str, Typed]:
    content = resources.files("urp.privacy.rights").joinpath("words", "typed.toml").read_text("utf-8")
    read = tomllib.loads(content)
    return {words: kind for kind in Typed for words in read[kind]}
