"""Meta may answer a block with 200 and name the person among those it failed for: the office sees it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
import responses

from tests.unit.moderation.blocks.mirror_town import DAY, NOON, OLD, MirrorTown
from urp.citizens.blocks import MirrorProblem, MirrorState
from urp.moderation.api.block_json import describe_mirror
from urp.moderation.blocks.carry_out import Carried
from urp.whatsapp.graph.graph_blocks import GraphBlocks
from urp.whatsapp.graph.graph_connection import GraphTokens

ADDRESS = "https://graph.example/v25.0/900000000000001/block_users"


def answer(*, done: tuple[str, ...] = (), failed: tuple[str, ...] = (), code: int = 131047) -> str:
    lists = {
        "added_users": [{"input": each, "user_id": each} for each in done],
        "failed_users": [{"input": each, "errors": [{"message": "…", "code": code}]} for each in failed],
    }
    return json.dumps({"messaging_product": "whatsapp", "block_users": lists})


@pytest.fixture
def town() -> MirrorTown:
    """Carried out by the real client."""
    made = MirrorTown()
    client = GraphBlocks(
        "https://graph.example", "v25.0", "900000000000001", GraphTokens(lambda: ("made-up",))
    )
    made.carry_out = replace(made.carry_out, meta=client)
    return made


@pytest.fixture
def meta() -> responses.RequestsMock:
    return responses.RequestsMock()


def test_a_person_in_the_failed_list_of_a_200_is_shown_as_not_blocked(
    town: MirrorTown, meta: responses.RequestsMock
) -> None:
    with meta:
        meta.post(ADDRESS, answer(failed=(OLD,)), status=200)

        assert town.look() is Carried.NOT_DONE

    assert (town.block.state, town.block.code, town.block.ids) == (MirrorState.REFUSED, 131047, ())
    assert town.history == ["refused_by_whatsapp"]
    told = describe_mirror(town.block)
    assert told.startswith("Non bloccato su WhatsApp. Può scrivere")
    assert "nelle ultime 24 ore" in told


def test_whoever_is_in_both_lists_is_not_taken_for_blocked(
    town: MirrorTown, meta: responses.RequestsMock
) -> None:
    with meta:
        meta.post(ADDRESS, answer(done=(OLD,), failed=(OLD,)), status=200)

        assert town.look() is Carried.NOT_DONE

    assert town.block.state is MirrorState.REFUSED


def test_a_failure_that_passes_is_asked_again_until_the_24_hours_are_over_and_then_said_to_be_too_late(
    town: MirrorTown, meta: responses.RequestsMock
) -> None:
    town.put(window_ends_at=NOON + timedelta(seconds=7))
    with meta:
        meta.post(ADDRESS, answer(failed=(OLD,), code=139102), status=200)

        assert town.look() is Carried.AGAIN
        assert town.block.state is MirrorState.PENDING
        assert town.at(NOON + DAY).look() is Carried.NOT_DONE

    assert town.block.problem is MirrorProblem.TOO_LATE
    assert "solo entro 24 ore dall'ultimo messaggio" in describe_mirror(town.block)


def test_others_in_the_failed_list_say_nothing_of_this_person(
    town: MirrorTown, meta: responses.RequestsMock
) -> None:
    with meta:
        meta.post(ADDRESS, answer(done=(OLD,), failed=("IT.10000000000000000999",)), status=200)

        assert town.look() is Carried.BLOCKED
