from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from tests.fakes.desk_world import KnownPeople, RecordedReplies, ScriptedRate, StoppedClock
from tests.fakes.memory_outbox import MemoryOutbox
from tests.fakes.message_sender import RecordingSender
from urp.blocks.model import Block
from urp.broadcasts.rate_ports import Slots, Wait
from urp.consent.model import EntryKind
from urp.desk.model import OutboxRow, ReplyKind, ReplyProblem, ReplyState
from urp.desk.send_reply import Sending, SendReply
from urp.desk.slots import DeskSlots
from urp.identity.model import Citizen
from urp.whatsapp.error_codes import ErrorClass
from urp.whatsapp.outgoing import Address, ContactRequest, Text
from urp.whatsapp.ports import NotSent, Refused, SendOutcome, Unclear

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
ANNA = UUID(int=1)
USER_ID, PHONE = "IT.10000000000000000001", "393330000001"
BLOCK = Block("spam", "staff-1", NOON, None, "1")
SILENCE = Unclear("no answer")
KINDS_THAT_MUST_ARRIVE = [ReplyKind.WELCOME, ReplyKind.GOODBYE, ReplyKind.EMERGENCY]
KINDS_SENT_ONCE = [ReplyKind.AUTOMATIC, ReplyKind.ANSWER, ReplyKind.BLOCK_NOTICE]


@dataclass(slots=True)
class Town:
    outbox: MemoryOutbox
    people: KnownPeople
    rate: ScriptedRate
    sender: RecordingSender
    replies: RecordedReplies
    clock: StoppedClock

    @property
    def send(self) -> SendReply:
        slots = DeskSlots(self.rate, self.clock, self.clock.sleep)
        return SendReply(self.outbox, self.people, slots, self.sender, self.replies, self.clock)

    @property
    def row(self) -> OutboxRow:
        return self.outbox.rows["row"]

    @property
    def copies(self) -> int:
        return len(self.sender.attempts)


def town(*outcomes: SendOutcome, kind: ReplyKind = ReplyKind.AUTOMATIC, **more: object) -> Town:
    row = OutboxRow("row", ANNA, kind, "Ciao", NOON, USER_ID, PHONE, policy_version="1", privacy_version="2")
    outbox = MemoryOutbox()
    outbox.add(replace(row, **more))  # type: ignore[arg-type]
    anna = Citizen(ANNA, user_ids=(USER_ID,), phones=(PHONE,), window_ends_at=NOON + timedelta(hours=24))
    return Town(
        outbox,
        KnownPeople({ANNA: anna}),
        ScriptedRate(),
        RecordingSender(outcomes),
        RecordedReplies(),
        StoppedClock(NOON),
    )


def test_a_reply_goes_to_the_phone_it_was_asked_from_and_bears_its_tracker() -> None:
    ancona = town()

    outcome = ancona.send("row")

    sent = ancona.sender.sent[0]
    assert outcome is Sending.ACCEPTED
    assert (sent.message, sent.address, sent.tracker) == (Text("Ciao"), Address(PHONE, USER_ID), "r:row")
    assert (ancona.row.state, ancona.row.message_id is None) == (ReplyState.ACCEPTED, False)


def test_who_hides_their_number_is_answered_at_their_user_id() -> None:
    ancona = town(phone=None)

    ancona.send("row")

    assert ancona.sender.sent[0].address == Address(None, USER_ID)


def test_asking_for_the_number_uses_whatsapps_own_button() -> None:
    ancona = town(asks_for_phone=True)

    ancona.send("row")

    assert ancona.sender.sent[0].message == ContactRequest("Ciao")


@pytest.mark.parametrize("kind", list(ReplyKind))
def test_a_redelivered_id_of_a_reply_already_accepted_sends_nothing(kind: ReplyKind) -> None:
    ancona = town(kind=kind)
    ancona.send("row")

    outcome = ancona.send("row")

    assert outcome is Sending.NOTHING_TO_DO
    assert ancona.copies == 1


def test_an_id_whose_row_has_expired_is_let_go() -> None:
    assert town().send("another") is Sending.GONE


def test_the_welcome_enters_the_consent_ledger_with_its_own_id() -> None:
    ancona = town(kind=ReplyKind.WELCOME)

    ancona.send("row")

    entry = ancona.outbox.ledger[0]
    assert (entry.kind, entry.message_id) == (EntryKind.NOTICE_ACCEPTED, ancona.row.message_id)
    assert (entry.citizen_id, entry.policy_version, entry.privacy_version) == (ANNA, "1", "2")


@pytest.mark.parametrize("kind", KINDS_THAT_MUST_ARRIVE)
def test_what_must_arrive_is_repeated_once_after_ten_seconds_of_silence(kind: ReplyKind) -> None:
    ancona = town(SILENCE, SILENCE, kind=kind)

    first = ancona.send("row")
    too_early = ancona.send("row")
    ancona.clock.sleep(11)
    second = ancona.send("row")
    ancona.clock.sleep(3600)
    third = ancona.send("row")

    assert (first, too_early, second, third) == (
        Sending.UNCLEAR,
        Sending.LATER,
        Sending.UNCLEAR,
        Sending.NOTHING_TO_DO,
    )
    assert ancona.copies == 2
    assert ancona.replies.entries == [("row", 11), ("row", 11)]
    assert ancona.outbox.due == {}


@pytest.mark.parametrize("kind", KINDS_SENT_ONCE)
def test_any_other_reply_that_ends_unclear_is_not_repeated(kind: ReplyKind) -> None:
    ancona = town(SILENCE, kind=kind)

    ancona.send("row")
    ancona.clock.sleep(3600)
    ancona.send("row")

    assert (ancona.row.state, ancona.copies) == (ReplyState.UNCLEAR, 1)


def test_a_worker_that_died_in_the_call_leaves_an_operators_answer_unclear() -> None:
    ancona = town(kind=ReplyKind.ANSWER)
    ancona.outbox.hand_over(ancona.row, NOON)

    ancona.clock.sleep(61)
    outcome = ancona.send("row")

    assert (outcome, ancona.row.state, ancona.copies) == (Sending.UNCLEAR, ReplyState.UNCLEAR, 0)


def test_a_worker_that_died_in_the_call_does_not_cost_a_citizen_their_welcome() -> None:
    ancona = town(kind=ReplyKind.WELCOME)
    ancona.outbox.hand_over(ancona.row, NOON)

    ancona.clock.sleep(61)
    outcome = ancona.send("row")

    assert (outcome, ancona.row.attempts, ancona.copies) == (Sending.ACCEPTED, 2, 1)


def test_a_reply_another_delivery_is_sending_at_this_moment_is_left_to_it() -> None:
    ancona = town(kind=ReplyKind.WELCOME)
    ancona.outbox.hand_over(ancona.row, NOON)

    outcome = ancona.send("row")

    assert (outcome, ancona.copies, ancona.replies.ids) == (Sending.LATER, 0, ["row"])


@pytest.mark.parametrize("code", [130429, 80007, 4])
def test_throttling_costs_no_attempt_and_slows_everybody_down(code: int) -> None:
    throttled = NotSent(code, "too fast", ErrorClass.THROTTLED)
    ancona = town(*[throttled] * 9, kind=ReplyKind.ANSWER)

    refused = [ancona.send("row") for _ in range(9)]
    accepted = ancona.send("row")

    assert set(refused) == {Sending.NOT_SENT}
    assert (accepted, ancona.row.attempts) == (Sending.ACCEPTED, 1)
    assert ancona.rate.slowed_until == NOON + timedelta(seconds=1)


def test_a_connection_never_made_after_an_unclear_copy_leaves_the_second_copy_to_come() -> None:
    ancona = town(SILENCE, NotSent(None, "no connection"), kind=ReplyKind.GOODBYE)

    ancona.send("row")
    ancona.clock.sleep(11)
    ancona.send("row")
    ancona.clock.sleep(11)
    last = ancona.send("row")

    assert (last, ancona.row.attempts, ancona.copies) == (Sending.ACCEPTED, 2, 3)


def test_a_refused_account_keeps_the_reply_for_when_it_is_mended() -> None:
    ancona = town(Refused(190, ErrorClass.ACCOUNT, "token"))

    outcome = ancona.send("row")

    assert (outcome, ancona.row.state) == (Sending.ACCOUNT_REFUSED, ReplyState.UNSENT)
    assert ancona.replies.entries == [("row", 121)]


def test_a_refused_reply_shows_metas_code() -> None:
    ancona = town(Refused(131026, ErrorClass.RECIPIENT, "undeliverable"))

    ancona.send("row")

    assert (ancona.row.state, ancona.row.error_code) == (ReplyState.REFUSED, 131026)


@pytest.mark.parametrize("kind", [ReplyKind.ANSWER, ReplyKind.AUTOMATIC, ReplyKind.WELCOME])
def test_nothing_ordinary_goes_to_a_blocked_citizen(kind: ReplyKind) -> None:
    ancona = town(kind=kind)
    ancona.people.citizens[ANNA] = replace(ancona.people.citizens[ANNA], block=BLOCK)

    ancona.send("row")

    assert (ancona.row.state, ancona.row.problem) == (ReplyState.REFUSED, ReplyProblem.BLOCKED)
    assert ancona.copies == 0


def test_an_emergency_answer_reaches_a_blocked_citizen_too() -> None:
    ancona = town(kind=ReplyKind.EMERGENCY, even_if_blocked=True)
    ancona.people.citizens[ANNA] = replace(ancona.people.citizens[ANNA], block=BLOCK)

    assert ancona.send("row") is Sending.ACCEPTED


def test_free_text_after_the_24_hour_window_is_refused_and_says_why() -> None:
    ancona = town(kind=ReplyKind.ANSWER)

    ancona.clock.sleep(24 * 3600)
    ancona.send("row")

    assert (ancona.row.state, ancona.row.problem) == (ReplyState.REFUSED, ReplyProblem.WINDOW_CLOSED)
    assert ancona.copies == 0


def test_a_window_that_closes_before_the_repeat_does_not_hide_the_first_copy() -> None:
    ancona = town(SILENCE, kind=ReplyKind.WELCOME)
    ancona.send("row")

    ancona.clock.sleep(25 * 3600)
    ancona.send("row")

    assert (ancona.row.state, ancona.row.problem) == (ReplyState.UNCLEAR, None)


def test_a_text_too_long_for_whatsapp_is_refused_before_any_slot_is_taken() -> None:
    ancona = town(text="a" * 4097)

    ancona.send("row")

    assert ancona.row.problem is ReplyProblem.NOT_SENDABLE


def test_a_reply_waits_for_its_slot() -> None:
    ancona = town()
    ancona.rate.script = [Slots((NOON + timedelta(milliseconds=400),), 1)]

    ancona.send("row")

    assert ancona.row.handed_at == NOON + timedelta(milliseconds=400)


def test_a_slot_too_far_away_sends_the_reply_back_to_the_queue() -> None:
    ancona = town()
    ancona.rate.script = [Wait(NOON + timedelta(seconds=30))]

    outcome = ancona.send("row")

    assert (outcome, ancona.row.state, ancona.replies.entries) == (
        Sending.LATER,
        ReplyState.UNSENT,
        [("row", 31)],
    )


def test_a_slot_slept_through_is_not_caught_up() -> None:
    ancona = town()
    gone_by = Slots((NOON - timedelta(seconds=1),), 1)
    ancona.rate.script = [gone_by, Slots((NOON + timedelta(seconds=1),), 2)]

    ancona.send("row")

    assert ancona.row.handed_at == NOON + timedelta(seconds=1)
