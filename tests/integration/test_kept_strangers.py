"""Who is on Meta's list alone, and what a person decided."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.acting import AS_OPERATOR
from tests.integration.mirror_stores import ANNA, BRUNO, CITIZEN, DAY, NOON, STRANGER, Store, open_store
from urp.acts.model import Act
from urp.aws.tables import Tables
from urp.citizens.identity.model import Citizen, CitizenChange
from urp.errors import ConflictError
from urp.moderation.blocks.model import BlockEvent, Comparison


@pytest.fixture
def store(tables: Tables) -> Store:
    return open_store(tables)


def act(name: str = "act-1") -> Act:
    return Act(name, "staff-2", "blocks.lift_stranger", "blocks/whatsapp/9", NOON, standing=AS_OPERATOR)


def test_strangers_are_kept_until_dropped(store: Store) -> None:
    store.mirror.keep(STRANGER, NOON)
    store.mirror.keep(STRANGER, NOON + DAY)
    assert list(store.mirror.list_strangers()) == [STRANGER]
    assert store.mirror.find_stranger(STRANGER.id) == STRANGER

    store.mirror.drop(STRANGER.id)

    assert store.mirror.find_stranger(STRANGER.id) is None


def test_a_decision_stands_whatever_a_comparison_writes_at_that_moment(store: Store) -> None:
    store.mirror.keep(STRANGER, NOON)
    lifted = BlockEvent("whatsapp_block_lifted", NOON, "staff-2", "per errore", None, "1")
    store.decisions.lift(STRANGER, None, lifted, act())

    store.mirror.keep(STRANGER, NOON)

    assert store.mirror.find_stranger(STRANGER.id) == replace(STRANGER, lifting=True, reason="per errore")
    with pytest.raises(ConflictError):
        store.decisions.lift(STRANGER, None, lifted, act("act-2"))


def test_a_stranger_is_taken_over_whole(store: Store) -> None:
    store.mirror.keep(STRANGER, NOON)
    event = BlockEvent("blocked", NOON, "staff-2", "minacce", None, "1")

    store.decisions.adopt(STRANGER, CitizenChange(Citizen(ANNA), CITIZEN), [event], act())

    assert store.found(ANNA) == replace(CITIZEN, version=1)
    assert store.mirror.find_stranger(STRANGER.id) is None
    with pytest.raises(ConflictError):
        store.decisions.adopt(STRANGER, CitizenChange(Citizen(BRUNO), Citizen(BRUNO)), [], act("act-2"))


def test_the_last_comparison_is_remembered(store: Store) -> None:
    comparison = Comparison(NOON, complete=False, at_meta=5, chosen_here=4, strangers=2, missing=1)
    assert store.mirror.read_comparison() is None

    store.mirror.note(comparison)

    assert store.mirror.read_comparison() == comparison
