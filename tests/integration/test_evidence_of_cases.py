"""Cases of the casebook in a file of evidence: held and let go with it; in memory and on AWS the same."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from tests.fakes.cases import INSULT
from tests.integration.evidence_posts import DAY, MINUTE, NOON, THREAT, corrected, post
from tests.integration.evidence_stores import (
    ADMINISTRATOR,
    ANNA,
    FILE,
    TALK,
    EvidenceStores,
    act,
    is_held,
    of_cases,
    open_stores,
    proposal,
)
from urp.aws.dynamodb import Write, transact
from urp.aws.tables import Tables
from urp.errors import InvalidError, NotFoundError
from urp.meaning.breaches import Breach
from urp.moderation.casebook.model import Correction
from urp.moderation.evidence.holding import AlreadyHeldError
from urp.moderation.store.case_items import case_key


@pytest.fixture
def stores(tables: Tables) -> EvidenceStores:
    return open_stores(tables)


def test_a_case_is_held_with_its_words_from_the_proposal(stores: EvidenceStores) -> None:
    case = stores.judged().case

    file = stores.office.propose(FILE, of_cases(case.id), act()).file
    stores.office.approve(FILE, act(ADMINISTRATOR))

    assert is_held(stores, case.id)
    assert (file.case_ids, file.citizen_id, file.conversation_id) == ((case.id,), ANNA, None)
    messages = stores.office.view(FILE, act()).messages
    assert messages is not None
    assert [(message.text, message.body) for message in messages] == [(INSULT, 1)]


def test_a_message_corrected_again_and_again_is_kept_with_its_first_and_last_words(
    stores: EvidenceStores,
) -> None:
    edits = tuple(Correction(f"wamid.edit.{n}", NOON - MINUTE, f"Parole {n}", None) for n in range(1, 81))
    case = stores.judged(corrections=edits).case

    stores.office.propose(FILE, of_cases(case.id), act())
    stores.office.approve(FILE, act(ADMINISTRATOR))

    messages = stores.office.view(FILE, act()).messages
    assert messages is not None
    texts = [message.text for message in messages]
    assert len(texts) == 50
    assert {INSULT, "Parole 1", "Parole 25", "Parole 57", "Parole 80"} <= {*texts}


def test_a_case_goes_into_the_file_with_its_corrections_and_the_bodies_they_came_in(
    stores: EvidenceStores,
) -> None:
    """Also where the body of one is gone: of that one the case's own copy."""
    edits = [
        corrected("wamid.edit.1", "wamid.case.1", THREAT),
        corrected("wamid.edit.2", "wamid.case.1", "Scherzavo"),
    ]
    bodies = [post(edit) for edit in edits]
    case = stores.judged(
        corrections=(
            Correction("wamid.edit.1", NOON - 4 * MINUTE, THREAT, bodies[0].key),
            Correction("wamid.edit.2", NOON - 3 * MINUTE, "Scherzavo", bodies[1].key),
        )
    ).case
    stores.receive(bodies[0])

    stores.office.propose(FILE, of_cases(case.id), act())
    stores.office.approve(FILE, act(ADMINISTRATOR))

    messages = stores.office.view(FILE, act()).messages
    assert messages is not None
    assert [(message.kind, message.text, message.body is None) for message in messages] == [
        ("text", INSULT, False),
        ("edit", THREAT, False),
        ("case", "Scherzavo", True),
    ]
    assert stores.held(bodies[0])


def test_a_case_lives_on_only_as_long_as_the_file_is_open(stores: EvidenceStores) -> None:
    case = stores.judged().case
    stores.office.propose(FILE, of_cases(case.id), act())
    stores.office.approve(FILE, act(ADMINISTRATOR))
    stores.release()

    assert not is_held(stores, case.id)


def test_a_refused_file_lets_its_cases_go(stores: EvidenceStores) -> None:
    case = stores.judged().case
    stores.office.propose(FILE, of_cases(case.id), act())
    stores.office.refuse(FILE, "Non ci sono gli estremi", act(ADMINISTRATOR))

    assert not is_held(stores, case.id)


def test_a_case_is_part_of_one_open_file(stores: EvidenceStores) -> None:
    case = stores.judged().case
    stores.office.propose(FILE, of_cases(case.id), act())

    with pytest.raises(AlreadyHeldError):
        stores.office.propose(UUID(int=501), of_cases(case.id), act())


def test_the_clock_runs_from_when_somebody_of_the_office_dealt_with_the_case(stores: EvidenceStores) -> None:
    stores.threatened()
    early = NOON - 2 * MINUTE
    found = act("staff-5", early)
    (message,) = proposal().messages
    opening = stores.cases.open(TALK, message, Breach.THREAT, "minaccia", found)  # by a person

    file = stores.office.propose(FILE, of_cases(opening.id), act(at=NOON + DAY)).file

    assert file.acquired_at == early


def test_what_only_a_rule_has_seen_is_known_from_the_proposal(stores: EvidenceStores) -> None:
    case = stores.judged().case

    assert stores.office.propose(FILE, of_cases(case.id), act()).file.acquired_at == NOON


def test_a_judged_message_of_a_conversation_brings_its_case_along(stores: EvidenceStores) -> None:
    stores.threatened()
    (message,) = proposal().messages
    opening = stores.cases.open(TALK, message, Breach.THREAT, "minaccia", act())

    file = stores.office.propose(FILE, proposal(), act()).file

    assert file.case_ids == (opening.id,)
    assert is_held(stores, opening.id)


def test_a_file_is_about_one_citizen(stores: EvidenceStores) -> None:
    stores.threatened()
    other = stores.judged(citizen=UUID(int=2)).case

    with pytest.raises(InvalidError) as refused:
        stores.office.propose(FILE, replace(proposal(), cases=(other.id,)), act())

    assert refused.value.field == "cases"


def test_a_file_about_nothing_is_none(stores: EvidenceStores) -> None:
    with pytest.raises(InvalidError):
        stores.office.propose(FILE, of_cases(), act())
    with pytest.raises(NotFoundError):
        stores.office.propose(FILE, of_cases(UUID(int=9)), act())


def test_a_case_whose_time_was_over_before_the_hold_does_not_keep_a_file_from_being_decided(
    stores: EvidenceStores, tables: Tables
) -> None:
    case = stores.judged().case
    stores.office.propose(FILE, of_cases(case.id), act())
    key = {"pk": case_key(case.id)[0], "sk": case_key(case.id)[1]}
    transact(tables.client, [Write("Delete", tables.desk, key)])

    stores.office.approve(FILE, act(ADMINISTRATOR))
    released = stores.release()

    assert released.file.deleted_from is not None
