"""One message, one transaction: the same questions to the store in memory and to DynamoDB."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from tests.fakes.memory_exclusions import MemoryExclusions
from urp.aws.tables import Tables
from urp.citizens.blocks import Block
from urp.citizens.consent import EntryKind, LedgerEntry, Source
from urp.citizens.identity.model import Citizen, CitizenChange, SenderIds
from urp.desk.model import (
    Conversation,
    ConversationChange,
    ConversationStatus,
    DeskMessage,
    DeskState,
    DeskStateChange,
    MessageKind,
)
from urp.desk.outbox import OutboxRow, ReplyKind
from urp.errors import ConflictError
from urp.inbound.model import AlreadySeenError, Effect
from urp.inbound.store.ledger import InboundLedger
from urp.language import Language

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
ANNA, BRUNO, TALK = UUID(int=1), UUID(int=2), UUID(int=100)
USER_ID, PHONE = "IT.10000000000000000001", "393330000001"
ANNAS_IDS = SenderIds(USER_ID, PHONE)
REMEMBERED = DeskState(
    ANNA,
    1,
    TALK,
    language=Language.ENGLISH,
    told_in_their_language_on=f"{TALK}/2026-11-25",
    child_at=NOON,
)


@pytest.fixture
def ledger(tables: Tables) -> InboundLedger:
    return InboundLedger(tables, exclusions=MemoryExclusions())


def anna(**more: object) -> Citizen:
    return replace(
        Citizen(ANNA, user_ids=(USER_ID,), phones=(PHONE,), window_ends_at=NOON + timedelta(days=1)),
        **more,  # type: ignore[arg-type]
    )


def joining(message_id: str = "wamid.JOIN") -> Effect:
    member = anna(subscribed=True, consent_at=NOON, subscribed_at=NOON)
    return Effect(
        message_id,
        citizens=(CitizenChange(Citizen(ANNA), member),),
        ledger=(entry(message_id),),
        replies=(reply("welcome-1", ReplyKind.WELCOME),),
    )


def entry(message_id: str) -> LedgerEntry:
    return LedgerEntry(ANNA, EntryKind.JOINED, NOON, NOON, message_id, Source.TEXT, "Iscrivimi", "1", "2")


def reply(outbox_id: str, kind: ReplyKind = ReplyKind.AUTOMATIC) -> OutboxRow:
    return OutboxRow(outbox_id, ANNA, kind, "Benvenuta", NOON, USER_ID, PHONE)


def question(message_id: str = "wamid.ASK", text: str = "Quando apre l'anagrafe?") -> Effect:
    talk = Conversation(TALK, ANNA, ConversationStatus.OPEN, NOON, NOON, NOON + timedelta(days=1))
    talk = replace(talk, danger=True, possible_danger=True, written_in="ro")
    return Effect(
        message_id,
        desk=DeskStateChange(DeskState(ANNA), replace(REMEMBERED, version=0)),
        conversation=ConversationChange(talk, talk),
        messages=(DeskMessage(TALK, message_id, MessageKind.QUESTION, NOON, text),),
    )


def test_who_joined_is_found_by_user_id_and_by_phone(ledger: InboundLedger) -> None:
    ledger.commit(joining(), NOON)

    found = ledger.load(ANNAS_IDS)

    assert found.by_user_id == found.by_phone
    assert found.by_user_id == anna(version=1, subscribed=True, consent_at=NOON, subscribed_at=NOON)


def test_nobody_is_found_before_anybody_wrote(ledger: InboundLedger) -> None:
    found = ledger.load(ANNAS_IDS, [ANNA, SenderIds("IT.9", None)])

    assert (found.by_user_id, found.by_phone, found.others, found.desk) == (None, None, (), None)


def test_a_message_seen_before_has_no_second_effect_and_names_its_replies(ledger: InboundLedger) -> None:
    ledger.commit(joining(), NOON)

    with pytest.raises(AlreadySeenError) as seen:
        ledger.commit(joining(), NOON + timedelta(days=7))

    assert seen.value.reply_ids == ("welcome-1",)
    assert ledger.reply_ids_of("wamid.JOIN") == ("welcome-1",)
    assert ledger.reply_ids_of("wamid.OTHER") is None


def test_what_was_decided_on_an_older_citizen_is_not_stored(ledger: InboundLedger) -> None:
    ledger.commit(joining(), NOON)

    with pytest.raises(ConflictError):
        ledger.commit(joining("wamid.SECOND"), NOON)

    assert ledger.reply_ids_of("wamid.SECOND") is None


def test_half_an_effect_is_never_stored(ledger: InboundLedger) -> None:
    ledger.commit(joining(), NOON)
    stale = replace(question(), citizens=(CitizenChange(Citizen(ANNA), anna()),))

    with pytest.raises(ConflictError):
        ledger.commit(stale, NOON)

    assert ledger.load(ANNAS_IDS).desk is None


def test_a_question_is_remembered_with_its_conversation(ledger: InboundLedger) -> None:
    ledger.commit(joining(), NOON)
    ledger.commit(question(), NOON)

    found = ledger.load(ANNAS_IDS)

    assert found.desk == REMEMBERED
    assert found.conversation == replace(question().conversation.after, version=1)  # type: ignore[union-attr]


@pytest.mark.parametrize("topics", [frozenset({"eventi", "scuola"}), frozenset[str](), None])
def test_what_a_citizen_chose_and_absorbed_is_read_back(
    ledger: InboundLedger, topics: frozenset[str] | None
) -> None:
    chosen = anna(subscribed=True, consent_at=NOON, topics=topics, absorbed=(UUID(int=5), UUID(int=6)))
    ledger.commit(Effect("wamid.6", citizens=(CitizenChange(Citizen(ANNA), chosen),)), NOON)

    assert ledger.load(ANNAS_IDS).by_phone == replace(chosen, version=1)


def test_a_block_is_read_back_as_it_was_decided(ledger: InboundLedger) -> None:
    block = Block("linguaggio offensivo", "staff-1", NOON, NOON + timedelta(days=90), "1")
    ledger.commit(Effect("wamid.5", citizens=(CitizenChange(Citizen(ANNA), anna(block=block)),)), NOON)

    found = ledger.load(ANNAS_IDS).by_phone

    assert found is not None
    assert found.block == block
