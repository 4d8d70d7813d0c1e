"""A changed number does not undo a block at WhatsApp: the decision follows the person."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.unit.moderation.blocks.mirror_town import DAY, NEW, NOON, OLD, MirrorTown
from urp.citizens.blocks import MirrorState, end, merge_blocks, move_to_id
from urp.moderation.blocks.carry_out import Carried
from urp.whatsapp.blocking import Refused


@pytest.fixture
def town() -> MirrorTown:
    town = MirrorTown()
    town.look()
    return town


def changes_number(town: MirrorTown) -> None:
    town.put(user_ids=(OLD, NEW), at_whatsapp=move_to_id(town.block, NEW, town.clock.now))


def test_the_new_id_is_blocked_too_and_no_second_notice_goes_out(town: MirrorTown) -> None:
    changes_number(town)

    assert (town.block.state, town.block.notice) == (MirrorState.PENDING, None)
    assert town.look() is Carried.BLOCKED
    assert town.block.ids == (OLD, NEW)


def test_who_has_not_written_with_the_new_id_can_write_and_that_is_shown(town: MirrorTown) -> None:
    changes_number(town)
    town.meta.script = [Refused(131047)]

    assert town.look() is Carried.NOT_DONE
    assert (town.block.state, town.block.ids) == (MirrorState.NOT_CARRIED, (OLD,))


def test_once_they_write_it_is_carried_over_after_all(town: MirrorTown) -> None:
    changes_number(town)
    town.meta.script = [Refused(131047)]
    town.look()

    town.put(window_ends_at=NOON + DAY, at_whatsapp=move_to_id(town.block, NEW, NOON))

    assert town.look() is Carried.BLOCKED
    assert town.block.ids == (OLD, NEW)


def test_after_the_window_nothing_is_asked(town: MirrorTown) -> None:
    town.at(NOON + 2 * DAY)
    changes_number(town)

    assert town.look() is Carried.NOT_DONE
    assert (town.block.state, town.meta.calls) == (MirrorState.NOT_CARRIED, [f"add {OLD}"])


def test_lifting_undoes_it_for_every_id(town: MirrorTown) -> None:
    changes_number(town)
    town.look()

    town.put(block=None, at_whatsapp=end(town.block, NOON))
    town.look()

    assert town.meta.people == []
    assert town.meta.calls[-2:] == [f"remove {OLD}", f"remove {NEW}"]


def test_the_same_id_once_more_changes_nothing(town: MirrorTown) -> None:
    assert move_to_id(town.block, OLD, NOON + timedelta(hours=1)) == town.block


def test_what_was_lifted_is_not_carried_over(town: MirrorTown) -> None:
    lifting = end(town.block, NOON)

    assert move_to_id(lifting, NEW, NOON) == lifting


def test_of_two_who_prove_to_be_one_the_decision_that_stands_is_kept(town: MirrorTown) -> None:
    other = replace(town.block, state=MirrorState.LIFTING, ids=("393330000001",))

    for pair in ((town.block, other), (other, town.block)):
        both = merge_blocks(*pair)
        assert both is not None
        assert (both.state, set(both.ids)) == (MirrorState.BLOCKED, {OLD, "393330000001"})
    assert merge_blocks(None, town.block) == merge_blocks(town.block, None) == town.block
