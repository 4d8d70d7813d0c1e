"""Aliases lead to one citizen each: the same questions to the store in memory and to DynamoDB."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from tests.fakes.memory_exclusions import MemoryExclusions
from urp.aws.tables import Tables
from urp.citizens.identity.learning import Lesson
from urp.citizens.identity.model import Citizen, CitizenChange, SenderIds
from urp.citizens.store.citizens import KnownAliases
from urp.errors import ConflictError
from urp.inbound.model import Effect
from urp.inbound.store.ledger import InboundLedger

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
ANNA, BRUNO, TALK = UUID(int=1), UUID(int=2), UUID(int=100)
USER_ID, PHONE = "IT.10000000000000000001", "393330000001"
ANNAS_IDS = SenderIds(USER_ID, PHONE)


@pytest.fixture
def ledger(tables: Tables) -> InboundLedger:
    return InboundLedger(tables, exclusions=MemoryExclusions())


def anna(**more: object) -> Citizen:
    return replace(
        Citizen(ANNA, user_ids=(USER_ID,), phones=(PHONE,), window_ends_at=NOON + timedelta(days=1)),
        **more,  # type: ignore[arg-type]
    )


def joining() -> Effect:
    member = anna(subscribed=True, consent_at=NOON, subscribed_at=NOON)
    return Effect("wamid.JOIN", citizens=(CitizenChange(Citizen(ANNA), member),))


def test_a_merged_citizen_is_answered_with_who_they_became(ledger: InboundLedger) -> None:
    old = Citizen(BRUNO, phones=("393330000002",))
    ledger.commit(Effect("wamid.1", citizens=(CitizenChange(Citizen(BRUNO), old),)), NOON)
    ledger.commit(joining(), NOON)
    stored_old, stored_anna = replace(old, version=1), ledger.load(ANNAS_IDS).by_user_id
    assert stored_anna is not None
    merge = (
        CitizenChange(stored_anna, replace(stored_anna, former_phones=old.phones)),
        CitizenChange(stored_old, replace(stored_old, phones=(), merged_into=ANNA)),
    )
    ledger.commit(Effect("wamid.MERGE", citizens=merge), NOON)

    found = ledger.load(SenderIds(None, "393330000002"), [BRUNO])

    assert found.by_phone is not None
    assert found.by_phone.id == ANNA
    assert [other.id for other in found.others] == [ANNA]


def test_an_alias_somebody_else_has_is_not_taken_unseen(ledger: InboundLedger) -> None:
    ledger.commit(joining(), NOON)
    thief = CitizenChange(Citizen(BRUNO), Citizen(BRUNO, phones=(PHONE,)))

    with pytest.raises(ConflictError):
        ledger.commit(Effect("wamid.2", citizens=(thief,)), NOON)


def test_a_recycled_number_moves_when_both_citizens_are_changed_together(ledger: InboundLedger) -> None:
    ledger.commit(joining(), NOON)
    before = ledger.load(ANNAS_IDS).by_user_id
    assert before is not None
    changes = (
        CitizenChange(Citizen(BRUNO), Citizen(BRUNO, user_ids=("IT.2",), phones=(PHONE,))),
        CitizenChange(before, replace(before, phones=())),
    )

    ledger.commit(Effect("wamid.3", citizens=changes), NOON)

    found = ledger.load(ANNAS_IDS)
    assert found.by_user_id is not None
    assert found.by_phone is not None
    assert (found.by_user_id.id, found.by_phone.id) == (ANNA, BRUNO)


def test_a_subscriber_known_by_phone_alone_is_noticed(ledger: InboundLedger) -> None:
    by_phone_alone = Citizen(BRUNO, phones=("393330000002",), subscribed=True, subscribed_at=NOON)
    ledger.commit(Effect("wamid.4", citizens=(CitizenChange(Citizen(BRUNO), by_phone_alone),)), NOON)

    assert ledger.load(SenderIds("IT.5", None)).phone_only_subscribers


def test_nobody_is_known_by_phone_alone_when_user_ids_are_known(ledger: InboundLedger) -> None:
    ledger.commit(joining(), NOON)

    assert not ledger.load(SenderIds("IT.5", None)).phone_only_subscribers


def test_a_lesson_is_known_when_each_of_its_ids_leads_to_the_citizen(tables: Tables) -> None:
    learning = KnownAliases(tables, MemoryExclusions())
    bruno = Citizen(BRUNO, phones=("393330000002",))
    changes = [CitizenChange(Citizen(ANNA), anna()), CitizenChange(Citizen(BRUNO), bruno)]
    learning.store(changes, (), NOON)

    known = learning.find_learnt(
        [
            Lesson(ANNA, ANNAS_IDS, NOON, "wamid.1"),
            Lesson(BRUNO, SenderIds("IT.10000000000000000002", "393330000002"), NOON, "wamid.2"),
            Lesson(TALK, ANNAS_IDS, NOON, "wamid.3"),
        ]
    )

    assert known == {ANNA}
    assert learning.find_learnt([]) == frozenset()
