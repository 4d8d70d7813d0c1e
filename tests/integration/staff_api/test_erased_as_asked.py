"""From a citizen's own words that ask for erasure to tables in which none of them is left."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.integration.heard import hears
from tests.integration.shown_places import places
from urp.acts.model import Role
from urp.privacy.store.forgetting import Forgetting
from urp.whatsapp.person import PersonIds

if TYPE_CHECKING:
    from datetime import datetime

    from tests.integration.staff_town import StaffTown

ANNA = PersonIds("393330000901", "IT.10000000000000009901")
SECRET = "via dei Segretissimi"
ASKING = f"Cancellate tutti i miei dati. Abito in {SECRET} 3"
REGISTER = frozenset({"RIGHTS# REQUEST", "OUTBOX# OUTBOX", "AUDIT#"})


def erases(town: StaffTown) -> dict[str, int]:
    """The one open request; how much was to go, by class."""
    administrator = town.staff(Role.ADMINISTRATOR)
    (request,) = administrator.get("/staff/rights-requests").json["items"]
    path = f"/staff/rights-requests/{request['id']}/erase"
    preview = administrator.get(path).json
    assert administrator.post(path, {}, key="erase-0001").status == 200
    return {each["kind"]: each["items"] for each in preview["erased"]}


def night(town: StaffTown, at: datetime) -> None:
    forgetting, cursor = Forgetting(town.tables), None
    while (page := forgetting.delete_page(cursor, at)).cursor is not None:
        cursor = page.cursor


@pytest.mark.parametrize("subscribed", [True, False])
def test_nothing_is_left_of_the_words_that_asked_for_erasure(town: StaffTown, subscribed: bool) -> None:
    if subscribed:
        hears(town, "Iscrivimi", ANNA, "wamid.1")
        town.later(minutes=1)
    hears(town, ASKING, ANNA, "wamid.2")
    town.later(minutes=1)
    assert places(town, {SECRET})

    erases(town)

    assert places(town, {SECRET}) == set()


def test_who_never_joined_and_asks_for_erasure_is_forgotten_the_night_after(town: StaffTown) -> None:
    hears(town, "Cancellami", ANNA, "wamid.1")
    town.later(minutes=1)
    hears(town, ASKING, ANNA, "wamid.2")
    town.later(minutes=1)

    erased = erases(town)
    night(town, town.now + timedelta(hours=38))

    assert erased["consent"] == 2
    assert places(town, {ANNA.phone or "", ANNA.user_id or ""}) <= REGISTER
    assert not places(town, {"richiesta 2026/0001: cancellazione"})


def test_who_joined_once_stays_as_the_proof_of_that(town: StaffTown) -> None:
    hears(town, "Iscrivimi", ANNA, "wamid.1")
    town.later(minutes=1)
    hears(town, ASKING, ANNA, "wamid.2")
    town.later(minutes=1)

    erased = erases(town)
    night(town, town.now + timedelta(days=729))

    assert "consent" not in erased
    assert places(town, {"Iscrivimi"}) == {"CITIZEN# CONSENT#"}
    assert places(town, {ANNA.phone or ""}) >= {"CITIZEN# PROFILE", "ALIAS#"}
