"""Somebody in danger who also leaves is heard in both: the notices on the phone may be part of the danger."""

from __future__ import annotations

import pytest

from tests.unit.inbound.surroundings import Duty
from tests.unit.inbound.town import Town
from urp.desk.model import MessageKind
from urp.texts import TextKey


def subscribed_town(duty: Duty | None = None) -> Town:
    town = Town(duty=duty or Duty())
    town.writes("Iscrivimi")
    town.passes(hours=1)
    return town


@pytest.mark.parametrize("duty", [True, False])
def test_whoever_leaves_beside_a_danger_hears_of_help_and_the_goodbye(duty: bool) -> None:
    town = subscribed_town(Duty(on_duty=duty))

    told = town.writes("Cancellatemi subito. Mio marito legge il telefono e mi picchia")

    assert told == [TextKey.DISTRESS_ALERTED if duty else TextKey.DISTRESS, TextKey.GOODBYE]
    assert not town.subscribed()
    assert town.messages[0].kind is MessageKind.DISTRESS


def test_the_consent_ledger_keeps_the_command_and_not_what_somebody_suffers() -> None:
    town = subscribed_town()

    town.writes("Cancellatemi subito. Mio marito legge il telefono e mi picchia")

    assert town.ledger.ledger[-1].text == "cancellatemi subito"


def test_a_blocked_person_who_leaves_beside_a_danger_hears_both() -> None:
    town = subscribed_town()
    town.blocks()

    told = town.writes("Mio padre non respira! Cancellami")

    assert told == [TextKey.EMERGENCY_ALERTED, TextKey.GOODBYE_BLOCKED]
    assert not town.subscribed()
