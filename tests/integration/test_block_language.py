"""Whoever writes in English is told of a block in English, also where a person blocks without a case."""

from __future__ import annotations

import pytest

from tests.fakes.two_people import lift_by_two
from tests.integration.block_stores import ANNA, CITIZEN, DAY, NOON, BlockStores, act, open_stores
from urp.aws.tables import Tables
from urp.language import Language
from urp.meaning.breaches import Breach


@pytest.fixture
def stores(tables: Tables) -> BlockStores:
    stores = open_stores(tables)
    stores.put(CITIZEN)
    stores.speaks(ANNA, Language.ENGLISH)
    return stores


def test_the_notice_of_a_block_is_in_english_and_so_is_a_phrase_of_the_policy(stores: BlockStores) -> None:
    notice = stores.office.block(
        ANNA, "terzo insulto", NOON + 90 * DAY, act(), breach=Breach.OFFENSIVE_LANGUAGE
    ).notice

    assert notice is not None
    assert notice.language is Language.ENGLISH
    assert "You can no longer write here: offensive language." in notice.text
    assert "until 23 February 2027" in notice.text


@pytest.mark.parametrize("reason", ["terza volta che insulta la collega Rossi", "minacce"])
def test_what_the_office_wrote_for_itself_is_told_to_nobody(stores: BlockStores, reason: str) -> None:
    here = stores.office.block(ANNA, reason, None, act()).notice
    there = stores.at_whatsapp.block(ANNA, act(2)).notice

    assert here is not None
    assert there is not None
    for notice in (here, there):
        assert reason not in notice.text
        assert "conduct against the rules" in notice.text
    assert {event.reason for event in stores.office.list_history(ANNA)} == {reason}


def test_the_block_at_whatsapp_and_the_end_of_a_block_are_told_in_english_too(stores: BlockStores) -> None:
    stores.office.block(ANNA, "lettere minatorie", None, act(), breach=Breach.THREAT, notify=False)

    there = stores.at_whatsapp.block(ANNA, act(2)).notice
    freed = lift_by_two(stores.office, ANNA, "ricorso accolto", act(3)).notice

    assert there is not None
    assert freed is not None
    assert "not even in an emergency: threats." in there.text
    assert freed.text == "You can write here again."
