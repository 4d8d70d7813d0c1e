"""Matrices of who may do what, written by hand: a letter for each role that is let in, a dot for one that is
refused."""

from __future__ import annotations

from pathlib import Path

from urp.acts.model import Role

_COLUMNS = {
    "r": Role.READER,
    "o": Role.OPERATOR,
    "e": Role.EDITOR,
    "v": Role.APPROVER,
    "d": Role.DUTY,
    "m": Role.MODERATOR,
    "a": Role.ADMINISTRATOR,
}


def read_matrix(file: Path) -> list[tuple[str, frozenset[Role]]]:
    """Of each line what stands after the letters, with one space between its words, and who is let in."""
    found: list[tuple[str, frozenset[Role]]] = []
    for line in file.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            marks, *words = line.split()
            assert len(marks) == len(_COLUMNS), line
            assert all(mark in (".", column) for mark, column in zip(marks, _COLUMNS, strict=True)), line
            found.append((" ".join(words), frozenset(_COLUMNS[mark] for mark in marks if mark != ".")))
    return found
