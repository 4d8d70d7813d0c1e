"""Only who asked for it is erased, once, and whom nothing forbids to erase."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from tests.fakes.dynamodb.tables import Tables
from tests.integration.asked_for_erasure import LETTER, asked_for_erasure
from tests.integration.erasure_rooms import (
    ERASE_ME,
    LEAVING,
    LEFT,
    Room,
    act,
    open_room,
)
from tests.integration.rights_rooms import NOON
from urp.citizens.blocks import Block
from urp.citizens.consent import EntryKind
from urp.desk.model import RightsKind
from urp.privacy.rights.refusals import (
    NotAnErasureError,
    OtherRequestOpenError,
    RequestClosedError,
    StillSubscribedError,
)
from urp.retention.classes import RetentionClass


@pytest.fixture
def room(tables: Tables) -> Room:
    return asked_for_erasure(tables)


def test_twice_is_refused_as_answered(room: Room) -> None:
    room.erase()(ERASE_ME.id, LETTER, act())

    with pytest.raises(RequestClosedError):
        room.erase()(ERASE_ME.id, LETTER, act(2))


def test_only_who_asked_for_erasure_is_erased(room: Room) -> None:
    room.asks(replace(ERASE_ME, id=UUID(int=71), kind=RightsKind.WITHDRAWAL))

    with pytest.raises(NotAnErasureError):
        room.erase()(UUID(int=71), LETTER, act())
    with pytest.raises(NotAnErasureError):
        room.erase().preview(UUID(int=71), NOON)


def test_who_also_asked_for_a_copy_gets_it_first(room: Room) -> None:
    room.asks(replace(ERASE_ME, id=UUID(int=71), kind=RightsKind.ACCESS))

    with pytest.raises(OtherRequestOpenError):
        room.erase()(ERASE_ME.id, LETTER, act())

    assert room.acts() == []
    assert room.left(RetentionClass.DESK_TEXT) == 6


def test_who_is_subscribed_is_not_erased(tables: Tables) -> None:
    room = open_room(tables)
    room.knows(replace(LEFT, subscribed=True))
    room.asks(ERASE_ME)

    with pytest.raises(StillSubscribedError):
        room.erase()(ERASE_ME.id, LETTER, act())


def test_a_block_in_force_keeps_who_it_is_about(tables: Tables) -> None:
    room = open_room(tables)
    room.knows(replace(LEFT, block=Block("spam", "staff-1", NOON, None, "1")))
    room.asks(ERASE_ME)

    room.erase()(ERASE_ME.id, LETTER, act())

    citizen = room.people.find_one(LEFT.id)
    assert citizen is not None
    assert citizen.block is not None
    assert citizen.phones == LEFT.phones


def test_a_block_keeps_no_word_of_who_never_joined(tables: Tables) -> None:
    room = open_room(tables)
    room.knows(replace(LEFT, block=Block("spam", "staff-1", NOON, None, "1")))
    room.asks(ERASE_ME)
    room.proves(replace(LEAVING, kind=EntryKind.WITHOUT_EFFECT))

    room.erase()(ERASE_ME.id, LETTER, act())

    assert room.left(RetentionClass.CONSENT) == 0
    assert room.left(RetentionClass.CITIZENS) == 1
