"""Who submits or approves a notice reads what happens now."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.fakes.broadcasts.town_hall import START
from tests.unit.notices.broadcasts.scene import ALERT, Scene
from tests.unit.notices.broadcasts.test_approval import TWO_PEOPLE, approve, submit
from tests.unit.public.town import ROME
from urp.acts.alerts import ALERTED
from urp.acts.model import Role
from urp.acts.permissions import ROLES, Permission
from urp.notices.api.what_next import WHO_STOPS, write_what_next
from urp.notices.broadcasts.model import Broadcast, HoldReason

TOMORROW = START + timedelta(days=1)


@pytest.fixture(autouse=True)
def two_people(scene: Scene) -> None:
    scene.town.approval = TWO_PEOPLE
    scene.subscribe(3)


def told(scene: Scene, notice: Broadcast, alerted: bool | None = None) -> str:
    return " ".join(write_what_next(notice, scene.now, ROME, alerted))


def test_who_submits_it_reads_what_it_waits_for_and_how_to_take_it_back(scene: Scene) -> None:
    at_once, planned = submit(scene), submit(scene, TOMORROW, ALERT)

    assert "Parte subito dopo, per 3 persone." in told(scene, at_once)
    assert "chi l'ha mandato lo può ritirare" in told(scene, at_once)
    assert "/staff/" not in told(scene, at_once)
    assert ALERTED in told(scene, at_once, alerted=True)
    assert "va avvisato a voce" in told(scene, at_once, alerted=False)
    assert "giovedì 26 novembre 2026 alle 10, se è approvato prima" in told(scene, planned)


def test_who_approves_it_reads_when_it_starts_and_who_may_stop_it(scene: Scene) -> None:
    submit(scene, TOMORROW)

    words = told(scene, approve(scene))

    assert "parte giovedì 26 novembre 2026 alle 10, per 3 persone" in words
    assert WHO_STOPS in words
    assert ROLES[Permission.STOP] == frozenset(Role) - {Role.READER}


def test_of_what_does_not_start_nobody_is_told_that_it_does(scene: Scene) -> None:
    submit(scene)
    approve(scene)
    scene.town.meta.account_error = 131031
    scene.run(60)
    held = scene.header()

    assert held.hold is not None
    assert held.hold.reason is not HoldReason.GROWN
    assert told(scene, held).startswith("Non sta partendo. ")
    assert held.hold.explanation in told(scene, held)


def test_a_drill_says_so_first(scene: Scene) -> None:
    notice = submit(scene, training=True)

    said = told(scene, notice)
    assert said.startswith("Esercitazione: nulla è partito. Aspetta")
    assert "Parte subito dopo." in said, "nobody is promised a number of people"
