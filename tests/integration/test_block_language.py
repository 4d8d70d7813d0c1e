"""Whoever writes in English is told of a block in English, also where a person blocks without a case."""

from __future__ import annotations

import pytest

from tests.integration.block_rooms import ANNA, CITIZEN, DAY, NOON, Room, act, dynamodb_room, memory_room
from urp.language import Language


@pytest.fixture(params=["memory", "dynamodb"])
def room(request: pytest.FixtureRequest) -> Room:
    room = memory_room()
    if request.param == "dynamodb":
        room = dynamodb_room(request.getfixturevalue("outputs"))
    room.put(CITIZEN)
    room.speaks(ANNA, Language.ENGLISH)
    return room


def test_the_notice_of_a_block_is_in_english_and_so_is_a_phrase_of_the_policy(room: Room) -> None:
    notice = room.office.block(ANNA, "Linguaggio offensivo", NOON + 90 * DAY, act()).notice

    assert notice is not None
    assert notice.language is Language.ENGLISH
    assert "You can no longer write here: offensive language." in notice.text
    assert "until 23 February 2027" in notice.text


def test_what_the_office_wrote_itself_stays_as_it_was_written(room: Room) -> None:
    notice = room.office.block(ANNA, "insiste da mesi", None, act()).notice

    assert notice is not None
    assert "insiste da mesi" in notice.text


def test_the_block_at_whatsapp_and_the_end_of_a_block_are_told_in_english_too(room: Room) -> None:
    room.office.block(ANNA, "minacce", None, act(), notify=False)

    there = room.at_whatsapp.block(ANNA, act(2)).notice
    freed = room.office.unblock(ANNA, "ricorso accolto", act(3)).notice

    assert there is not None
    assert freed is not None
    assert "not even in an emergency: threats." in there.text
    assert freed.text == "You can write here again."
