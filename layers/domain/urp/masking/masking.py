"""A text for whoever need not know whose data it holds."""

from __future__ import annotations

from collections.abc import Collection

from urp.masking.finding import find_identifiers
from urp.masking.model import SHOWN


def masked(text: str, public: Collection[str] = ()) -> str:
    """Each identifier gives way to what it is: "[codice fiscale]". `public` is what `published` made."""
    pieces, place = [], 0
    for identifier in find_identifiers(text, public):
        pieces += [text[place : identifier.start], SHOWN[identifier.kind]]
        place = identifier.end
    return "".join([*pieces, text[place:]])
