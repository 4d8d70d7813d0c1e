"""One page of a list."""

from __future__ import annotations

import json
from dataclasses import dataclass

MOST_BYTES = 4_500_000
"""Of what varies in one answer. Lambda takes 6 MB of JSON, in which an answer's own JSON is a text, escaped
once more; the rest is for names of fields, and for what masking makes longer."""


@dataclass(frozen=True, slots=True)
class Page[T]:
    items: tuple[T, ...]
    cursor: str | None
    """Asks for the next page; opaque to the caller. None on the last page."""


def bytes_in_answer(text: str) -> int:
    """Of a text within an answer, as Lambda counts it: `"` is four, a control character seven."""
    once = json.dumps(text, ensure_ascii=False)
    return len(json.dumps(once, ensure_ascii=False).encode("utf-8", "surrogatepass"))
