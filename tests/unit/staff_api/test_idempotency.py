"""The same key does the same thing once."""

from __future__ import annotations

import pytest

from tests.fakes.staff_calls import Caller
from tests.unit.staff_api.bells import Tower
from urp.acts.model import Role
from urp.errors import ConflictError


def test_the_same_key_rings_once_and_is_answered_with_the_same_bell(tower: Tower, editor: Caller) -> None:
    first = editor.post("/staff/bells", {"rings": 2}, key="morning-bell")

    again = editor.post("/staff/bells", {"rings": 2}, key="morning-bell")

    assert (first.status, again.status) == (201, 201)
    assert again.json["id"] == first.json["id"]
    assert tower.strokes == 2


def test_two_calls_that_race_with_one_key_ring_once(tower: Tower, editor: Caller) -> None:
    first = editor.post("/staff/bells", {"rings": 2}, key="morning-bell")
    tower.seen_at_first_look = False

    again = editor.post("/staff/bells", {"rings": 2}, key="morning-bell")

    assert again.json["id"] == first.json["id"]
    assert tower.strokes == 2


def test_a_call_that_finds_its_twin_moved_the_state_answers_like_a_repetition(
    tower: Tower, editor: Caller
) -> None:
    first = editor.post("/staff/bells", {"rings": 2}, key="morning-bell")
    tower.seen_at_first_look = False
    tower.failure = ConflictError("it rings already")

    again = editor.post("/staff/bells", {"rings": 2}, key="morning-bell")

    assert (again.status, again.json["id"]) == (201, first.json["id"])


def test_a_conflict_with_somebody_else_stays_one(tower: Tower, editor: Caller) -> None:
    tower.failure = ConflictError("it rings already")

    assert editor.post("/staff/bells", {"rings": 2}, key="morning-bell").status == 409


def test_a_key_used_for_something_else_is_refused(tower: Tower, editor: Caller) -> None:
    editor.post("/staff/bells", {"rings": 2}, key="morning-bell")

    other = editor.post("/staff/bells", {"rings": 3}, key="morning-bell")

    assert (other.status, other.json["code"]) == (422, "idempotency_key_reused")
    assert tower.strokes == 2


def test_two_members_of_staff_may_choose_the_same_key(tower: Tower, editor: Caller) -> None:
    colleague = Caller(editor.api, (Role.EDITOR,), member="another")

    editor.post("/staff/bells", {"rings": 1}, key="morning-bell")
    colleague.post("/staff/bells", {"rings": 1}, key="morning-bell")

    assert tower.strokes == 2


@pytest.mark.parametrize("key", [None, "short", "with blank in it", "x" * 129, "perché-accentata"])
def test_creating_needs_a_usable_key(tower: Tower, editor: Caller, key: str | None) -> None:
    answer = editor.post("/staff/bells", {"rings": 1}, key=key)

    assert (answer.status, answer.json["code"]) == (400, "idempotency_key_missing")
    assert tower.strokes == 0
