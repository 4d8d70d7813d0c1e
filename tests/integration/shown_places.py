"""Where anything stored still shows somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.integration.staff_town import StaffTown


def places(town: StaffTown, shown: set[str]) -> set[str]:
    """Kinds of keys under which anything shows them."""
    return {_kind(item) for item in stored(town) if any(each in str(item) for each in shown)}


def stored(town: StaffTown) -> Iterator[dict[str, dict[str, str]]]:
    names = town.settings
    tables = (
        names.citizens_table,
        names.desk_table,
        names.broadcasts_table,
        names.audit_table,
        names.control_table,
    )
    for table in tables:
        for page in town.client.get_paginator("scan").paginate(TableName=table):
            yield from page["Items"]  # type: ignore[misc]


def _kind(item: dict[str, dict[str, str]]) -> str:
    first, _, _ = item["pk"]["S"].partition("#")
    second, more, _ = item["sk"]["S"].partition("#")
    if first in ("ALIAS", "FORGET", "AUDIT"):
        return f"{first}#"
    return f"{first}# {second}{more}"
