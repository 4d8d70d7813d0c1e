"""Labelled messages are read whatever stands around them; a line that is none is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.evaluation.messages import NotASetError, project_sets, read_set
from urp.meaning.model import Label


def lines(*entries: object) -> bytes:
    return "\n".join(json.dumps(entry) for entry in entries).encode()


def test_a_set_is_read_whatever_stands_around_its_messages() -> None:
    raw = (
        b"\xef\xbb\xbf" + lines({"text": "Ciao", "label": "saluto", "trap": True}) + b"\r\n\r\n   \n"
        b'{"text": "Iscrivimi", "label": "iscrizione"}'
    )

    messages = read_set(raw, "set")

    assert [(each.text, each.label, each.place) for each in messages] == [
        ("Ciao", Label.SALUTO, "set:1"),
        ("Iscrivimi", Label.ISCRIZIONE, "set:4"),
    ]


@pytest.mark.parametrize(
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


def test_sets_by_another_hand_are_counted_without_their_texts(tmp_path: Path) -> None:
    for part in ("own", "held_out"):
        (tmp_path / part).mkdir()
        (tmp_path / part / "set.jsonl").write_bytes(lines({"text": part, "label": "altro"}))

    found = {each.place: each.shown for each in project_sets(tmp_path)}

    assert found == {"own/set.jsonl:1": True, "held_out/set.jsonl:1": False}
