"""The public JSON of the list of turns: written, changed, refused, taken off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.contract.staff_api.recording import promised
from tests.fakes.staff_calls import STAFF_ID
from urp.acts.model import Role
from urp.acts.store.staff import StaffRegister

if TYPE_CHECKING:
    from tests.contract.staff_api.recording import Recorder
    from tests.integration.staff_town import StaffTown

SECOND = "0f9c6a5e-2b1d-4c3e-8d21-6f5e4d3c2b1a"
NIGHT = {"person": STAFF_ID, "second": "", "starts_at": "2026-11-25T20:00", "ends_at": "2026-11-26T08:00"}


def test_a_night_is_written_changed_and_taken_off(town: StaffTown, recorder: Recorder) -> None:
    register = StaffRegister(town.tables, lambda: town.now)
    for person, name in ((STAFF_ID, "Anna Bianchi"), (SECOND, "Bruno Neri")):
        register.name(person, name, "anna@comune.example")
        register.allow_role(person, Role.DUTY)
    administrator, duty = town.staff(Role.ADMINISTRATOR), town.staff(Role.DUTY)

    recorder.call("duty_number", duty, "PUT /staff/me/duty", {"number": "333 0000009"})
    recorder.call("duty_number_that_is_none", duty, "PUT /staff/me/duty", {"number": "ciao"})
    recorder.call("duty_number_read", duty, "GET /staff/me/duty")
    recorder.call("duty_people", administrator, "GET /staff/duty-people")
    written = recorder.call("turn_written", administrator, "POST /staff/turns", NIGHT, key="turn-0001")
    one = f"/staff/turns/{written.json['id']}"
    recorder.call("turn_overlapping", administrator, "POST /staff/turns", NIGHT, key="turn-0002")
    past = NIGHT | {"starts_at": "2026-11-20T20:00", "ends_at": "2026-11-21T08:00"}
    recorder.call("turn_in_the_past", administrator, "POST /staff/turns", past, key="turn-0003")
    recorder.call("turns", duty, "GET /staff/turns")
    recorder.call("turn", duty, f"GET {one}")
    changed = NIGHT | {"second": SECOND, "version": written.json["version"]}
    recorder.call("turn_changed", administrator, f"PUT {one}", changed)
    recorder.call("turn_changed_meanwhile", administrator, f"PUT {one}", changed)
    recorder.call("turn_deleted", administrator, f"DELETE {one}")

    assert recorder.kept == promised(recorder.kept)
