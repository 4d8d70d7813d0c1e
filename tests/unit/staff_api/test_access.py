"""Access ends with the word of the office, not with the hour of a token."""

from __future__ import annotations

from tests.fakes.dynamodb.meddled import silent
from tests.fakes.staff_calls import STAFF_ID, Caller
from tests.unit.staff_api.bells import Tower, town
from urp.acts.model import Role


def test_who_was_dismissed_is_stopped_at_the_next_call_whatever_their_token_says(
    tower: Tower, editor: Caller
) -> None:
    before = editor.post("/staff/bells", {"rings": 1}, key="first-bell")
    tower.staff.deny(STAFF_ID)

    after = editor.post("/staff/bells", {"rings": 1}, key="second-bell")

    assert (before.status, after.status, after.json["code"]) == (201, 401, "access_ended")
    assert after.headers["content-type"] == "application/problem+json"
    assert after.json["detail"] == "Il tuo accesso è stato tolto: rivolgiti a un amministratore."
    assert tower.strokes == 1


def test_a_colleague_goes_on(tower: Tower, editor: Caller) -> None:
    tower.staff.deny("somebody-else")

    assert editor.get("/staff/bells").status == 200


def test_a_role_that_was_taken_is_gone_and_the_others_stay(tower: Tower, editor: Caller) -> None:
    both = Caller(editor.api, (Role.EDITOR, Role.READER))
    tower.staff.deny_role(STAFF_ID, Role.READER)
    with_what_stays = both.get("/staff/bells")
    tower.staff.allow_role(STAFF_ID, Role.READER)
    tower.staff.deny_role(STAFF_ID, Role.EDITOR)

    without_it = both.get("/staff/bells")

    assert with_what_stays.status == 200
    assert (without_it.status, without_it.json["code"]) == (403, "forbidden")
    assert "redazione" in without_it.json["detail"]


def test_while_nobody_can_say_who_was_dismissed_nobody_is_let_in(tower: Tower) -> None:
    editor = Caller(town(tower, denials_in=silent(tower.tables)), (Role.EDITOR,))

    answer = editor.post("/staff/bells", {"rings": 1}, key="first-bell")

    assert (answer.status, answer.json["code"], tower.strokes) == (503, "unavailable", 0)
