"""What the town prints itself is no secret: its numbers stay readable where those of people are covered."""

from __future__ import annotations

from tests.integration.sent_elsewhere import sent_elsewhere
from tests.integration.staff_environment import PROFILE
from tests.integration.staff_town import StaffTown
from urp.acts.model import Role
from urp.town.municipality import load_municipality

OWN = load_municipality(PROFILE, placeholders_allowed=True).desk.phone
SOMEBODYS = "333 0000001"
HOLE = f"C'è una buca in via Roma: al {OWN} non risponde nessuno, chiamatemi al {SOMEBODYS}"


def test_the_towns_own_number_is_read_in_what_was_sent_elsewhere(town: StaffTown) -> None:
    sent_elsewhere(town, town.joins(), HOLE, 1)

    (item,) = town.staff(Role.OPERATOR).get("/staff/redirects/messages").json["items"]

    assert OWN in item["text"]
    assert SOMEBODYS not in item["text"]
