"""Citizens quote pages of the town and of its companies, as the profile lists them."""

from __future__ import annotations

import pytest

from tests.unit.inbound.town import Town
from urp.town.texts import TextKey
from urp.whatsapp.content import Attachment, Edit, WrittenText
from urp.whatsapp.content import MessageKind as Sent

QUOTED = "Guardate qui: https://www.conerobus.it/linee"
ELSEWHERE = "Guardate qui: https://www.premi.top/linee"


def test_who_quotes_a_page_of_the_towns_buses_breaks_no_rule() -> None:
    town = Town()

    town.writes(QUOTED)

    assert town.stored.cases == []
    assert len(town.messages) == 1


def test_who_quotes_a_page_from_elsewhere_is_shown_to_a_person() -> None:
    town = Town()

    town.writes(ELSEWHERE)

    assert len(town.stored.cases) == 1


@pytest.mark.parametrize(("quoted", "cases"), [(QUOTED, 0), (ELSEWHERE, 1)])
def test_a_page_is_judged_alike_beside_a_photo_and_in_a_correction(quoted: str, cases: int) -> None:
    beside, corrected = Town(), Town()

    beside.receives(Attachment(quoted), kind=Sent.IMAGE)
    corrected.receives(WrittenText("Quando apre l'anagrafe?"), message_id="wamid.first")
    corrected.receives(Edit("wamid.first", quoted), kind=Sent.EDIT)

    assert len(beside.stored.cases) == cases
    assert len(corrected.stored.cases) == cases


def test_who_passes_on_a_danger_with_a_page_of_the_town_is_answered_and_somebody_is_alerted() -> None:
    town = Town()

    said = town.writes("Fate girare: c'è un incendio sul bus, https://www.conerobus.it/fermate")

    assert said == [TextKey.EMERGENCY_ALERTED]
    assert len(town.duty.alerts) == 1
