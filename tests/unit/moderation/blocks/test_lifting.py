"""What was blocked at WhatsApp is lifted there when the block here ends, and until it is done."""

from __future__ import annotations

import pytest

from tests.unit.moderation.blocks.mirror_town import ANNA, BLOCK, DAY, HOUR, NOON, MirrorTown
from urp.citizens.blocks import MirrorState, end
from urp.moderation.blocks.carry_out import LIFTING_IN_TROUBLE, Carried
from urp.whatsapp.blocking import Done, NoAnswer, NotNow, Refused


@pytest.fixture
def town() -> MirrorTown:
    return MirrorTown()


def test_the_end_of_the_block_here_lifts_the_one_there(town: MirrorTown) -> None:
    town.look()
    assert BLOCK.until is not None

    assert town.at(BLOCK.until - HOUR).look() is Carried.NOTHING_TO_DO
    assert ANNA not in town.mirror.due(town.clock.now)
    town.at(BLOCK.until)
    assert ANNA in town.mirror.due(town.clock.now)
    assert town.look() is Carried.SETTLED
    assert town.look() is Carried.LIFTED

    assert town.meta.people == []
    assert town.history == ["blocked_at_whatsapp", "unblocked_at_whatsapp"]


def test_lifting_goes_on_until_it_is_done(town: MirrorTown) -> None:
    town.look()
    town.put(block=None, at_whatsapp=end(town.block, NOON))
    town.meta.script = [NoAnswer(), Refused(131009), *[NotNow(130429)] * 30, Done()]

    looks = []
    while town.block.next_at is not None:
        looks.append(town.at(town.block.next_at).look())

    assert (looks[-1], town.block.state, town.block.ids) == (Carried.LIFTED, MirrorState.LIFTED, ())
    assert looks.index(Carried.TROUBLE) == LIFTING_IN_TROUBLE - 1
    assert town.clock.now - NOON < 30 * HOUR


def test_what_was_lifted_is_shown_for_a_month_and_then_forgotten(town: MirrorTown) -> None:
    town.look()
    town.put(block=None, at_whatsapp=end(town.block, NOON))
    town.look()

    assert town.at(NOON + 29 * DAY).look() is Carried.NOTHING_TO_DO
    assert town.at(NOON + 30 * DAY).look() is Carried.SETTLED
    assert town.anna.at_whatsapp is None
