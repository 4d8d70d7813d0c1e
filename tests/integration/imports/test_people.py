"""People of a list among the citizens there are."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from tests.integration.imports.stores import NOON, PAPER, PARTS, ImportStore, act, entry, paper, phone, taking
from urp.citizens.consent import EntryKind
from urp.citizens.identity.learning import LearnAliases
from urp.citizens.identity.model import Citizen, CitizenChange, SenderIds
from urp.errors import ConflictError
from urp.notices.imports.model import RecordedChange

USER_ID = "IT.10000000000000000001"


def taken(store: ImportStore, *numbers: int) -> list[Citizen]:
    store.people.store([taking(number) for number in numbers], NOON)
    found = store.people.by_phone([phone(number) for number in numbers])
    return [found[phone(number)] for number in numbers]


def removal(citizen: Citizen) -> RecordedChange:
    said = replace(entry(citizen.id, 1), kind=EntryKind.NOT_CONFIRMED, message_id=f"import:{PAPER}")
    return RecordedChange(CitizenChange(citizen, replace(citizen, subscribed=False)), said)


def waiting(store: ImportStore, import_id: UUID = PAPER) -> list[UUID]:
    pages = [store.people.page(import_id, shard, None) for shard in range(16)]
    return sorted(each.id for found, _ in pages for each in found)


def test_somebody_taken_over_is_found_by_their_phone_and_among_the_unconfirmed(store: ImportStore) -> None:
    anna, bruno = taken(store, 1, 2)

    assert (anna.subscribed, anna.unconfirmed, anna.phones) == (True, PAPER, (phone(1),))
    assert waiting(store) == sorted([anna.id, bruno.id])
    assert waiting(store, UUID(int=8)) == []
    assert store.people.by_phone([phone(9)]) == {}


def test_the_ledger_tells_which_lines_were_taken_over(store: ImportStore) -> None:
    (anna,) = taken(store, 1)

    assert list(store.people.entered([entry(anna.id, 1), entry(anna.id, 2)])) == [entry(anna.id, 1)]


def test_twenty_four_people_are_taken_over_together_or_not_at_all(store: ImportStore) -> None:
    taken(store, 5)

    with pytest.raises(ConflictError):
        store.people.store([taking(number) for number in range(1, 25)], NOON)
    assert store.people.by_phone([phone(1)]) == {}

    store.people.store([taking(number) for number in range(10, 34)], NOON)
    assert len(waiting(store)) == 25


def test_a_phone_that_got_a_citizen_meanwhile_is_not_taken_from_them(store: ImportStore) -> None:
    writer = Citizen(UUID(int=1), phones=(phone(1),), left_at=NOON, consent_at=NOON)
    store.citizens.store([CitizenChange(Citizen(writer.id), writer)], [], NOON)

    with pytest.raises(ConflictError):
        store.people.store([taking(1)], NOON)
    assert store.people.by_phone([phone(1)])[phone(1)].id == writer.id


def test_a_status_teaches_the_user_id_of_somebody_known_by_phone_alone(store: ImportStore) -> None:
    (anna,) = taken(store, 1)

    ids = SenderIds(USER_ID, phone(1))
    learned = LearnAliases(store.citizens, "policy-1", "privacy-1")(anna.id, ids, NOON, "wamid.1", NOON)

    (known,) = store.people.by_phone([phone(1)]).values()
    assert learned
    assert (known.id, known.user_ids, known.unconfirmed) == (anna.id, (USER_ID,), PAPER)
    assert waiting(store) == [anna.id]


def test_who_is_removed_is_counted_in_the_same_step_and_waits_no_more(store: ImportStore) -> None:
    store.register.create(paper(), PARTS, [], act())
    anna, bruno = taken(store, 1, 2)

    store.people.remove(PAPER, [removal(anna)], NOON + timedelta(days=40))

    found = store.register.load(PAPER)
    assert found is not None
    assert found.progress.removed == 1
    assert waiting(store) == [bruno.id]


def test_who_spoke_meanwhile_is_not_removed_and_not_counted(store: ImportStore) -> None:
    store.register.create(paper(), PARTS, [], act())
    anna, bruno = taken(store, 1, 2)
    confirmed = replace(anna, unconfirmed=None, consent_at=NOON)
    store.citizens.store([CitizenChange(anna, confirmed)], [], NOON)

    with pytest.raises(ConflictError):
        store.people.remove(PAPER, [removal(anna), removal(bruno)], NOON + timedelta(days=40))

    found = store.register.load(PAPER)
    assert found is not None
    assert found.progress.removed == 0
    assert waiting(store) == [bruno.id]
