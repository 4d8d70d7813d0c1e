"""Nobody is told that a message was deleted: it may be in a file of evidence, or in the bytes it came in."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
TEXTS = sorted((*ROOT.glob("layers/profile/*/texts/*.toml"), *ROOT.glob("tests/profiles/*/texts/*.toml")))
SAYS_DELETED = re.compile(
    r"messagg[^.]*\b(?:cancellat|eliminat|distrutt)|\b(?:cancellat|eliminat|distrutt)[^.]*messagg"
    r"|message[^.]*\b(?:deleted|erased|destroyed)|\b(?:deleted|erased|destroyed)[^.]*message",
    re.IGNORECASE,
)


def test_there_are_texts_to_look_at() -> None:
    assert len(TEXTS) >= 4


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parts[-3]}/{path.name}")
def test_no_text_says_that_a_message_was_deleted(path: Path) -> None:
    assert SAYS_DELETED.findall(str(tomllib.loads(path.read_text(encoding="utf-8")))) == []
