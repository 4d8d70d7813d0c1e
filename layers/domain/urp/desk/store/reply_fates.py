"""The writes by which whatever counts on replies follows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from urp.aws.dynamodb import Write
from urp.desk.reply_fate import Consequence

type ChangeWrites = Mapping[type, Callable[[Any, datetime], Iterable[Write]]]
"""By the class of a change how it is stored, at what moment."""


def consequence_writes(beside: Consequence, writes: ChangeWrites) -> Iterator[Write]:
    for change in beside.changes:
        yield from writes[type(change)](change, beside.at)
