"""Our blocks beside Meta's list: what somebody decided is set right by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.unit.moderation.blocks.compared_town import LATER, ComparedTown, compared_town
from tests.unit.moderation.blocks.mirror_town import ANNA, BLOCK, DAY, HOUR, NOON, OLD
from urp.citizens.blocks import MirrorProblem, MirrorState, end
from urp.moderation.blocks.carry_out import Carried, SweepBlocks
from urp.moderation.blocks.model import Comparison
from urp.whatsapp.person import PersonIds


@pytest.fixture
def town() -> ComparedTown:
    return compared_town()


def test_equal_lists_let_through(town: ComparedTown) -> None:
    before = town.block

    found = town.compare()

    assert found == Comparison(LATER, complete=True, at_meta=1, chosen_here=1, strangers=0, missing=0)
    assert town.block == before
    assert town.mirror.read_comparison() == found


def test_whom_metas_list_lost_is_marked(town: ComparedTown) -> None:
    town.meta.people.clear()

    assert town.compare().missing == 1
    assert town.block.state is MirrorState.MISSING


def test_nothing_is_concluded_from_a_list_that_was_cut_short(town: ComparedTown) -> None:
    town.meta.silent = True

    assert town.compare() == Comparison(
        LATER, complete=False, at_meta=0, chosen_here=1, strangers=0, missing=0
    )
    assert town.block.state is MirrorState.BLOCKED


def test_every_page_is_read(town: ComparedTown) -> None:
    town.meta.a_page = 2
    town.meta.people += [PersonIds(None, f"IT.{number}") for number in range(1000, 1007)]

    assert (town.compare().at_meta, len(town.mirror.list_strangers())) == (8, 7)
    assert town.compare(pages=2).complete is False


def test_an_unknown_block_is_settled_by_the_list(town: ComparedTown) -> None:
    town.put(at_whatsapp=replace(town.block, state=MirrorState.UNKNOWN, next_at=None))

    town.compare()

    assert town.block.state is MirrorState.BLOCKED


@pytest.mark.parametrize(
    ("later", "problem"), [(HOUR, MirrorProblem.GIVEN_UP), (DAY, MirrorProblem.TOO_LATE)]
)
def test_an_unknown_block_that_is_not_there_was_not_done(
    town: ComparedTown, later: timedelta, problem: MirrorProblem
) -> None:
    town.put(at_whatsapp=replace(town.block, state=MirrorState.UNKNOWN, next_at=None))
    town.meta.people.clear()
    town.at(NOON + later)

    town.compare()

    assert (town.block.state, town.block.problem) == (MirrorState.REFUSED, problem)


def test_our_ended_block_is_lifted_without_asking_anybody(town: ComparedTown) -> None:
    assert BLOCK.until is not None
    town.at(BLOCK.until)

    town.compare()

    assert town.block.state is MirrorState.LIFTING
    assert town.look() is Carried.LIFTED
    assert town.meta.people == []


def test_one_that_was_lifted_and_is_there_again_is_lifted_again(town: ComparedTown) -> None:
    town.put(block=None, at_whatsapp=end(town.block, NOON))
    town.look()
    town.meta.people.append(PersonIds(None, OLD))
    town.at(LATER + HOUR)

    town.compare()

    assert (town.block.state, town.block.ids) == (MirrorState.LIFTING, (OLD,))


def test_who_is_blocked_by_hand_long_after_they_were_freed_waits_for_a_person(town: ComparedTown) -> None:
    """Only a person unblocks: nobody here decided about that new block."""
    town.put(block=None, at_whatsapp=end(town.block, NOON))
    town.look()
    town.meta.people.append(PersonIds(None, OLD))
    town.at(LATER + 5 * DAY)

    compared = town.compare()

    assert town.block.state is MirrorState.LIFTED
    assert [stranger.ids.user_id for stranger in town.mirror.list_strangers()] == [OLD]
    assert compared.strangers == 1


def test_lifting_that_is_done_at_meta_is_done(town: ComparedTown) -> None:
    town.put(block=None, at_whatsapp=end(town.block, NOON))
    town.meta.people.clear()

    town.compare()

    assert town.block.state is MirrorState.LIFTED


def test_the_lists_are_compared_each_day_and_sooner_after_a_failure(town: ComparedTown) -> None:
    sweep = SweepBlocks(town.mirror, town.orders)
    sweep(LATER)
    town.compare()
    sweep(LATER + DAY - HOUR)
    assert town.orders.comparisons == 1
    sweep(LATER + DAY)
    assert town.orders.comparisons == 2

    town.meta.silent = True
    town.at(LATER + DAY)
    town.compare()
    sweep(LATER + DAY + HOUR)
    assert town.orders.comparisons == 3


def test_the_sweep_orders_whatever_is_due(town: ComparedTown) -> None:
    assert BLOCK.until is not None
    sweep = SweepBlocks(town.mirror, town.orders)

    assert sweep(LATER) == 0
    assert sweep(BLOCK.until) == 1
    assert town.orders.entries == [(ANNA, 0)]
