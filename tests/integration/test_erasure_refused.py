"""Only who asked for it is erased, once, and whom nothing forbids to erase."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from tests.integration.asked_for_erasure import LETTER, asked_for_erasure
from tests.integration.erasure_stores import (
    ERASE_ME,
    LEAVING,
    LEFT,
    ErasureStores,
    act,
    open_stores,
)
from tests.integration.rights_stores import NOON
from urp.aws.tables import Tables
from urp.citizens.blocks import Block
from urp.citizens.consent import EntryKind
from urp.desk.model import RightsKind
from urp.privacy.rights.refusals import (
    NotAnErasureError,
    OtherRequestOpenError,
    RequestClosedError,
    RestrictedError,
    StillSubscribedError,
)
from urp.retention.classes import RetentionClass


@pytest.fixture
def stores(tables: Tables) -> ErasureStores:
    return asked_for_erasure(tables)


def test_twice_is_refused_as_answered(stores: ErasureStores) -> None:
    stores.erase()(ERASE_ME.id, LETTER, act())

    with pytest.raises(RequestClosedError):
        stores.erase()(ERASE_ME.id, LETTER, act(2))


def test_only_who_asked_for_erasure_is_erased(stores: ErasureStores) -> None:
    stores.asks(replace(ERASE_ME, id=UUID(int=71), kind=RightsKind.WITHDRAWAL))

    with pytest.raises(NotAnErasureError):
        stores.erase()(UUID(int=71), LETTER, act())
    with pytest.raises(NotAnErasureError):
        stores.erase().preview(UUID(int=71), NOON)


def test_who_also_asked_for_a_copy_gets_it_first(stores: ErasureStores) -> None:
    stores.asks(replace(ERASE_ME, id=UUID(int=71), kind=RightsKind.ACCESS))

    with pytest.raises(OtherRequestOpenError):
        stores.erase()(ERASE_ME.id, LETTER, act())

    assert stores.acts() == []
    assert stores.left(RetentionClass.DESK_TEXT) == 6


def test_who_is_subscribed_is_not_erased(tables: Tables) -> None:
    stores = open_stores(tables)
    stores.knows(replace(LEFT, subscribed=True))
    stores.asks(ERASE_ME)

    with pytest.raises(StillSubscribedError):
        stores.erase()(ERASE_ME.id, LETTER, act())


def test_while_data_are_restricted_nothing_of_them_is_erased(tables: Tables) -> None:
    stores = open_stores(tables)
    stores.knows(replace(LEFT, restricted_at=NOON))
    stores.asks(ERASE_ME)

    with pytest.raises(RestrictedError):
        stores.erase()(ERASE_ME.id, LETTER, act())


def test_a_block_in_force_keeps_who_it_is_about(tables: Tables) -> None:
    stores = open_stores(tables)
    stores.knows(replace(LEFT, block=Block("spam", "staff-1", NOON, None, "1")))
    stores.asks(ERASE_ME)

    stores.erase()(ERASE_ME.id, LETTER, act())

    citizen = stores.people.find_one(LEFT.id)
    assert citizen is not None
    assert citizen.block is not None
    assert citizen.phones == LEFT.phones


def test_a_block_keeps_no_word_of_who_never_joined(tables: Tables) -> None:
    stores = open_stores(tables)
    stores.knows(replace(LEFT, block=Block("spam", "staff-1", NOON, None, "1")))
    stores.asks(ERASE_ME)
    stores.proves(replace(LEAVING, kind=EntryKind.WITHOUT_EFFECT))

    stores.erase()(ERASE_ME.id, LETTER, act())

    assert stores.left(RetentionClass.CONSENT) == 0
    assert stores.left(RetentionClass.CITIZENS) == 1
