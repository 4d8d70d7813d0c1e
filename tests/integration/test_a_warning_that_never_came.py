"""The service's own first warning was refused by WhatsApp: nobody may say later that it was given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from tests.integration.a_town_hall import TownHall
from tests.integration.functions_town import environment, new_container
from tests.integration.staff_town import staff_town
from urp.acts.model import Role
from urp.desk.send_reply import Sending
from urp.whatsapp.error_codes import ErrorClass
from urp.whatsapp.ports import Refused

REFUSED = Refused(131049, ErrorClass.RECIPIENT, "not delivered")


@pytest.fixture
def town_hall(outputs: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[TownHall]:
    env = environment(outputs)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    new_container()
    yield TownHall(env, [REFUSED])
    new_container()


def test_whoever_the_first_warning_never_reached_is_warned_for_the_first_time(
    town_hall: TownHall, outputs: Mapping[str, str]
) -> None:
    office = staff_town(outputs, "urp_profile")
    office.now = town_hall.now
    moderator = office.staff(Role.MODERATOR)
    town_hall.hears("Siete delle merde, andate a fare in culo", 1)
    said = town_hall.says()
    town_hall.hears("Siete ancora delle merde, vaffanculo", 2)
    cases = moderator.get("/staff/cases").json["items"]
    path = f"/staff/cases/{cases[1]['id']}/steps"

    untrue = moderator.post(path, {"step": "warned_again", "reason": "insulto"}, key="step-0001")
    first = moderator.post(path, {"step": "warned", "reason": "insulto"}, key="step-0002")

    assert (said, [case["outcome"] for case in cases]) == ([Sending.REFUSED], [None, None])
    assert (untrue.status, untrue.json["code"], first.status) == (409, "ladder", 201)
