"""What somebody typed into a form, and the body of the call that it means.

A field's name is the body's: `text`, `parameters.luogo`; `topics[]` may stand several times; `people:int` and
`take_over:bool` say what an HTML form cannot, `euro_cents:null` that a price is not known. Two fields
`slots[]:span` are one slot, from and to; a field `slots[]:none` is an empty list; of `victims:lines` each
line is an item. Any other empty field is one that is not there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import parse_qsl

from urp.errors import InvalidError
from urp.staff_api.problems import MalformedError

TOKEN = "form_token"  # noqa: S105 - a field's name
KEY = "idempotency_key"
_OURS = frozenset({TOKEN, KEY})
_SPAN, _NONE = ":span", "none"
_MOST_FIELDS = 300
_BOUNDARY = re.compile(r"""multipart/form-data; ?boundary="?([\w'()+,./:=?-]{1,70})"?""", re.ASCII)
_PART = re.compile(rb'\r\ncontent-disposition: form-data; name="([^"\r\n]{1,200})"', re.IGNORECASE)
_YES = frozenset({"true", "on", "sì", "si"})
_GROUPED = re.compile(r"-?\d{1,3}(?:[.\u00a0 ]\d{3}){1,9}|-?\d{1,30}")


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


def read_fields(body: bytes, content_type: str) -> Fields:
    """A form as browsers send it. MalformedError for what no form of ours sends."""
    try:
        if content_type.startswith("multipart/form-data"):
            pairs = list(_read_parts(body, content_type))
        else:
            text = body.decode()
            pairs = parse_qsl(
                text, keep_blank_values=True, strict_parsing=bool(text), max_num_fields=_MOST_FIELDS
            )
    except ValueError:
        raise MalformedError("Il modulo non si legge.") from None
    return Fields(tuple((name, value.replace("\r\n", "\n")) for name, value in pairs))


def _read_parts(body: bytes, content_type: str) -> Iterator[tuple[str, str]]:
    """With a file in it, whose text becomes the field's. Spreadsheets of Windows save in its own letters.

    Only as browsers write it (RFC 7578): a parser of mail takes minutes for a body of nothing but parts.
    """
    boundary = _BOUNDARY.fullmatch(content_type)
    if boundary is None:
        raise ValueError("no boundary")
    before, *parts = (b"\r\n" + body).split(f"\r\n--{boundary[1]}".encode(), _MOST_FIELDS + 1)
    if before or not parts or not parts[-1].startswith(b"--"):  # the last one only says that it ends
        raise ValueError("no end, or too many fields")
    for part in parts[:-1]:
        head, blank, content = part.partition(b"\r\n\r\n")
        named = _PART.match(head)
        if not blank or named is None:
            raise ValueError("a part without a name")
        name = named[1].decode()
        try:
            yield name, content.decode("utf-8-sig")
        except UnicodeDecodeError:
            yield name, content.decode("cp1252", "replace")


def to_content(pairs: Iterable[tuple[str, str]]) -> bytes:
    """The JSON body. InvalidError names a field whose number is none."""
    body: dict[str, Any] = {}
    for name, value in _join_spans(pairs):
        if value.strip():
            _put(body, name, value)
    return json.dumps(body, ensure_ascii=False).encode()


def field_of(name: str) -> str:
    """As a refusal names it: `people` of `people:int`."""
    return name.partition(":")[0].removesuffix("[]")


def _join_spans(pairs: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    ends: dict[str, list[str]] = {}
    for name, value in pairs:
        if name.endswith(_SPAN):
            ends.setdefault(name, []).append(value.strip())
        else:
            yield name, value
    for name, values in ends.items():
        yield from ((name.removesuffix(_SPAN), write_span(*both)) for both in pair_ends(values))


def pair_ends(values: Sequence[str]) -> Iterable[tuple[str, str]]:
    return zip(values[::2], values[1::2], strict=False)


def write_span(start: str, end: str) -> str:
    """`09:00-13:00`; midnight ends a day as `24:00`, which a field for a time does not know."""
    return f"{start}-{'24:00' if end == '00:00' else end}" if start or end else ""


def read_span(span: str) -> tuple[str, str]:
    """As the two fields show it."""
    start, _, end = span.partition("-")
    return start, "00:00" if end == "24:00" else end


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
        if not isinstance(items, list):
            raise MalformedError("Il modulo non si legge.")
        if kind != _NONE:
            items.append(_to_value(path, kind, value))
    else:
        inner[last] = _to_value(path, kind, value)


def _to_value(path: str, kind: str, value: str) -> object:
    match kind:
        case "int":
            return _to_number(path, value.strip())
        case "bool":
            return value.strip().lower() in _YES
        case "lines":
            return [line.strip() for line in value.splitlines() if line.strip()]
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
