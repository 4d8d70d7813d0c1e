"""A changed number, and a blocked person who writes with it: the block at WhatsApp follows."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.inbound.surroundings import ANNA, BLOCK
from tests.unit.inbound.town import Town
from urp.citizens.blocks import MirrorState, WhatsAppBlock
from urp.town.texts import TextKey
from urp.whatsapp.person import PersonIds

MOVED = PersonIds("393330000009", "IT.10000000000000000777")


def town_with(state: MirrorState) -> Town:
    town = Town()
    town.writes("Iscrivimi")
    before = town.known()
    ids = (ANNA.user_id or "",)
    mirror = WhatsAppBlock(state, "staff-1", BLOCK.at, BLOCK.at, ids=ids)
    after = replace(before, block=BLOCK, at_whatsapp=mirror)
    town.becomes(after)
    return town


def state_of(town: Town, ids: PersonIds = ANNA) -> MirrorState:
    mirror = town.known(ids).at_whatsapp
    assert mirror is not None
    return mirror.state


def test_a_changed_number_is_to_be_blocked_too() -> None:
    town = town_with(MirrorState.BLOCKED)

    town.changes_number(ANNA, MOVED)

    assert state_of(town, MOVED) is MirrorState.PENDING
    assert town.known(MOVED).blocked(town.now)


def test_a_changed_number_that_had_written_already_keeps_the_block() -> None:
    town = town_with(MirrorState.BLOCKED)
    town.writes("Buongiorno", by=MOVED)
    town.passes(minutes=1)

    town.changes_number(ANNA, MOVED)

    assert state_of(town, MOVED) is MirrorState.PENDING


def test_who_could_not_be_blocked_before_is_once_they_write() -> None:
    town = town_with(MirrorState.BLOCKED)
    town.changes_number(ANNA, MOVED)
    moved = town.known(MOVED)
    assert moved.at_whatsapp is not None
    waits = replace(moved, at_whatsapp=replace(moved.at_whatsapp, state=MirrorState.NOT_CARRIED))
    town.becomes(waits)

    assert town.writes("C'è un incendio!", by=MOVED) == [TextKey.EMERGENCY_ALERTED]
    assert state_of(town, MOVED) is MirrorState.NOT_CARRIED  # a call for help never shuts the door

    assert town.writes("Siete incapaci", by=MOVED) == []
    assert state_of(town, MOVED) is MirrorState.PENDING


def test_a_block_that_was_lifted_is_not_carried_over() -> None:
    town = town_with(MirrorState.LIFTED)

    town.changes_number(ANNA, MOVED)

    assert state_of(town, MOVED) is MirrorState.LIFTED
