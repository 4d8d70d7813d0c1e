"""A kind of stored item: what it is to the code, and the items that a stack has kept of it.

Three forms of each lie in `<wing>.json`, typed as DynamoDB returns them, bytes in base64: `whole` has every
attribute there can be, `emptiest` no more than it must, `oldest` what readers still take of stacks before.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from tests.acting import AS_OPERATOR
from tests.fakes.days import RETENTION as RETENTION
from urp.acts.model import Act
from urp.aws.dynamodb import Write, transact
from urp.aws.tables import Tables

type Attributes = dict[str, Any]
"""One item: each attribute by its name, as `{"S": "…"}`."""
type Forms = dict[str, list[Attributes]]

FOLDER = Path(__file__).parent
WRITTEN_NOW = ("whole", "emptiest")
_UPDATE_TOKEN = {"update_token": {"S": "0123456789abcdef"}}
"""Another one with each conditional update."""

NOON = datetime(2026, 11, 25, 12, 0, 0, 250_000, UTC)
NOON_SHARP = NOON.replace(microsecond=0)
"""For what is kept in whole seconds."""
STAFF, COLLEAGUE = "staff-0001", "staff-0002"
GIULIA = UUID("7a1d0000-0000-4000-8000-000000000005")
GIULIAS_TALK = UUID("c0a70000-0000-4000-8000-000000000001")
NOTICE = UUID("b0a00000-0000-4000-8000-000000000001")
FILE = UUID("f11e0000-0000-4000-8000-000000000001")
LIST = UUID("11570000-0000-4000-8000-000000000001")
PHONE, USER_ID = "393330000001", "IT.10000000000000000001"
MESSAGE_ID = "wamid.made-up-0001"


def _itself(kept: object) -> object:
    return kept


@dataclass(frozen=True, slots=True)
class Kind[T]:
    name: str
    table: str
    """`Desk` and the others, as the template calls them."""
    keys: str
    """How its partitions begin."""
    whole: T
    emptiest: T
    keep: Callable[[Tables, T], object]
    """As the service writes it, into empty tables."""
    read: Callable[[Tables], object]
    """As the service reads it, from tables in which nothing else is."""
    is_read_as: Callable[[T], object] = _itself
    """What is read of what was written."""
    sort: str = ""
    """How its sort keys begin, where others lie in the same partition."""
    oldest: T | None = None
    """What the oldest form was; None: the emptiest, whose attributes of later it has not."""

    def __str__(self) -> str:
        return self.name

    def read_of(self, form: str) -> object:
        """What the service must read of that form."""
        if form == "oldest":
            return self.is_read_as(self.emptiest if self.oldest is None else self.oldest)
        return self.is_read_as(self.written(form))

    def written(self, form: str) -> T:
        return self.whole if form == "whole" else self.emptiest


def later(**by: float) -> datetime:
    return NOON + timedelta(**by)


def act(act_id: str = "act-0001") -> Act:
    return Act(act_id, by=STAFF, name="made.up", resource="made-up/1", at=NOON, standing=AS_OPERATOR)


def table_of(tables: Tables, name: str) -> str:
    found: str = getattr(tables, name.lower())
    return found


def write(tables: Tables, *writes: Write) -> None:
    transact(tables.client, writes)


def first[T](page: Sequence[T]) -> T | None:
    return page[0] if page else None


def kept_by(tables: Tables, kind: Kind[Any]) -> list[Attributes]:
    """What lies in the tables of this kind, by its keys."""
    found = tables.client.scan(TableName=table_of(tables, kind.table))["Items"]
    items = [
        {name: _UPDATE_TOKEN.get(name) or _plain(value) for name, value in sorted(item.items())}
        for item in found
    ]
    return [
        item
        for item in items
        if item["pk"]["S"].startswith(kind.keys) and item["sk"]["S"].startswith(kind.sort)
    ]


def put_back(tables: Tables, kind: Kind[Any], items: Sequence[Attributes]) -> None:
    for item in items:
        typed = {name: _typed(value) for name, value in item.items()}
        tables.client.put_item(TableName=table_of(tables, kind.table), Item=typed)


def forms_in(wing: str) -> dict[str, Forms]:
    file = FOLDER / f"{wing}.json"
    found: dict[str, Forms] = json.loads(file.read_text("utf-8")) if file.exists() else {}
    return found


def write_forms(wing: str, forms: Mapping[str, Forms]) -> None:
    """An attribute a line, so that a difference shows which one it is."""
    text = _braced(
        "", [f"{json.dumps(kind)}: {_braced(' ', list(_forms(of)))}" for kind, of in forms.items()]
    )
    (FOLDER / f"{wing}.json").write_text(f"{text}\n", "utf-8")


def _forms(forms: Forms) -> Iterator[str]:
    for name, items in forms.items():
        yield f"{json.dumps(name)}: [{', '.join(_braced('  ', list(_attributes(item))) for item in items)}]"


def _attributes(item: Attributes) -> Iterator[str]:
    for name, value in item.items():
        yield f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}"


def _braced(indent: str, lines: Sequence[str]) -> str:
    return "{\n" + ",\n".join(f"{indent} {line}" for line in lines) + f"\n{indent}}}"


def _plain(attribute: Any) -> Any:  # noqa: ANN401 - whatever was stored
    ((kind, value),) = attribute.items()
    match kind:
        case "B":
            return {kind: b64encode(value).decode()}
        case "SS":
            return {kind: sorted(value)}
        case "L":
            return {kind: [_plain(one) for one in value]}
        case "M":
            return {kind: {name: _plain(one) for name, one in sorted(value.items())}}
        case _:
            return attribute


def _typed(attribute: Any) -> Any:  # noqa: ANN401 - whatever was stored
    ((kind, value),) = attribute.items()
    match kind:
        case "B":
            return {kind: b64decode(value)}
        case "L":
            return {kind: [_typed(one) for one in value]}
        case "M":
            return {kind: {name: _typed(one) for name, one in value.items()}}
        case _:
            return attribute
