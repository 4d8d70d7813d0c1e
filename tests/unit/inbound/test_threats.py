"""A threat: hidden, shown first, told to the person on duty."""

from __future__ import annotations

from tests.unit.inbound.surroundings import Duty
from tests.unit.inbound.town import Town
from urp.meaning.breaches import Breach
from urp.moderation.casebook.model import Case
from urp.town.texts import TextKey

THREAT = "Vi ammazzo tutti, so dove abitate"


def cases(town: Town) -> list[Case]:
    return [opening.case for opening in town.stored.cases]


def test_a_threat_alerts_the_person_on_duty_and_is_told_to_be_no_question() -> None:
    town = Town()

    assert town.writes(THREAT) == [TextKey.NOT_TAKEN_AS_QUESTION]

    (case,) = cases(town)
    assert (case.breach, case.urgent, case.hidden) == (Breach.THREAT, True, True)
    assert town.duty.alerts == [(case.id, "threat")]


def test_a_burst_of_threats_is_one_alert_and_a_case_each() -> None:
    town = Town()
    town.writes(THREAT)
    town.passes(minutes=2)
    town.writes("Vengo lì e vi spacco la faccia")

    assert len(town.duty.alerts) == 1
    assert len(cases(town)) == 2

    town.passes(hours=1)
    town.writes(THREAT)
    assert len(town.duty.alerts) == 2


def test_an_alert_that_reached_nobody_is_tried_again() -> None:
    town = Town(duty=Duty(on_duty=False))
    town.writes(THREAT)
    town.duty.on_duty = True
    town.passes(minutes=1)

    town.writes(THREAT)

    assert len(town.duty.alerts) == 1


def test_a_threat_beside_a_wish_to_leave_is_heard_and_so_is_the_wish() -> None:
    town = Town()
    town.writes("Iscrivimi")
    town.passes(minutes=1)

    assert town.writes("Cancellatemi subito dagli avvisi o vengo lì e vi ammazzo tutti") == [TextKey.GOODBYE]

    assert not town.subscribed()
    (case,) = cases(town)
    assert (case.breach, case.hidden) == (Breach.THREAT, False)
    assert town.duty.alerts == [(case.id, "threat")]
