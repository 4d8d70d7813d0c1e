"""What a file of evidence keeps, until when, and whatever else is deleted; in memory and on AWS the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fakes.memory_vault import DyingVault
from tests.integration.evidence_posts import DAY, MINUTE, NOON, THREAT, corrected, post, written
from tests.integration.evidence_stores import (
    ADMINISTRATOR,
    FACTS,
    FILE,
    EvidenceStores,
    act,
    buckets_on_s3,
    open_stores,
    proposal,
    sealed,
)
from urp.acts.model import AlreadyActedError
from urp.aws.tables import Tables
from urp.errors import InvalidError, NotFoundError
from urp.moderation.evidence.export import NotSealedError
from urp.moderation.evidence.holding import BytesLostError
from urp.moderation.evidence.model import FileState
from urp.moderation.evidence.office import FactsMissingError, WrongStateError
from urp.moderation.evidence.proposal import MOST_BYTES


@pytest.fixture(params=["memory", "aws"])
def stores(request: pytest.FixtureRequest, tables: Tables) -> EvidenceStores:
    """S3 itself keeps what is held, so these ask it too."""
    if request.param == "memory":
        return open_stores(tables)
    return open_stores(tables, buckets_on_s3(request.getfixturevalue("outputs")))


def test_what_the_sender_took_back_is_read_from_the_bytes(stores: EvidenceStores) -> None:
    stores.threatened()
    stores.cases.desk.takes_back("wamid.1")
    stores.office.propose(FILE, proposal(), act())
    stores.office.approve(FILE, act(ADMINISTRATOR))

    seen = stores.office.view(FILE, act())

    assert seen.messages is not None
    assert seen.messages[0].text == THREAT


def test_what_the_sender_corrected_is_read_from_the_bytes(stores: EvidenceStores) -> None:
    body = post(written("wamid.1", "Buongiorno"), corrected("wamid.2", "wamid.1", THREAT))
    stores.comes(body, ("wamid.1", "Buongiorno"), ("wamid.2", THREAT))
    stores.office.propose(FILE, proposal("wamid.1", "wamid.2"), act())
    stores.office.approve(FILE, act(ADMINISTRATOR))

    seen = stores.office.view(FILE, act())

    assert seen.messages is not None
    assert [(message.kind, message.text, message.body) for message in seen.messages] == [
        ("text", "Buongiorno", 1),
        ("edit", THREAT, 1),
    ]


def test_a_body_past_its_time_leaves_the_desks_own_copy(stores: EvidenceStores) -> None:
    body = stores.threatened()
    stores.forget(body)
    stores.office.propose(FILE, proposal(), act())
    stores.office.approve(FILE, act(ADMINISTRATOR))

    seen = stores.office.view(FILE, act())

    assert seen.messages is not None
    assert (seen.file.bodies, seen.messages[0].text, seen.messages[0].body) == ((), THREAT, None)


def test_evidence_outlives_what_it_was_cut_from(stores: EvidenceStores) -> None:
    body = stores.threatened()
    sealed(stores)

    stores.forget(body)
    stores.cases.desk.forgets_messages()

    assert stores.vault.read(FILE, stores.office.view(FILE, act()).file.bodies[0]) == body.content
    assert stores.ends() == {False}


def test_a_refused_file_is_let_go_and_read_by_nobody(stores: EvidenceStores) -> None:
    body = stores.threatened()
    stores.office.propose(FILE, proposal(), act())

    refused = stores.office.refuse(FILE, "Non ci sono gli estremi", act(ADMINISTRATOR))

    assert (refused.file.state, refused.file.end_reason) == (FileState.REFUSED, "Non ci sono gli estremi")
    assert refused.file.deleted_from == NOON + 30 * DAY
    assert stores.ends() == {True}
    assert stores.office.view(FILE, act()).messages is None
    assert not stores.held(body)


def test_a_released_file_goes_its_ordinary_way(stores: EvidenceStores) -> None:
    body = stores.threatened()
    sealed(stores)

    released = stores.release(NOON + DAY)

    assert released.file.ended_at == NOON + DAY
    assert released.file.deleted_from == NOON + 31 * DAY
    assert stores.ends() == {True}
    with pytest.raises(NotSealedError):
        stores.office.export(FILE, act(ADMINISTRATOR))
    assert not stores.held(body)


def test_facts_are_written_until_the_seal_and_corrected_after(stores: EvidenceStores) -> None:
    stores.threatened()
    stores.office.propose(FILE, proposal(), act())
    stores.office.approve(FILE, act(ADMINISTRATOR))
    with pytest.raises(FactsMissingError):
        stores.office.seal(FILE, act(ADMINISTRATOR))

    stores.office.write_facts(FILE, FACTS, act())
    stores.office.seal(FILE, act(ADMINISTRATOR))
    with pytest.raises(WrongStateError):
        stores.office.write_facts(FILE, replace(FACTS, essential="Altro"), act())
    corrected = stores.office.correct(FILE, "In turno c'era un'altra persona", act())

    assert corrected.file.facts == FACTS
    assert [correction.text for correction in corrected.file.corrections] == [
        "In turno c'era un'altra persona"
    ]


def test_what_a_dead_call_did_not_copy_is_copied_before_anybody_approves(stores: EvidenceStores) -> None:
    body = stores.threatened()
    office = replace(stores.office, vault=DyingVault(stores.vault))
    dying = replace(office.open_file, vault=office.vault)
    with pytest.raises(ConnectionError):
        replace(office, open_file=dying).propose(FILE, proposal(), act())

    stores.office.approve(FILE, act(ADMINISTRATOR))

    assert stores.held(body)


def test_nothing_is_decided_about_bytes_that_were_lost(stores: EvidenceStores) -> None:
    body = stores.threatened()
    office = replace(
        stores.office, open_file=replace(stores.office.open_file, vault=DyingVault(stores.vault))
    )
    with pytest.raises(ConnectionError):
        office.propose(FILE, proposal(), act())
    stores.forget(body)

    with pytest.raises(BytesLostError):
        stores.office.approve(FILE, act(ADMINISTRATOR))


def test_the_same_key_proposes_once(stores: EvidenceStores) -> None:
    stores.threatened()
    stores.office.propose(FILE, proposal(), act(key="k"))

    with pytest.raises(AlreadyActedError):
        stores.office.propose(FILE, proposal(), act(key="k"))


def test_as_much_as_one_answer_can_carry_is_one_file(stores: EvidenceStores) -> None:
    """A file is exported in one answer of Lambda's."""
    around = len(post(written("wamid.1", "")).content)
    body = post(written("wamid.1", "x" * (MOST_BYTES - around)))
    stores.comes(body, ("wamid.1", "x"))

    proposed = stores.office.propose(FILE, proposal(), act())

    assert len(body.content) == MOST_BYTES
    assert [kept.received_key for kept in proposed.file.bodies] == [body.key]


def test_one_byte_more_than_one_answer_can_carry_is_two_files(stores: EvidenceStores) -> None:
    around = len(post(written("wamid.1", "")).content)
    body = post(written("wamid.1", "x" * (MOST_BYTES - around + 1)))
    stores.comes(body, ("wamid.1", "x"))

    with pytest.raises(InvalidError) as refused:
        stores.office.propose(FILE, proposal(), act())

    assert (refused.value.field, refused.value.problem) == (
        "messages",
        "sono troppo grandi per un fascicolo: aprine due, con meno messaggi ciascuno",
    )
    with pytest.raises(NotFoundError):
        stores.office.view(FILE, act())


def test_a_text_longer_than_whatsapps_is_read_in_part_and_kept_whole(stores: EvidenceStores) -> None:
    """Nothing keeps a body from holding halves of characters and a name without an end."""
    long = THREAT + "\ud83d" + "x" * 300_000
    body = post(written("wamid.1", long, name=long))
    stores.comes(body, ("wamid.1", THREAT))
    sealed(stores)

    seen = stores.office.view(FILE, act())

    assert seen.messages is not None
    assert seen.messages[0].text.startswith(THREAT + "\ufffdx")
    assert len(seen.messages[0].text) < 11_000
    assert stores.vault.read(FILE, seen.file.bodies[0]) == body.content


def test_that_a_file_was_sent_is_part_of_its_story(stores: EvidenceStores) -> None:
    stores.threatened()
    sealed(stores)
    sent = NOON + 2 * DAY
    with pytest.raises(InvalidError):
        stores.office.note_sent(FILE, NOON - MINUTE, "Procura", "prot. 1", act(ADMINISTRATOR, sent))

    noted = stores.office.note_sent(FILE, NOON + DAY, "Procura", "prot. 1", act(ADMINISTRATOR, sent))
    again = stores.office.note_sent(FILE, sent, "Questura", "prot. 2", act(ADMINISTRATOR, sent))

    assert (noted.file.sent_at, again.file.sent_at) == (NOON + DAY, NOON + DAY)
    assert again.custody[-1].details == {
        "inviato": "2026-11-27T12:00:00Z", "a": "Questura", "riferimento": "prot. 2",
    }  # fmt: skip
