"""A list is stored in one transaction, whatever stands in its lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from tests.fakes.days import RETENTION
from urp.aws.dynamodb import Value
from urp.notices.imports.model import ListImport, Provenance
from urp.notices.imports.office import parts_of
from urp.notices.imports.reading import MOST_LINES, read_list
from urp.notices.store.import_items import import_items

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
ITEM, TRANSACTION, TRANSACTION_ITEMS = 400 * 1024, 4 * 1024 * 1024, 100  # AWS


@pytest.mark.parametrize(
    "line", ["333{:07d}", "mario.rossi.{}@esempio.comune.it", "àààààààààààààààààà{}", "🙂" * 18]
)
def test_the_longest_list_fits_the_transaction_that_stores_it(line: str) -> None:
    found = read_list("telefono\n" + "\n".join(line.format(number) for number in range(MOST_LINES - 1)))
    new = ListImport(
        UUID(int=7), "Elenco", Provenance("Sportello", "consenso", "prot. 1"), date(2026, 12, 31), NOON,
        "staff-1", found.lines, len(found.people), found.duplicates, len(found.invalid), 80,
    )  # fmt: skip

    sizes = [_size(item) for item in import_items(new, parts_of(found), found.invalid, RETENTION)]

    assert found.lines == MOST_LINES - 1
    assert len(sizes) + 2 <= TRANSACTION_ITEMS  # the act's two
    assert max(sizes) < ITEM
    assert sum(sizes) < TRANSACTION * 0.9


def _size(value: Value | Mapping[str, Value]) -> int:
    """As DynamoDB counts: UTF-8 of names and texts, a number at its longest, lists and their elements."""
    match value:
        case str():
            return len(value.encode())
        case Mapping():
            return sum(len(name) + _size(each) for name, each in value.items())
        case Sequence():
            return 3 + sum(1 + _size(each) for each in value)
        case _:
            return 9
