"""Nobody's program, run away or found by others, keeps the office's API from the colleagues."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.fakes.staff_calls import Caller
from tests.unit.staff_api.bells import NOW, Tower, town
from urp.acts.model import Role
from urp.staff_api.pace import MOST_CHANGES, MOST_READS, CallPace, TooManyCallsError


@pytest.mark.parametrize(("method", "most"), [("POST", MOST_CHANGES), ("GET", MOST_READS)])
def test_a_person_has_so_many_calls_in_a_minute_and_then_as_many_again(method: str, most: int) -> None:
    pace, within = CallPace(), NOW + timedelta(seconds=18)
    for _ in range(most):
        pace.count("anna", method, within)

    with pytest.raises(TooManyCallsError) as refused:
        pace.count("anna", method, within)
    pace.count("bea", method, within)
    pace.count("anna", "GET" if method == "POST" else "POST", within)
    pace.count("anna", method, NOW + timedelta(minutes=1))

    assert refused.value.seconds == 42


def test_who_calls_too_often_hears_when_to_come_back() -> None:
    tower = Tower()
    anna = Caller(town(tower), (Role.EDITOR,))
    for number in range(MOST_CHANGES):
        anna.post("/staff/bells", {"rings": 1}, key=f"ring-{number:04d}")

    refused = anna.post("/staff/bells", {"rings": 1}, key="one-too-many")

    assert (refused.status, refused.json["code"], refused.headers["retry-after"]) == (
        429,
        "too_many_calls",
        "60",
    )
    assert tower.strokes == MOST_CHANGES
