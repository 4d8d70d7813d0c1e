"""Everything a day stores is on the page for the data-protection officer, and has its end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.architecture.blueprint import ROOT
from tests.integration.whole_service.evidence import TABLES, Evidence

PAGE = (ROOT / "docs" / "conservazione.md").read_text(encoding="utf-8")
BY_ITS_DATE = "scadenza"
"""How the page says that an item carries its own end."""


@dataclass(frozen=True, slots=True)
class Line:
    keys: frozenset[str]
    """`citizens CITIZEN#… / PROFILE`."""
    ends: str


def lines() -> Iterator[Line]:
    for row in re.findall(r"^\| (?:`|–).*$", PAGE, re.MULTILINE):
        _, _, _, where, _, ends, _ = (cell.strip() for cell in row.split("|"))
        table = re.match(r"`(\w+)`: ", where)
        if table:
            keys = re.findall(r"`([^`]+ / [^`]+)`", where)
            yield Line(frozenset(f"{table[1]} {key}" for key in keys), ends)


def constant(part: str) -> str:
    return part if re.fullmatch("[A-Z]+", part) else "…"


def kind(table: str, pk: str, sk: str) -> str:
    first = "#".join(constant(part) for part in pk.split("#"))
    word, _, rest = sk.partition("#")
    second = constant(word) + ("#…" if rest and constant(word) != "…" else "")
    return f"{table.removesuffix('Table').lower()} {first} / {second}"


def stored(day: Evidence) -> Iterator[tuple[str, bool]]:
    for table in TABLES:
        for item in day.items[table]:
            yield kind(table, item["pk"]["S"], item["sk"]["S"]), "expires_at" in item


def test_every_kind_of_item_is_on_the_page(day: Evidence) -> None:
    documented = {key for line in lines() for key in line.keys}

    assert {found for found, _ in stored(day)} <= documented


def test_what_the_page_says_expires_by_itself_does(day: Evidence) -> None:
    by_its_date = {key for line in lines() if line.ends.startswith(BY_ITS_DATE) for key in line.keys}

    assert by_its_date
    assert {found for found, expires in stored(day) if not expires} & by_its_date == set()


def test_what_goes_together_carries_no_end_of_its_own(day: Evidence) -> None:
    """DynamoDB would delete a citizen piece by piece, in any order."""
    together = {key for line in lines() if "tutto insieme" in line.ends for key in line.keys}

    assert together
    assert {found for found, expires in stored(day) if expires} & together == set()
