"""Whoever is on Meta's list without anybody's decision here: reported, and left to a person."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests.acting import AS_OPERATOR
from tests.unit.moderation.blocks.compared_town import LATER, ComparedTown, compared_town
from tests.unit.moderation.blocks.mirror_town import BLOCK, DAY, HOUR
from urp.acts.model import Act
from urp.citizens.blocks import MirrorState
from urp.citizens.identity.model import Citizen
from urp.errors import NotFoundError
from urp.moderation.blocks.carry_out import Carried, LiftStranger
from urp.moderation.blocks.strangers_office import DecidedError
from urp.whatsapp.blocking import NoAnswer, NotNow
from urp.whatsapp.person import PersonIds

BRUNO, NEWCOMER = UUID(int=2), UUID(int=900)
STRANGER = PersonIds("393330000009", "IT.10000000000000000009")


@pytest.fixture
def town() -> ComparedTown:
    return compared_town()


def act(name: str = "act") -> Act:
    return Act(name, "staff-2", "blocks.lift_stranger", "blocks/whatsapp", LATER, standing=AS_OPERATOR)


def test_whom_nobody_chose_is_reported_and_left_alone(town: ComparedTown) -> None:
    town.meta.people.append(STRANGER)
    town.knows(Citizen(BRUNO, phones=("393330000009",)))

    found = town.compare()
    (shown,) = town.office.view().strangers

    assert found.strangers == 1
    assert (shown.citizen_id, shown.phone, shown.lifting) == (BRUNO, "••••••••• 009", False)
    assert STRANGER in town.meta.people
    assert town.citizen(BRUNO).at_whatsapp is None


def test_the_same_stranger_is_one_entry_until_meta_has_them_no_more(town: ComparedTown) -> None:
    town.meta.people.append(STRANGER)
    town.compare()
    first = town.mirror.list_strangers()
    town.compare()

    assert town.mirror.list_strangers() == first
    town.meta.people.remove(STRANGER)
    town.compare()
    assert town.mirror.list_strangers() == []


def test_a_person_lifts_a_strangers_block(town: ComparedTown) -> None:
    town.meta.people.append(STRANGER)
    town.compare()
    (stranger,) = town.mirror.list_strangers()
    lift = LiftStranger(town.mirror, town.meta, town.clock)
    assert lift(stranger.id) is Carried.NOTHING_TO_DO

    town.office.lift(stranger.id, "per errore", act())
    town.meta.script = [NotNow(130429), NoAnswer()]

    assert town.orders.strangers == [stranger.id]
    assert [lift(stranger.id) for _ in range(3)] == [Carried.AGAIN, Carried.AGAIN, Carried.LIFTED]
    assert STRANGER not in town.meta.people
    assert town.mirror.list_strangers() == []


def test_a_decision_is_taken_once(town: ComparedTown) -> None:
    town.meta.people.append(STRANGER)
    town.compare()
    (stranger,) = town.mirror.list_strangers()
    town.office.lift(stranger.id, "per errore", act())

    with pytest.raises(DecidedError):
        town.office.lift(stranger.id, "per errore", act("again"))
    with pytest.raises(DecidedError):
        town.office.adopt(stranger.id, "minacce", None, act("other"), NEWCOMER)
    with pytest.raises(NotFoundError):
        town.office.lift(NEWCOMER, "per errore", act("nobody"))


def test_a_person_takes_a_strangers_block_over(town: ComparedTown) -> None:
    town.meta.people.append(STRANGER)
    town.compare()
    (stranger,) = town.mirror.list_strangers()

    adopted = town.office.adopt(stranger.id, "minacce", LATER + DAY, act(), NEWCOMER)

    citizen = town.citizen(NEWCOMER)
    assert adopted.citizen_id == NEWCOMER
    assert citizen.is_blocked(LATER)
    assert citizen.at_whatsapp is not None
    assert (citizen.at_whatsapp.state, citizen.at_whatsapp.ids) == (MirrorState.BLOCKED, (STRANGER.user_id,))
    assert town.mirror.list_strangers() == []
    town.at(LATER + HOUR)
    assert town.compare().strangers == 0


def test_a_block_in_force_here_keeps_its_reason_when_it_is_taken_over(town: ComparedTown) -> None:
    town.meta.people.append(STRANGER)
    town.knows(Citizen(BRUNO, user_ids=(STRANGER.user_id or "",), block=BLOCK))
    town.compare()
    (stranger,) = town.mirror.list_strangers()

    town.office.adopt(stranger.id, "altro motivo", None, act(), NEWCOMER)

    assert town.citizen(BRUNO).block == BLOCK
