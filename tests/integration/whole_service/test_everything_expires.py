"""Everything a day stores is on the page for the data-protection officer, and has its end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.architecture.blueprint import ROOT
from tests.integration.whole_service.evidence import TABLES, Evidence

PAGE = (ROOT / "docs" / "conservazione.md").read_text(encoding="utf-8")
BY_ITS_DATE = "scadenza"
"""How the page says that an item carries its own end."""
UNLESS_HELD = "trattenuto"
"""How it says that the end is missing as long as an open file of evidence holds the item."""


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


@dataclass(frozen=True, slots=True)
class Stored:
    kind: str
    expires: bool
    held: bool
    """It is, or belongs to, a case that names an open file of evidence as its holder."""


def constant(part: str) -> str:
    return part if re.fullmatch("[A-Z]+", part) else "…"


def kind(table: str, pk: str, sk: str) -> str:
    first = "#".join(constant(part) for part in pk.split("#"))
    word, _, rest = sk.partition("#")
    second = constant(word) + ("#…" if rest and constant(word) != "…" else "")
    return f"{table.removesuffix('Table').lower()} {first} / {second}"


def of_the_desk(day: Evidence, first: str, second: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Items by the id in their key."""
    for item in day.items["DeskTable"]:
        word, _, known_by = item["pk"]["S"].partition("#")
        if (word, item["sk"]["S"]) == (first, second):
            yield known_by, item


def held_cases(day: Evidence) -> set[str]:
    files = of_the_desk(day, "EVIDENCE", "HEADER")
    open_files = {file_id for file_id, item in files if "expires_at" not in item}
    cases = of_the_desk(day, "CASE", "CASE")
    holders = {
        case_id: {each["S"] for each in item.get("held_by", {"L": ()})["L"]} for case_id, item in cases
    }
    return {case_id for case_id, files in holders.items() if files & open_files}


def case_of(pk: str, sk: str) -> str | None:
    match pk.partition("#")[0]:
        case "CASE":
            return pk.partition("#")[2]
        case "CASES":
            return sk.partition("#")[2]
        case _:
            return None


def stored(day: Evidence) -> Iterator[Stored]:
    held = held_cases(day)
    for table in TABLES:
        for item in day.items[table]:
            pk, sk = item["pk"]["S"], item["sk"]["S"]
            yield Stored(kind(table, pk, sk), "expires_at" in item, case_of(pk, sk) in held)


def test_every_kind_of_item_is_on_the_page(day: Evidence) -> None:
    documented = {key for line in lines() for key in line.keys}

    assert {each.kind for each in stored(day)} <= documented


def test_what_the_page_says_expires_by_itself_does(day: Evidence) -> None:
    by_its_date = {key for line in lines() if line.ends.startswith(BY_ITS_DATE) for key in line.keys}

    assert by_its_date
    assert {each.kind for each in stored(day) if not each.expires and not each.held} & by_its_date == set()


def test_only_what_the_page_says_is_held_has_no_end_while_it_is(day: Evidence) -> None:
    """As long as its file is open."""
    unless_held = {
        key
        for line in lines()
        if line.ends.startswith(BY_ITS_DATE) and UNLESS_HELD in line.ends
        for key in line.keys
    }

    assert {each.kind for each in stored(day) if each.held} == unless_held
    assert not [each for each in stored(day) if each.held and each.expires]


def test_a_case_that_was_let_go_has_its_end_again(day: Evidence) -> None:
    refused = [item for _, item in of_the_desk(day, "EVIDENCE", "HEADER") if "expires_at" in item]
    let_go = {each["S"] for item in refused for each in item["cases"]["L"]}

    left = [item for item in day.items["DeskTable"] if case_of(item["pk"]["S"], item["sk"]["S"]) in let_go]

    assert left
    assert let_go & held_cases(day) == set()
    assert all("expires_at" in item for item in left)


def test_what_goes_together_carries_no_end_of_its_own(day: Evidence) -> None:
    """DynamoDB would delete a citizen piece by piece, in any order."""
    together = {key for line in lines() if "tutto insieme" in line.ends for key in line.keys}

    assert together
    assert {each.kind for each in stored(day) if each.expires} & together == set()
