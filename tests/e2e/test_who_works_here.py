"""Two administrators let a colleague in through the API, and one lets them out; the pool follows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import requests

from infra.local.meta.reading import Json, read_objects, read_text
from infra.local.staff_client import StaffCallRefusedError
from infra.local.town import TownHall
from tests.e2e.patience import comes_true
from tests.e2e.test_staff_member import Command, _api, _password, staff_member

__all__ = ["staff_member"]

FEDE = "fede.galli@comune.example"
WHY = "Sostituisce una collega in congedo"


def _people(town: TownHall) -> Json:
    return town.staff("administrator").get("/people")


def _by_two(town: TownHall, path: str, body: dict[str, object]) -> None:
    asked = town.staff("administrator").post(path, {**body, "reason": WHY})
    town.confirm("administrator", {"proposed": asked})
    _settled(town)


def _settled(town: TownHall) -> None:
    comes_true(lambda: {each["state"] for each in _changes(town)} == {"done"}, lambda: f"{_changes(town)}")


def _changes(town: TownHall) -> list[Json]:
    return read_objects(_people(town), "changes")


def test_somebody_is_let_in_by_two_stands_in_for_a_while_and_is_let_out_by_one(
    town: TownHall,
    staff_member: Command,
) -> None:
    _by_two(town, "/people", {"email": FEDE, "name": "Fede Galli", "roles": ["reader"]})
    (person,) = (each for each in read_objects(_people(town), "items") if each["name"] == "Fede Galli")
    at = f"/people/{read_text(person, 'id')}"
    end = datetime.now(UTC) + timedelta(seconds=30)
    _by_two(town, f"{at}/roles", {"role": "operator", "until": end.isoformat()})
    fede = _api(town, FEDE, _password(staff_member(FEDE, "--do", "reset-password")[1]))

    assert fede.get("/me")["roles"] == ["operator", "reader"]
    comes_true(lambda: fede.get("/me")["roles"] == ["reader"], "the role ends with the token in their hand")

    town.staff("administrator").post(f"{at}/disable")
    _settled(town)
    with pytest.raises(StaffCallRefusedError) as refused:
        fede.get("/me")
    assert refused.value.status == requests.codes.unauthorized
    assert "Fede Galli" not in str(town.staff("reader").get("/colleagues"))
