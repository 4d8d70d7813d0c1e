"""Lists from elsewhere: the import, the parts still to take over, the lines that are no phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tests.contract.stored_items.kinds import (
    LIST,
    NOON,
    NOTICE,
    PHONE,
    STAFF,
    Kind,
    act,
    later,
    table_of,
    write,
)
from urp.aws.tables import Tables
from urp.notices.imports.model import (
    InvalidLine,
    LineFault,
    ListedPhone,
    ListImport,
    Progress,
    Provenance,
    Taken,
)
from urp.notices.store.imports import ImportRegister, adding

NEW = ListImport(
    id=LIST,
    name="Elenco di ottobre",
    provenance=Provenance("Sportello, ottobre 2026", "consenso", "Prot. 1234"),
    confirm_by=date(2026, 12, 25),
    created_at=NOON,
    created_by=STAFF,
    lines=4,
    people=2,
    duplicates=1,
    invalid=1,
    parts=1,
    progress=Progress(taken=dict.fromkeys(Taken, 0)),
)
TAKEN = {
    Taken.IMPORTED: 5,
    Taken.ALREADY_SUBSCRIBED: 4,
    Taken.LEFT_BEFORE: 3,
    Taken.BLOCKED: 2,
    Taken.NOT_CONFIRMED_BEFORE: 1,
}
FINISHED = replace(
    NEW,
    confirm_by=date(2027, 1, 25),
    campaigns=frozenset({NOTICE}),
    ended_at=later(days=61),
    progress=Progress(parts_done=1, taken=TAKEN, removed=2),
)
WAITING = replace(NEW, waits=True)
DROPPED = replace(NEW, dropped_at=later(days=3))
PEOPLE = (ListedPhone(2, PHONE), ListedPhone(4, "393330000004"))
WRONG = (InvalidLine(3, LineFault.ROUNDED, "••• 011"), InvalidLine(5, LineFault.NO_NUMBER, ""))


def _register(tables: Tables) -> ImportRegister:
    return ImportRegister(tables)


def _create(tables: Tables) -> None:
    _register(tables).create(NEW, [PEOPLE], WRONG, act())


def _keep(tables: Tables, kept: ListImport) -> None:
    _create(tables)
    if kept.campaigns:
        _register(tables).announce(NEW, kept)
    if kept.progress.parts_done:
        _register(tables).finish(LIST, 0, kept.progress.taken, later(hours=1))
    if kept.progress.removed:
        write(tables, adding(table_of(tables, "Citizens"), LIST, {"removed": kept.progress.removed}))
    if kept.ended_at is not None:
        _register(tables).end(LIST, kept.ended_at)


def _keep_waiting(tables: Tables, kept: ListImport) -> None:
    _register(tables).create(WAITING, [PEOPLE], WRONG, act())
    if kept.dropped_at is not None:
        _register(tables).drop(WAITING, kept.dropped_at)


def _part(tables: Tables) -> tuple[Sequence[ListedPhone] | None, Sequence[int]]:
    """Its people, and the parts that are still to be taken over."""
    return _register(tables).part(LIST, 0), _register(tables).open_parts(LIST)


def _as_taken_over(kept: ListImport) -> tuple[Sequence[ListedPhone] | None, Sequence[int]]:
    return (None, []) if kept.done else (list(PEOPLE), [0])


KINDS: tuple[Kind[Any], ...] = (
    Kind(
        "an import",
        "Citizens",
        "IMPORT#",
        FINISHED,
        NEW,
        _keep,
        lambda tables: _register(tables).load(LIST),
        sort="HEADER",
    ),
    Kind(
        "an import that waits for a second person, or was dropped",
        "Citizens",
        "IMPORT#",
        WAITING,
        DROPPED,
        _keep_waiting,
        lambda tables: _register(tables).load(LIST),
        sort="HEADER",
    ),
    Kind(
        "an import in the office's list",
        "Citizens",
        "IMPORT",
        FINISHED,
        NEW,
        _keep,
        lambda tables: (_register(tables).page(None, 10).items, _register(tables).unfinished()),
        lambda kept: ((kept,), [] if kept.done else [kept]),
    ),
    Kind(
        "a part of an import",
        "Citizens",
        "IMPORT#",
        FINISHED,
        NEW,
        _keep,
        _part,
        _as_taken_over,
        sort="PART#",
    ),
    Kind(
        "lines of an import that are no phone",
        "Citizens",
        "IMPORT#",
        WRONG,
        WRONG,
        lambda tables, _: _create(tables),
        lambda tables: _register(tables).invalid(LIST, 0, 10),
        list,
        sort="INVALID#",
    ),
)
