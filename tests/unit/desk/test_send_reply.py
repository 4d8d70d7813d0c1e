from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import cycle

from tests.fakes.desk_world import SlowRate
from tests.unit.desk.reply_town import ANNA, BLOCK, NOON, PHONE, USER_ID, town
from urp.citizens.consent import EntryKind
from urp.desk.outbox import ReplyKind, ReplyProblem, ReplyState
from urp.desk.send_reply import Sending
from urp.desk.slots import DeskSlots
from urp.language import Language
from urp.whatsapp.error_codes import ErrorClass
from urp.whatsapp.outgoing import (
    Address,
    Choice,
    ContactRequest,
    ListMessage,
    NamedParameter,
    Row,
    TemplateMessage,
    Text,
)
from urp.whatsapp.ports import Refused
from urp.whatsapp.rate_ports import Slots, Wait


def test_a_reply_goes_to_the_phone_it_was_asked_from_and_bears_its_tracker() -> None:
    ancona = town()

    outcome = ancona.send("row")

    sent = ancona.sender.sent[0]
    assert outcome is Sending.ACCEPTED
    assert ancona.rate.outside == 0
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


def test_what_offers_a_choice_goes_out_as_whatsapps_list() -> None:
    choice = Choice("Scegli", (Row("topic:off:scuola", "Scuola", "Non ricevere più: mense"),))
    ancona = town(choice=choice)

    ancona.send("row")

    assert ancona.sender.sent[0].message == ListMessage("Ciao", choice)


def test_an_id_whose_row_has_expired_is_let_go() -> None:
    assert town().send("another") is Sending.GONE


def test_the_welcome_enters_the_consent_ledger_with_its_own_id_and_its_language() -> None:
    ancona = town(kind=ReplyKind.WELCOME, language=Language.ENGLISH)

    ancona.send("row")

    entry = ancona.ledger[0]
    assert (entry.kind, entry.message_id) == (EntryKind.NOTICE_ACCEPTED, ancona.row.message_id)
    assert entry.language is Language.ENGLISH  # the one the privacy notice was shown in
    assert (entry.citizen_id, entry.policy_version, entry.privacy_version) == (ANNA, "1", "2")


def test_a_welcome_that_was_refused_shows_in_the_consent_ledger() -> None:
    ancona = town(Refused(131026, ErrorClass.RECIPIENT, "undeliverable"), kind=ReplyKind.WELCOME)

    ancona.send("row")

    (entry,) = ancona.ledger
    assert (entry.kind, entry.message_id) == (EntryKind.NOTICE_REFUSED, "row")
    assert (entry.policy_version, entry.privacy_version) == ("1", "2")


def test_a_refused_reply_shows_metas_code() -> None:
    ancona = town(Refused(131026, ErrorClass.RECIPIENT, "undeliverable"))

    ancona.send("row")

    assert (ancona.row.state, ancona.row.error_code) == (ReplyState.REFUSED, 131026)


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


def test_a_reply_that_can_have_no_slot_yet_waits_for_one() -> None:
    ancona = town()
    ancona.rate.script = [Wait(NOON + timedelta(seconds=3)), Wait(NOON + timedelta(seconds=6))]

    outcome = ancona.send("row")

    assert (outcome, ancona.replies.entries) == (Sending.ACCEPTED, [])
    assert ancona.row.handed_at is not None
    assert NOON + timedelta(seconds=6) <= ancona.row.handed_at <= NOON + timedelta(seconds=7)


def test_a_store_of_the_rate_that_is_slow_delays_a_reply_and_does_not_keep_it_back() -> None:
    ancona = town()
    rate = SlowRate(ancona.clock, cycle([0.2, 0.3, 0.15]))
    slots = DeskSlots(rate, ancona.clock, ancona.clock.sleep)

    assert slots.wait() is None
    assert ancona.clock.now <= NOON + timedelta(seconds=2)


def test_a_slot_slept_through_is_not_caught_up() -> None:
    ancona = town()
    gone_by = Slots((NOON - timedelta(seconds=1),), 1)
    ancona.rate.script = [gone_by, Slots((NOON + timedelta(seconds=1),), 2)]

    ancona.send("row")

    assert ancona.row.handed_at == NOON + timedelta(seconds=1)


def test_a_resumed_question_goes_out_as_its_template_although_the_window_is_closed() -> None:
    template = TemplateMessage("domanda_ripresa", "it", (NamedParameter("argomento", "anagrafe"),))
    ancona = town(kind=ReplyKind.RESUME, template=template)
    ancona.becomes(replace(ancona.anna, window_ends_at=NOON - timedelta(hours=1)))

    outcome = ancona.send("row")

    assert outcome is Sending.ACCEPTED
    assert ancona.sender.sent[0].message == template
    assert ancona.rate.outside == 1  # of Meta's messaging limit


def test_a_resumed_question_does_not_reach_who_was_blocked_meanwhile() -> None:
    ancona = town(kind=ReplyKind.RESUME, template=TemplateMessage("domanda_ripresa", "it"))
    ancona.becomes(replace(ancona.anna, block=BLOCK))

    ancona.send("row")

    assert (ancona.copies, ancona.row.problem) == (0, ReplyProblem.BLOCKED)
