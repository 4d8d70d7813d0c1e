"""What an import does with each person: once, and never against their word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pytest

from tests.unit.notices.imports.office import NOON, PAPER, PROVENANCE, Office, phone
from urp.citizens.blocks import Block
from urp.citizens.consent import Command, EntryKind, Source, decide_consent
from urp.citizens.identity.model import Citizen, CitizenChange
from urp.errors import ConflictError, UnavailableError
from urp.notices.imports.model import RecordedChange, Taken

AGAIN = UUID("00000000-0000-4000-8000-000000000072")
A_DAY = timedelta(days=1)


def test_somebody_new_is_subscribed_unconfirmed_with_the_proof_of_their_consent() -> None:
    office = Office()

    office.takes_over(phone(1))

    anna = office.citizen(1)
    (entry,) = office.ledger()
    assert (anna.subscribed, anna.unconfirmed, anna.consent_at) == (True, PAPER, None)
    assert anna.id in office.audience()
    assert (entry.citizen_id, entry.kind, entry.source) == (anna.id, EntryKind.IMPORTED, Source.IMPORT)
    assert (entry.text, entry.message_id) == (PROVENANCE.in_words, f"import:{PAPER}:1")
    assert office.taken() == {Taken.IMPORTED: 1}


def test_everybody_of_the_list_is_counted_where_they_belong() -> None:
    office = Office()
    office.knows(1, subscribed=True, subscribed_at=NOON - A_DAY, consent_at=NOON - A_DAY)
    office.knows(2, left_at=NOON - A_DAY, consent_at=NOON - A_DAY)
    office.knows(3, block=Block("spam", "staff-1", NOON, None, "policy-1"))
    office.knows(4, unconfirmed=UUID(int=9), subscribed_at=NOON - A_DAY)
    office.knows(5)  # once asked a question
    before = {number: office.citizen(number) for number in (1, 2, 3, 4)}

    office.takes_over(*map(phone, range(1, 8)), phone(7), "071 220001")

    assert office.taken() == {
        Taken.IMPORTED: 3,
        Taken.ALREADY_SUBSCRIBED: 1,
        Taken.LEFT_BEFORE: 1,
        Taken.BLOCKED: 1,
        Taken.NOT_CONFIRMED_BEFORE: 1,
    }
    assert {number: office.citizen(number) for number in before} == before
    assert office.citizen(5).unconfirmed == PAPER
    assert office.found().done


def test_a_cancellami_that_found_nobody_subscribed_counts_as_well() -> None:
    office = Office()
    office.knows(1)
    stored = office.citizen(1)
    office.changes(stored, decide_consent(stored, Command.LEAVE, NOON - A_DAY).citizen)

    office.takes_over(phone(1))

    assert office.taken() == {Taken.LEFT_BEFORE: 1}
    assert not office.citizen(1).subscribed


def test_the_same_list_twice_changes_nothing() -> None:
    office = Office()
    office.takes_over(*map(phone, range(60)))
    citizens, entries = office.everybody(), office.ledger()

    office.takes_over(*map(phone, range(60)), import_id=AGAIN)

    assert (office.everybody(), office.ledger()) == (citizens, entries)
    assert office.taken(AGAIN) == {Taken.ALREADY_SUBSCRIBED: 60}


def test_a_part_delivered_twice_is_counted_once() -> None:
    office = Office()
    office.hands_over(*map(phone, range(60)))

    assert [office.take_over(PAPER, 0), office.take_over(PAPER, 0)] == ["done", "done_before"]
    assert office.taken() == {Taken.IMPORTED: 60}


@pytest.mark.parametrize("batches", range(3))
def test_a_part_that_died_halfway_ends_with_the_same_counts(batches: int) -> None:
    office = Office()
    office.hands_over(*map(phone, range(60)))
    done: list[object] = []

    def dies(recorded: Sequence[RecordedChange]) -> None:
        done.append(recorded)
        assert len(done) <= batches, "the worker was killed here"

    office.people.before_store = dies
    with pytest.raises(AssertionError):
        office.take_over(PAPER, 0)
    office.people.before_store = lambda _: None
    for citizen in office.everybody()[:1]:  # whoever was taken over first leaves at once
        office.changes(citizen, decide_consent(citizen, Command.LEAVE, NOON).citizen)

    office.works()

    assert office.taken() == {Taken.IMPORTED: 60}
    assert len(office.ledger()) == 60


def test_a_cancellami_that_comes_while_the_list_is_taken_over_wins() -> None:
    office = Office()
    office.hands_over(*map(phone, range(60)))
    leaving = iter([30])

    def writes_cancellami(_: Sequence[RecordedChange]) -> None:
        for number in leaving:
            writer = Citizen(UUID(int=1), phones=(phone(number),))
            left = decide_consent(writer, Command.LEAVE, NOON).citizen
            office.citizens.store([CitizenChange(Citizen(writer.id), left)], [], NOON)

    office.people.before_store = writes_cancellami

    office.works()

    assert office.taken() == {Taken.IMPORTED: 59, Taken.LEFT_BEFORE: 1}
    assert not office.citizen(30).subscribed


def test_people_who_never_stop_changing_bring_the_part_back() -> None:
    office = Office()
    office.hands_over(phone(1))

    def always_first(recorded: Sequence[RecordedChange]) -> None:
        raise ConflictError("changed by somebody else in the meantime")

    office.people.before_store = always_first

    with pytest.raises(ConflictError):
        office.take_over(PAPER, 0)
    assert office.register.open_parts(PAPER) == [0]


def test_a_store_in_a_moment_of_trouble_is_asked_again_and_nobody_is_taken_over_twice() -> None:
    office = Office()
    office.hands_over(*map(phone, range(60)))
    silences = iter(range(4))

    def written_without_an_answer(recorded: Sequence[RecordedChange]) -> None:
        for _ in silences:
            changes, entries = [each.change for each in recorded], [each.entry for each in recorded]
            office.citizens.store(changes, entries, NOON)
            raise UnavailableError("no answer in time")

    office.people.before_store = written_without_an_answer

    assert office.works() == ["done"]
    assert office.taken() == {Taken.IMPORTED: 60}
    assert len(office.ledger()) == 60


def test_a_number_given_up_and_given_again_is_reached_under_it() -> None:
    office = Office()
    anna = Citizen(UUID(int=1), former_phones=(phone(1),))
    office.changes(Citizen(anna.id), anna)

    office.takes_over(phone(1))

    assert (office.citizen(1).phones, office.citizen(1).former_phones) == ((phone(1),), ())


def test_a_straggler_of_an_import_that_is_over_takes_nobody_over() -> None:
    office = Office()
    office.hands_over(phone(1))
    office.register.end(PAPER, NOON)

    assert office.works() == ["over"]
    assert office.everybody() == []


def test_whoever_left_a_list_and_was_lost_by_a_restore_is_not_taken_over_with_it_again() -> None:
    office = Office()
    office.loses_the_leave_of(1)

    office.takes_over(phone(1), phone(2))

    assert office.taken() == {Taken.LEFT_BEFORE: 1, Taken.IMPORTED: 1}
    assert not office.people.by_phone([phone(1)])
