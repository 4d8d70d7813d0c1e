"""What a citizen confirmed with the code is erased within minutes, without the office, or left to it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch
from uuid import UUID

import pytest

from tests.fakes.memory_exclusions import MemoryExclusions
from tests.integration import rights_stores
from tests.integration.asked_for_erasure import asked_for_erasure
from tests.integration.erasure_stores import ERASE_ME, LEAVING, LEFT, ErasureStores
from tests.integration.rights_stores import ASKED, NOON
from urp.aws.tables import Tables
from urp.citizens.exclusions import NoExclusions
from urp.desk.model import DeskMessage, MessageKind, RightsKind
from urp.inbound.model import Effect
from urp.inbound.store.ledger import InboundLedger
from urp.notices.store.listed_people import ListedPeople
from urp.privacy.rights.confirmed import EraseConfirmed
from urp.privacy.rights.erasing import EraseOnRequest
from urp.privacy.rights.erasure import ErasurePreview
from urp.privacy.rights.model import RightsState
from urp.retention.classes import RetentionClass

SOON = NOON + timedelta(minutes=5)


@pytest.fixture
def stores(tables: Tables) -> ErasureStores:
    made = asked_for_erasure(tables)
    stored = made.register.find(ERASE_ME.id)
    assert stored is not None
    made.asks(replace(stored, confirmed_at=NOON))
    return made


def run(tables: Tables, stores: ErasureStores, *, has_time: bool = True) -> dict[str, int]:
    office = rights_stores.open_stores(tables).office(LEFT)
    return dict(EraseConfirmed(office, stores.erase())(SOON, lambda: has_time))


def test_it_is_erased_and_answered_in_the_citizens_name(tables: Tables, stores: ErasureStores) -> None:
    stores.proves(LEAVING)

    assert run(tables, stores) == {"erased": 1}

    after = stores.register.find(ERASE_ME.id)
    assert after is not None
    assert after.closing is not None
    assert (after.state, after.closing.by) == (RightsState.ANSWERED, "citizen")
    assert stores.left(RetentionClass.DESK_TEXT) == 0
    assert run(tables, stores) == {}


def test_what_they_wrote_after_the_code_stays_however_late_it_is_carried_out(
    tables: Tables, stores: ErasureStores
) -> None:
    """In the conversation that was open, and in another; a case kept it waiting for minutes."""
    late = NOON + timedelta(minutes=2)
    more = DeskMessage(UUID(int=302), "wamid.more", MessageKind.QUESTION, late, "E adesso?")
    ledger = InboundLedger(tables, exclusions=MemoryExclusions())
    ledger.commit(Effect("wamid.more", messages=(more,)), late)
    stores.talks(77, late)

    assert run(tables, stores) == {"erased": 1}

    assert stores.left(RetentionClass.DESK_TEXT) == 5  # two headers, one message and two
    assert not {each.since for each in stores.there() if each.conversation} - {late}


def test_what_nobody_confirmed_waits_for_the_office(tables: Tables) -> None:
    stores = asked_for_erasure(tables)

    assert run(tables, stores) == {}
    assert stores.left(RetentionClass.DESK_TEXT) == 6


def test_a_copy_asked_for_meanwhile_is_answered_first(tables: Tables, stores: ErasureStores) -> None:
    stores.asks(replace(ASKED, id=ASKED.conversation_id, kind=RightsKind.ACCESS))

    assert run(tables, stores) == {"other_request_open": 1}
    assert stores.left(RetentionClass.DESK_TEXT) == 6


def test_a_case_that_nobody_has_decided_is_looked_at_by_a_person_first(
    tables: Tables, stores: ErasureStores
) -> None:
    erase = stores.erase()
    waiting = (ERASE_ME, ErasurePreview(Counter(), Counter(), undecided=1))

    with patch.object(EraseOnRequest, "preview", return_value=waiting):
        office = rights_stores.open_stores(tables).office(LEFT)
        assert dict(EraseConfirmed(office, erase)(SOON, lambda: True)) == {"undecided_case": 1}

    assert stores.left(RetentionClass.DESK_TEXT) == 6


def test_without_time_it_waits_for_the_next_call(tables: Tables, stores: ErasureStores) -> None:
    assert run(tables, stores, has_time=False) == {"later": 1}
    assert run(tables, stores) == {"erased": 1}


def test_no_list_takes_in_again_who_never_joined_and_was_erased(
    tables: Tables, stores: ErasureStores
) -> None:
    run(tables, stores)

    people = ListedPeople(tables, NoExclusions(), name_hash=lambda name: f"hash-of-{name}")
    assert list(people.excluded(LEFT.phones)) == list(LEFT.phones)
