"""The inspector's command finds what was done to an exported record, wherever, and names where it begins."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from infra.record.verify import (
    canonical,
    entry_hash,
    link_hash,
    main,
    problems,
    proof_of,
    read,
    root_of,
    sha256,
)
from tests.unit.acts.record.recorded import MONDAY, TownHall
from urp.acts.record.exporting import ExportRecord

type Line = dict[str, Any]

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def hall() -> TownHall:
    """Three days of work and one that is not over; an act of Monday is found on Tuesday."""
    hall = TownHall()
    for number in range(9):
        if number == 3:
            hall.act(20, MONDAY + 5 * HOUR)
        hall.act(number, MONDAY + DAY * (number // 3) + HOUR * number)
        hall.seal(MONDAY + DAY * (number // 3) + HOUR * number)
    hall.act(21, MONDAY + 3 * DAY)
    hall.seal(MONDAY + 3 * DAY)
    return hall


def pages(hall: TownHall, limit: int = 1_000, first: int = 0) -> str:
    export, cursor, written = ExportRecord(hall.record), None, ""
    while True:
        days = (MONDAY + first * DAY).date(), (MONDAY + 3 * DAY).date()
        page = export(*days, cursor, limit, MONDAY + 3 * DAY + HOUR)
        told = {
            "exported_at": (MONDAY + 3 * DAY + HOUR).isoformat(),
            "items": page.items,
            "next": page.cursor,
        }
        written += json.dumps(told) + "\n"
        if page.cursor is None:
            return written
        cursor = page.cursor


@pytest.fixture
def lines(hall: TownHall) -> list[Line]:
    return read(pages(hall))


def sealed(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line["kind"] == "sealed"]


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 1_000])
def test_a_record_is_whole_however_it_is_divided_into_pages(hall: TownHall, limit: int) -> None:
    lines = read(pages(hall, limit))

    assert problems(lines) == []
    assert [line["link"]["sequence"] for line in sealed(lines)] == list(range(1, 12))
    assert [line["head"]["size"] for line in lines if line["kind"] == "head"] == [3, 4, 3]


def test_a_part_of_it_is_whole_too_and_begins_where_the_day_before_ended(hall: TownHall) -> None:
    lines = read(pages(hall, first=1))

    assert problems(lines) == []
    assert "mancano" in problems([lines[0], *lines[2:]])[0]


def _set(place: str, field: str, value: object) -> Callable[[Line], None]:
    def change(line: Line) -> None:
        line[place][field] = value

    return change


def _changes(line: Line) -> Iterator[Callable[[Line], None]]:
    """One for each field of the entry and of its link."""
    for place in ("entry", "link"):
        for field, value in line[place].items():
            if field == "expires_at":
                continue
            for other in _others(value):
                yield _set(place, field, other)


def _others(value: Any) -> Iterator[Any]:  # noqa: ANN401 - as JSON has it
    """As many as it has parts, each with one of them changed."""
    if isinstance(value, dict):
        yield from ({**value, name: other} for name, part in value.items() for other in _others(part))
    elif isinstance(value, list):
        yield [*value, "administrator"]
        yield value[1:]
    elif isinstance(value, int):
        yield value + 1
    else:
        yield value[:-1] + ("1" if value.endswith("0") else "0")


@pytest.mark.parametrize("position", range(11))
def test_each_changed_field_of_each_entry_is_found_and_the_entry_is_named(
    lines: list[Line], position: int
) -> None:
    for change in _changes(sealed(lines)[position]):
        tampered = copy.deepcopy(lines)
        change(sealed(tampered)[position])

        (first, *_) = problems(tampered)
        assert first.startswith("voce ")
        assert str(sealed(tampered)[position]["link"]["sequence"]) in first


@pytest.mark.parametrize("position", range(11))
def test_a_missing_entry_is_named(lines: list[Line], position: int) -> None:
    sealed(lines)[position]["entry"] = None

    assert problems(lines)[0].startswith(f"voce {position + 1} (")
    assert problems(lines)[0].endswith("manca nel registro")


@pytest.mark.parametrize("position", range(10))
def test_a_missing_link_is_found_by_the_next_one_or_by_the_head(lines: list[Line], position: int) -> None:
    lines.remove(sealed(lines)[position])

    assert f"mancano le voci da {position + 1} a {position + 1}" in problems(lines)[0]


@pytest.mark.parametrize("position", range(10))
def test_two_swapped_entries_are_found(lines: list[Line], position: int) -> None:
    one, other = sealed(lines)[position], sealed(lines)[position + 1]
    one["entry"], other["entry"] = other["entry"], one["entry"]
    assert problems(lines)[0].startswith(f"voce {position + 1} (")
    one["link"], other["link"] = other["link"], one["link"]

    assert problems(lines) != []


@pytest.mark.parametrize("position", range(10))
def test_an_inserted_entry_with_a_chain_made_anew_behind_it_does_not_fit_the_heads(
    lines: list[Line], position: int
) -> None:
    """Who rewrites the whole chain of a day, and all links after it, has to rewrite all heads too."""
    made_up = copy.deepcopy(sealed(lines)[position])
    made_up["entry"]["details"] = "never happened"
    lines.insert(lines.index(sealed(lines)[position]) + 1, made_up)
    _chain_again(lines)

    assert problems(lines)[0].startswith("testa del 2026-1")


def test_who_rewrites_heads_too_is_found_by_what_the_locked_bucket_keeps(
    hall: TownHall, lines: list[Line], tmp_path: Path
) -> None:
    for day, content in hall.shelf.heads.items():
        (tmp_path / f"{day.isoformat()}.json").write_bytes(content)
    assert problems(lines, tmp_path) == []

    sealed(lines)[4]["entry"]["by"] = "staff-bea"
    _chain_again(lines)
    _close_again(lines)

    assert problems(lines) == []
    assert problems(lines, tmp_path)[0] == (
        "testa del 2026-12-01: non è quella conservata nel bucket bloccato"
    )


def test_what_was_put_among_the_acts_afterwards_is_in_no_link(hall: TownHall, lines: list[Line]) -> None:
    entry = dict(sealed(lines)[0]["entry"], sk="1#never", at=MONDAY.isoformat())

    told = problems([*lines, {"kind": "unsealed", "entry": entry, "exported_at": lines[0]["exported_at"]}])

    assert told == ["voce 2026-11-30, 1#never: inserita dopo, non è nella catena"]


@pytest.mark.parametrize("position", range(10))
def test_one_entry_is_proved_alone_and_a_changed_proof_is_refused(lines: list[Line], position: int) -> None:
    proof = proof_of(lines, str(position + 1))
    assert proof is not None
    assert problems([proof]) == []

    for change in _changes(proof):
        tampered = copy.deepcopy(proof)
        change(tampered)
        assert problems([tampered]) != []
    assert problems([{**proof, "index": (proof["index"] + 1) % 3}]) != []


def test_the_command_needs_nothing_but_pythons_own_library(hall: TownHall, tmp_path: Path) -> None:
    record, proof = tmp_path / "registro.jsonl", tmp_path / "prova.json"
    record.write_text(pages(hall, 4), encoding="utf-8")
    command = [sys.executable, "-I", "-S", "infra/record/verify.py"]

    def run(file: Path, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 - our own interpreter
            [*command, str(file)], env=environment, capture_output=True, text=True, check=False
        )

    whole = run(record, ENTRY="2", PROOF=str(proof))
    alone = run(proof)

    assert (whole.returncode, alone.returncode) == (0, 0), whole.stdout + whole.stderr + alone.stderr
    assert "Il registro è integro: 11 voci, 3 teste di giorni" in whole.stdout


@pytest.mark.parametrize("content", ["", "{", "[]", '{"items": 3}', '{"kind": "sealed"}', "null"])
def test_a_file_that_is_no_record_is_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    record = tmp_path / "registro.jsonl"
    record.write_text(content, encoding="utf-8")

    assert main([str(record)], {}) == 1
    assert main([str(tmp_path / "none")], {}) == 2
    assert "NON" in capsys.readouterr().out or content == ""


def _chain_again(lines: list[Line]) -> None:
    previous = "0" * 64
    for number, line in enumerate(sealed(lines), 1):
        line["link"] |= {"sequence": number, "previous": previous, "entry_hash": entry_hash(line["entry"])}
        previous = line["link"]["hash"] = link_hash(line["link"])


def _close_again(lines: list[Line]) -> None:
    previous = "0" * 64
    for line in lines:
        if line["kind"] == "head":
            head = line["head"]
            links = [each["link"] for each in sealed(lines) if each["link"]["sealed_at"][:10] == head["day"]]
            root = root_of([bytes.fromhex(link["hash"]) for link in links]).hex()
            head |= {"root": root, "last_hash": links[-1]["hash"], "previous": previous}
            previous = sha256(canonical(head))
