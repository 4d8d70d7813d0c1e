"""A file of evidence is opened by two people, and its readings are noted; in memory and on AWS the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.integration.evidence_posts import DAY, MINUTE, NOON, THREAT, post, written
from tests.integration.evidence_stores import (
    ADMINISTRATOR,
    FILE,
    MODERATOR,
    TALK,
    EvidenceStores,
    act,
    open_stores,
    proposal,
    sealed,
)
from urp.acts.second_person import SamePersonError
from urp.aws.tables import Tables
from urp.desk.model import DeskMessage, MessageKind
from urp.errors import InvalidError, NotFoundError
from urp.moderation.evidence.model import FileState, Shown


@pytest.fixture
def stores(tables: Tables) -> EvidenceStores:
    return open_stores(tables)


def test_what_was_received_is_held_from_the_proposal_and_nobody_reads_it(stores: EvidenceStores) -> None:
    body = stores.threatened()

    proposed = stores.office.propose(FILE, proposal(), act())

    assert proposed.file.state is FileState.PROPOSED
    assert stores.held(body)
    assert stores.office.view(FILE, act()).messages is None
    assert [entry.act for entry in proposed.custody] == ["proposed"]


def test_the_bytes_are_those_received_with_their_signature(stores: EvidenceStores) -> None:
    body = stores.threatened()

    (kept,) = stores.office.propose(FILE, proposal(), act()).file.bodies

    assert stores.vault.read(FILE, kept) == body.content
    assert (kept.signature, kept.received_at, kept.size) == (
        body.signature, body.received_at, len(body.content),
    )  # fmt: skip
    assert kept.as_received


def test_somebody_else_approves_whatever_roles_one_person_has(stores: EvidenceStores) -> None:
    stores.threatened()
    stores.office.propose(FILE, proposal(), act(MODERATOR))

    with pytest.raises(SamePersonError):
        stores.office.approve(FILE, act(MODERATOR))
    with pytest.raises(SamePersonError):
        stores.office.refuse(FILE, "non serve più", act(MODERATOR))

    approved = stores.office.approve(FILE, act(ADMINISTRATOR))
    assert (approved.file.state, approved.file.decided_by) == (FileState.APPROVED, ADMINISTRATOR)


def test_an_approved_file_is_read_and_every_reading_is_noted(stores: EvidenceStores) -> None:
    stores.threatened()
    stores.office.propose(FILE, proposal(), act())
    stores.office.approve(FILE, act(ADMINISTRATOR, NOON + MINUTE))

    seen = stores.office.view(FILE, act("staff-3", NOON + 2 * MINUTE))

    assert seen.messages is not None
    (message,) = seen.messages
    assert (message.text, message.body) == (THREAT, 1)
    assert message.shown == Shown("393330000001", None, "Mario", None)
    assert [(entry.number, entry.act, entry.by) for entry in seen.custody] == [
        (1, "proposed", MODERATOR), (2, "approved", ADMINISTRATOR), (3, "viewed", "staff-3"),
    ]  # fmt: skip


def test_each_entry_of_the_custody_log_holds_the_hash_of_the_one_before(stores: EvidenceStores) -> None:
    stores.threatened()
    sealed(stores)

    custody = stores.office.view(FILE, act()).custody

    assert custody[0].previous == "0" * 64
    assert [entry.previous for entry in custody[1:]] == [entry.hash for entry in custody[:-1]]


def test_an_act_that_is_not_the_reading_shows_no_message(stores: EvidenceStores) -> None:
    """Else the same call again would be a reading nobody noted."""
    stores.threatened()
    stores.office.propose(FILE, proposal(), act())

    approved = stores.office.approve(FILE, act(ADMINISTRATOR))
    again = stores.office.approve(FILE, act(ADMINISTRATOR))

    assert (approved.messages, again.messages, stores.office.repeat_propose(FILE, act()).messages) == (
        None,
        None,
        None,
    )
    assert len(again.custody) == 2


def test_only_the_chosen_messages_are_read_and_only_who_wrote_them(stores: EvidenceStores) -> None:
    body = post(
        written("wamid.1", THREAT),
        written("wamid.2", "Sono Bruno, ho un figlio malato", "393330000002", "Bruno"),
    )
    stores.comes(body, ("wamid.1", THREAT))
    stores.office.propose(FILE, proposal(), act())
    stores.office.approve(FILE, act(ADMINISTRATOR))

    seen = stores.office.view(FILE, act())

    assert stores.vault.read(FILE, seen.file.bodies[0]) == body.content
    assert "Bruno" not in str(seen.messages)
    assert "393330000002" not in str(seen.messages)


def test_the_clock_of_art_331_runs_from_when_somebody_first_knew(stores: EvidenceStores) -> None:
    stores.threatened()

    proposed = stores.office.propose(FILE, proposal(learnt_at=NOON - 3 * MINUTE), act())

    assert proposed.file.acquired_at == NOON - 3 * MINUTE
    assert proposed.file.find_clock_end(NOON) - proposed.file.acquired_at == 3 * MINUTE


@pytest.mark.parametrize("learnt_at", [NOON + MINUTE, NOON - DAY])
def test_nobody_knew_before_it_was_written_or_knows_tomorrow(
    stores: EvidenceStores, learnt_at: object
) -> None:
    stores.threatened()

    with pytest.raises(InvalidError) as refused:
        stores.office.propose(FILE, proposal(learnt_at=learnt_at), act())

    assert refused.value.field == "learnt_at"


def test_messages_are_named_as_the_desk_shows_them(stores: EvidenceStores) -> None:
    stores.threatened()

    with pytest.raises(InvalidError):
        stores.office.propose(FILE, proposal("wamid.1", "wamid.of-another"), act())
    with pytest.raises(NotFoundError):
        stores.office.view(FILE, act())


def test_an_answer_of_the_office_may_stand_in_the_file(stores: EvidenceStores) -> None:
    stores.threatened()
    answer = DeskMessage(TALK, "answer-1", MessageKind.ANSWER, NOON, "Si calmi.", author="staff-9")
    stores.cases.desk.writes(answer)
    asked = proposal()
    stores.office.propose(FILE, replace(asked, messages=(*asked.messages, "answer-1")), act())
    stores.office.approve(FILE, act(ADMINISTRATOR))

    messages = stores.office.view(FILE, act()).messages

    assert messages is not None
    assert [(message.text, message.author, message.body) for message in messages] == [
        (THREAT, None, 1), ("Si calmi.", "staff-9", None),
    ]  # fmt: skip


def test_files_are_listed(stores: EvidenceStores) -> None:
    stores.threatened()
    stores.office.propose(FILE, proposal(), act())

    assert [file.id for file in stores.office.list_page(None, 10).items] == [FILE]
