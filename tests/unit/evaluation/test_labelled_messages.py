"""Labelled messages are read whatever stands around them; a line that is none is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cases import every
from tests.evaluation.messages import (
    FOREIGN,
    FOREIGN_TRAIN,
    NAMES,
    TRAIN,
    NotASetError,
    project_set,
    read_set,
)
from urp.meaning.model import Label


def lines(*entries: object) -> bytes:
    return "\n".join(json.dumps(entry) for entry in entries).encode()


def test_a_set_is_read_whatever_stands_around_its_messages() -> None:
    raw = (
        b"\xef\xbb\xbf" + lines({"text": "Ciao", "label": "saluto", "trap": True}) + b"\r\n\r\n   \n"
        b'{"text": "Iscrivimi", "label": "iscrizione"}'
    )

    messages = read_set(raw, "set")

    assert [(message.text, message.label, message.place) for message in messages] == [
        ("Ciao", Label.SALUTO, "set:1"),
        ("Iscrivimi", Label.ISCRIZIONE, "set:4"),
    ]


@every(
    ("line", "complaint"),
    [
        (b"not json", "set:2: is not JSON"),
        (b"\xff\xfe", "set:2: is not UTF-8"),
        (b'["Ciao", "saluto"]', "set:2: is not an object"),
        (b'{"label": "saluto"}', 'set:2: has no "text"'),
        (b'{"text": 5, "label": "saluto"}', 'set:2: has no "text"'),
        (b'{"text": "Ciao"}', 'set:2: has no "label"'),
        (b'{"text": "Ciao", "label": "saluti"}', "set:2: has the unknown label 'saluti'"),
        (b"[" * 100_000, "set:2: is not JSON"),
    ],
)
def test_a_line_that_is_no_labelled_message_is_named(line: bytes, complaint: str) -> None:
    with pytest.raises(NotASetError, match="set:2") as refused:
        read_set(lines({"text": "Ciao", "label": "saluto"}) + b"\n" + line, "set")

    assert complaint in str(refused.value)


@pytest.mark.parametrize("raw", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_a_set_without_messages_is_refused(raw: bytes) -> None:
    with pytest.raises(NotASetError, match="holds no message"):
        read_set(raw, "set")


def test_of_a_file_that_is_no_set_only_the_first_lines_are_named() -> None:
    with pytest.raises(NotASetError, match="and 80 more"):
        read_set(b"no\n" * 100, "set")


def test_only_what_is_learned_from_is_shown_with_its_texts(tmp_path: Path) -> None:
    for name in NAMES:
        (tmp_path / f"{name}.jsonl").write_bytes(lines({"text": name, "label": "altro"}))

    assert [name for name in NAMES if project_set(name, tmp_path)[0].shown] == [TRAIN, FOREIGN_TRAIN]


@pytest.mark.parametrize("raw", [None, b"", b"\n"])
def test_a_set_that_nobody_has_written_yet_holds_nothing(raw: bytes | None, tmp_path: Path) -> None:
    if raw is not None:
        (tmp_path / "test.jsonl").write_bytes(raw)

    assert project_set("test", tmp_path) == ()


def test_a_message_says_who_wrote_it_and_in_which_language(tmp_path: Path) -> None:
    (tmp_path / "foreign.jsonl").write_bytes(
        lines(
            {"text": "Hilfe", "label": "emergenza", "language": "de", "from": "anna", "distress": True},
            {"text": "Aiuto", "label": "emergenza"},
        )
    )

    found = project_set(FOREIGN, tmp_path)

    assert [(each.writer, each.group, each.distress) for each in found] == [
        ("anna", "de", True),
        ("", "foreign.jsonl", False),
    ]
