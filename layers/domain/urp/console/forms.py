"""What somebody typed into a form, and the body of the call that it means.

A field's name is the body's: `text`, `parameters.luogo`; `topics[]` may stand several times; `people:int`,
`take_over:bool` and `euro_cents:null` say what an HTML form cannot. An empty field is one that is not there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import parse_qsl

from urp.errors import InvalidError
from urp.staff_api.problems import MalformedError

TOKEN = "form_token"  # noqa: S105 - a field's name
KEY = "idempotency_key"
_OURS = frozenset({TOKEN, KEY})
_MOST_FIELDS = 300
_YES = frozenset({"true", "on", "sì", "si"})
_GROUPED = re.compile(r"-?\d{1,3}(?:[.\u00a0 ]\d{3})+|-?\d+")


@dataclass(frozen=True, slots=True)
class Fields:
    """In the order of the page. Nothing here was checked."""

    pairs: tuple[tuple[str, str], ...] = ()

    @property
    def form_token(self) -> str:
        return self.first(TOKEN)

    @property
    def key(self) -> str:
        return self.first(KEY)

    @property
    def typed(self) -> tuple[tuple[str, str], ...]:
        """Without what the page itself put in."""
        return tuple((name, value) for name, value in self.pairs if name not in _OURS)

    def first(self, name: str) -> str:
        return next((value for field, value in self.pairs if field == name), "")

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(value for field, value in self.pairs if field == name)


def read_fields(body: str) -> Fields:
    """A form as browsers send it. MalformedError for what no form of ours sends."""
    try:
        pairs = parse_qsl(
            body, keep_blank_values=True, strict_parsing=bool(body), max_num_fields=_MOST_FIELDS
        )
    except ValueError:
        raise MalformedError("Il modulo non si legge.") from None
    return Fields(tuple((name, value.replace("\r\n", "\n")) for name, value in pairs))


def to_content(pairs: Iterable[tuple[str, str]]) -> bytes:
    """The JSON body. InvalidError names a field whose number is none."""
    body: dict[str, Any] = {}
    for name, value in pairs:
        if value.strip():
            _put(body, name, value)
    return json.dumps(body, ensure_ascii=False).encode()


def field_of(name: str) -> str:
    """As a refusal names it: `people` of `people:int`."""
    return name.partition(":")[0].removesuffix("[]")


def _put(body: dict[str, Any], name: str, value: str) -> None:
    path, _, kind = name.partition(":")
    *outer, last = path.split(".")
    inner = body
    for step in outer:
        inner = cast("dict[str, Any]", inner.setdefault(step, {}))
        if not isinstance(inner, dict):
            raise MalformedError("Il modulo non si legge.")
    if last.endswith("[]"):
        items = inner.setdefault(last.removesuffix("[]"), [])
        items.append(_to_value(path, kind, value))
    else:
        inner[last] = _to_value(path, kind, value)


def _to_value(path: str, kind: str, value: str) -> object:
    match kind:
        case "int":
            return _to_number(path, value.strip())
        case "bool":
            return value.strip().lower() in _YES
        case "null":
            return None
        case _:
            return value


def _to_number(path: str, value: str) -> int:
    """`13.204` too, as pages write it."""
    if not _GROUPED.fullmatch(value):
        raise InvalidError(field_of(path), "deve essere un numero intero")
    return int(re.sub(r"[.\u00a0 ]", "", value))


def flatten(body: Mapping[str, object], before: str = "") -> Iterable[tuple[str, str]]:
    """A stored thing as the fields of the form that changes it: for the first showing of a page."""
    for name, value in body.items():
        path = f"{before}{name}"
        match value:
            case Mapping():
                yield from flatten(value, f"{path}.")
            case list() | tuple():
                yield from ((f"{path}[]", str(each)) for each in value)
            case None:
                pass
            case _:
                yield path, str(value)
