"""What became of a reply goes back to whatever counted on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from tests.fakes.dynamodb.meddled import meddled
from tests.unit.desk.reply_town import ANNA, BLOCK, NOON, SILENCE, Town, outbox_of, town
from urp.aws.dynamodb import transact
from urp.desk.model import Conversation, ConversationStatus, Facts, RightsKind
from urp.desk.outbox import ReplyKind, ReplyOutcome, ReplyProblem, ReplyState
from urp.desk.store.conversation_items import read_conversation
from urp.privacy.rights.model import Closing, RightsRequest, RightsState
from urp.privacy.store.rights_items import read_stored_request, write_request
from urp.whatsapp.error_codes import ErrorClass
from urp.whatsapp.ports import Refused, SendOutcome

TALK, ASKED = UUID(int=100), UUID(int=70)
REFUSED = Refused(131026, ErrorClass.RECIPIENT, "undeliverable")
ANSWERED = Conversation(
    TALK,
    ANNA,
    ConversationStatus.ANSWERED,
    NOON,
    NOON,
    NOON + timedelta(days=1),
    version=3,
    said=2,
    said_by="staff-1",
    facts=Facts(turns=1, asked_at=NOON - timedelta(minutes=5), first_answered_at=NOON),
)


def answered(*outcomes: SendOutcome, **more: object) -> Town:
    """Somebody answered Anna, and the answer is on its way."""
    ancona = town(*outcomes, kind=ReplyKind.ANSWER, conversation_id=TALK, **more)
    ancona.talks(ANSWERED)
    return ancona


def talk(ancona: Town) -> Conversation:
    found = read_conversation(ancona.tables, TALK)
    assert found is not None
    return found


@pytest.mark.parametrize("outcome", [REFUSED, SILENCE])
def test_an_answer_that_did_not_arrive_waits_again_in_the_queue(outcome: SendOutcome) -> None:
    ancona = answered(outcome)

    ancona.send("row")

    again = talk(ancona)
    assert (again.status, again.undelivered, again.said) == (ConversationStatus.OPEN, "row", 3)
    assert again.facts.first_answered_at is None  # no figure counts it as answered


def test_an_answer_that_arrives_leaves_the_queue_alone() -> None:
    ancona = answered()

    ancona.send("row")

    assert talk(ancona) == ANSWERED


def test_an_answer_to_somebody_blocked_meanwhile_waits_again() -> None:
    ancona = answered()
    ancona.becomes(replace(ancona.anna, block=BLOCK))

    ancona.send("row")

    assert (ancona.row.problem, talk(ancona).undelivered) == (ReplyProblem.BLOCKED, "row")


def test_a_worker_that_died_while_answering_leaves_the_question_waiting() -> None:
    ancona = answered()
    ancona.outbox.hand_over(ancona.row, NOON)
    ancona.clock.sleep(61)

    ancona.send("row")

    assert (ancona.row.state, talk(ancona).undelivered) == (ReplyState.UNCLEAR, "row")


def test_the_same_answer_delivered_twice_is_dealt_with_once() -> None:
    ancona = answered(REFUSED)
    ancona.send("row")
    answered_anew = replace(talk(ancona), status=ConversationStatus.ANSWERED, undelivered=None)
    ancona.talks(answered_anew)

    ancona.send("row")

    assert talk(ancona) == answered_anew


@pytest.mark.parametrize("status", [ConversationStatus.OPEN, ConversationStatus.CLOSED])
def test_what_the_citizen_or_the_office_did_since_is_not_written_over(status: ConversationStatus) -> None:
    ancona = answered(REFUSED)
    since = replace(ANSWERED, status=status, said=5)
    ancona.talks(since)

    ancona.send("row")

    assert (talk(ancona), ancona.row.state) == (since, ReplyState.REFUSED)


def test_a_conversation_erased_meanwhile_hinders_nothing() -> None:
    ancona = town(REFUSED, kind=ReplyKind.ANSWER, conversation_id=TALK)

    ancona.send("row")

    assert ancona.row.state is ReplyState.REFUSED


def test_a_note_left_at_the_same_moment_is_kept_and_the_question_waits() -> None:
    ancona = answered(REFUSED)
    note = replace(ANSWERED, said=3, version=ANSWERED.version + 1)
    busy = meddled(ancona.tables, lambda: ancona.talks(note))

    replace(ancona, outbox=outbox_of(busy)).send("row")

    assert (talk(ancona).said, talk(ancona).status) == (4, ConversationStatus.OPEN)


def request_told(ancona: Town) -> ReplyOutcome | None:
    request = read_stored_request(ancona.tables, ASKED)
    assert request is not None
    closing = request.closing
    assert closing is not None
    assert closing.told == "chat"
    return closing.in_chat


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [(REFUSED, ReplyOutcome.NOT_DELIVERED), (SILENCE, ReplyOutcome.UNCLEAR), (None, ReplyOutcome.ACCEPTED)],
)
def test_the_register_says_what_became_of_the_answer_to_a_request(
    outcome: SendOutcome | None, expected: ReplyOutcome
) -> None:
    ancona = town(*([outcome] if outcome else []), kind=ReplyKind.ANSWER, request_id=ASKED)
    request = RightsRequest(
        ASKED,
        "2026/0001",
        RightsKind.ACCESS,
        ANNA,
        TALK,
        NOON,
        date(2026, 12, 28),
        state=RightsState.ANSWERED,
        closing=Closing(NOON, "staff-1", "ecco", "chat", "row", ReplyOutcome.ON_ITS_WAY),
    )
    transact(ancona.tables.client, [write_request(request, ancona.tables)])

    ancona.send("row")

    assert request_told(ancona) is expected
