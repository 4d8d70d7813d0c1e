"""Opt-outs that a list of phones cannot see, and what puts them right."""

from __future__ import annotations

from uuid import UUID

from tests.unit.notices.imports.office import NOON, PAPER, Office, phone
from urp.citizens.consent import EntryKind
from urp.citizens.identity.learning import LearnAliases
from urp.citizens.identity.model import Citizen, SenderIds
from urp.notices.imports.model import Taken

USER_ID = "IT.10000000000000000001"


def test_who_left_under_a_user_id_is_put_out_by_the_first_status_that_shows_both() -> None:
    office = Office()
    gone = Citizen(UUID(int=1), user_ids=(USER_ID,), left_at=NOON, consent_at=NOON, ids_as_of=NOON)
    office.changes(Citizen(gone.id), gone)
    office.takes_over(phone(1))
    imported = office.citizen(1)
    before = office.audience()

    teach = LearnAliases(office.citizens, "policy-1", "privacy-1")
    teach(imported.id, SenderIds(USER_ID, phone(1)), NOON, "wamid.1", NOON)

    assert before == {imported.id}
    assert office.audience() == set()
    assert (office.citizen(1).id, office.citizen(1).left_at) == (gone.id, NOON)
    assert EntryKind.MERGED in {each.kind for each in office.ledger()}


def test_two_numbers_of_one_person_subscribe_them_once() -> None:
    office = Office()
    anna = Citizen(UUID(int=1), phones=(phone(1),), former_phones=(phone(2),), ids_as_of=NOON)
    office.changes(Citizen(anna.id), anna)

    office.takes_over(phone(1), phone(2))

    assert office.taken() == {Taken.IMPORTED: 1, Taken.ALREADY_SUBSCRIBED: 1}
    assert office.citizen(2).unconfirmed == PAPER
    assert len(office.ledger()) == 1
