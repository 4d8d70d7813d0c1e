"""Joining and leaving, as a citizen lives them."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from tests.unit.inbound.town import (
    ANNA,
    ANNA_BY_PHONE,
    ANNA_HIDDEN,
    BRUNO,
    OPEN,
    Town,
)
from urp.broadcasts.trackers import RowReference, leave_payload
from urp.consent.model import EntryKind, Source
from urp.desk.model import ReplyKind
from urp.identity.model import SenderIds
from urp.identity.resolution import learn
from urp.texts import TextKey
from urp.whatsapp.content import MessageKind
from urp.whatsapp.person import PersonIds

STRANGER = PersonIds(None, "IT.10000000000000000099")


def row_of(citizen_id: UUID) -> str:
    return leave_payload(RowReference(UUID(int=77), citizen_id.int % 16, citizen_id))


def test_iscrivimi_is_answered_with_one_welcome_that_holds_the_privacy_notice() -> None:
    town = Town()

    assert town.writes("Iscrivimi") == [TextKey.WELCOME]
    assert town.subscribed()
    assert town.last_reply.kind is ReplyKind.WELCOME
    assert town.last_reply.privacy_version


def test_the_ledger_proves_the_consent_with_exact_text_message_times_and_versions() -> None:
    town = Town()
    town.writes("  ISCRIVIMI!! 🙂 ", at=OPEN - timedelta(seconds=3), message_id="wamid.PROOF")

    entry = town.ledger.ledger[0]

    assert (entry.kind, entry.text, entry.message_id) == (
        EntryKind.JOINED,
        "  ISCRIVIMI!! 🙂 ",
        "wamid.PROOF",
    )
    assert (entry.at, entry.recorded_at) == (OPEN - timedelta(seconds=3), OPEN)
    assert entry.policy_version
    assert entry.privacy_version


def test_already_joined_not_joined_and_joined_again_each_have_their_text() -> None:
    town = Town()

    assert town.writes("Cancellami") == [TextKey.NOT_SUBSCRIBED]
    town.passes(seconds=1)
    assert town.writes("Iscrivimi") == [TextKey.WELCOME]
    town.passes(seconds=1)
    assert town.writes("Iscrivimi") == [TextKey.ALREADY_SUBSCRIBED]
    town.passes(seconds=1)
    assert town.writes("Cancellami") == [TextKey.GOODBYE]
    town.passes(seconds=1)
    assert town.writes("Iscrivimi") == [TextKey.WELCOME_BACK]


def test_whoever_writes_for_another_person_is_told_that_everybody_joins_for_themselves() -> None:
    town = Town()

    assert town.writes("Iscrivi mia madre 333 0000005") == [TextKey.THIRD_PARTY_SUBSCRIPTION]
    assert town.ledger.audience == set()


def test_a_near_miss_is_asked_to_confirm_and_subscribes_nobody() -> None:
    town = Town()

    assert town.writes("vorrei iscrivermi agli avvisi") == [TextKey.CONFIRM_SUBSCRIBE]
    assert not town.subscribed()


def test_an_opted_out_person_who_asks_the_desk_a_question_stays_opted_out() -> None:
    town = Town()
    town.writes("Iscrivimi")
    town.passes(minutes=1)
    town.writes("Cancellami")
    town.passes(minutes=1)

    assert town.writes("Quando apre l'anagrafe?") == [TextKey.INFO_RECEIPT]
    assert not town.subscribed()


def test_an_iscrivimi_delivered_days_late_does_not_undo_a_cancellami() -> None:
    town = Town()
    town.writes("Iscrivimi")
    town.passes(days=3)
    town.writes("Cancellami")

    answer = town.writes("Iscrivimi", at=OPEN + timedelta(days=1))

    assert answer == [TextKey.NOT_SUBSCRIBED]
    assert not town.subscribed()
    assert town.consents[-1] is EntryKind.WITHOUT_EFFECT


def test_the_same_webhook_after_six_days_gets_no_second_reply() -> None:
    town = Town()
    town.writes("Iscrivimi", message_id="wamid.SAME")
    town.passes(days=6)

    assert town.writes("Iscrivimi", message_id="wamid.SAME", at=OPEN) == []
    assert town.consents == [EntryKind.JOINED]


def test_the_button_of_a_notice_unsubscribes_whoever_got_it_even_if_the_sender_looks_like_somebody_else() -> (
    None
):
    town = Town()
    town.writes("Iscrivimi", by=ANNA_BY_PHONE)
    anna = town.known(ANNA_BY_PHONE)
    town.passes(hours=1)

    assert town.presses(row_of(anna.id), "Cancellami", by=STRANGER) == [TextKey.GOODBYE]
    assert not town.subscribed(ANNA_BY_PHONE)
    assert town.ledger.ledger[-1].source is Source.NOTICE_BUTTON


def test_the_button_of_a_notice_unsubscribes_the_sender_too() -> None:
    town = Town()
    town.writes("Iscrivimi", by=ANNA_BY_PHONE)
    town.writes("Iscrivimi", by=STRANGER)
    town.passes(hours=1)

    town.presses(row_of(town.known(ANNA_BY_PHONE).id), "Cancellami", by=STRANGER)

    assert town.ledger.audience == set()


def test_an_unknown_cancellami_is_asked_for_the_phone_while_somebody_is_known_by_phone_alone() -> None:
    town = Town()
    town.writes("Iscrivimi", by=ANNA_BY_PHONE)

    assert town.writes("Cancellami", by=STRANGER) == [TextKey.ASK_FOR_PHONE]
    assert town.last_reply.asks_for_phone


def test_an_unknown_cancellami_is_not_asked_for_the_phone_when_everybody_is_known_by_user_id() -> None:
    town = Town()
    town.writes("Iscrivimi", by=ANNA)

    assert town.writes("Cancellami", by=STRANGER) == [TextKey.NOT_SUBSCRIBED]


def test_the_phone_shared_on_our_request_is_unsubscribed() -> None:
    town = Town()
    town.writes("Iscrivimi", by=ANNA_BY_PHONE)
    town.writes("Cancellami", by=STRANGER)
    town.passes(seconds=20)

    assert town.shares_phone("393330000001", by=STRANGER) == [TextKey.PHONE_LEFT]
    assert not town.subscribed(ANNA_BY_PHONE)
    assert town.ledger.audience == set()


def test_a_shared_phone_that_nobody_subscribed_is_answered_so() -> None:
    town = Town()

    assert town.shares_phone("393330000044", by=STRANGER) == [TextKey.PHONE_NOT_FOUND]


def test_a_contact_card_that_nobody_asked_for_unsubscribes_nobody() -> None:
    town = Town()
    town.writes("Iscrivimi", by=ANNA_BY_PHONE)

    assert town.shares_phone("393330000001", by=STRANGER, requested=False) == [TextKey.NON_TEXT_REFUSED]
    assert town.subscribed(ANNA_BY_PHONE)


def test_sharing_somebody_elses_phone_whose_user_id_is_known_does_not_unsubscribe_them() -> None:
    town = Town()
    town.writes("Iscrivimi", by=ANNA)
    town.passes(seconds=20)

    town.shares_phone("393330000001", by=STRANGER)

    assert town.subscribed(ANNA_HIDDEN)


def test_cancellami_that_shows_both_ids_ends_the_subscription_made_by_phone() -> None:
    town = Town()
    town.writes("Iscrivimi", by=ANNA_BY_PHONE)
    town.writes("Quando aprite gli uffici?", by=ANNA_HIDDEN)
    town.passes(minutes=1)

    assert town.writes("Cancellami", by=ANNA) == [TextKey.GOODBYE]
    assert town.ledger.audience == set()


def test_a_merge_that_does_not_copy_a_subscription_asks_whether_it_is_wanted() -> None:
    town = Town()
    town.writes("Iscrivimi", by=ANNA_BY_PHONE)
    town.writes("ciao", by=ANNA_HIDDEN)
    town.passes(minutes=1)

    assert TextKey.CONFIRM_SUBSCRIBE in town.writes("Dove si paga la mensa?", by=ANNA)


def test_first_by_phone_then_only_by_user_id_then_with_a_new_phone_is_one_citizen_with_one_consent() -> None:
    town = Town()
    town.writes("Iscrivimi", by=ANNA_BY_PHONE)
    known = town.known(ANNA_BY_PHONE)
    learned = learn(known, SenderIds(ANNA.user_id, ANNA.phone), OPEN, by_user_id=None, by_phone=known)
    assert learned is not None
    town.ledger.store(learned.changes, [], OPEN)
    town.passes(hours=1)

    town.writes("Quando apre l'anagrafe?", by=ANNA_HIDDEN)
    town.passes(hours=1)
    town.writes("Grazie", by=PersonIds("393330000009", ANNA.user_id))

    assert len(town.ledger.citizens) == 1
    assert town.known(ANNA).phone == "393330000009"
    assert town.subscribed()


def test_a_changed_number_keeps_the_subscription_and_the_old_id_still_leads_to_the_citizen() -> None:
    town = Town()
    town.writes("Iscrivimi")
    town.passes(days=1)
    after = PersonIds("393330000009", "IT.10000000000000000777")

    assert town.changes_number(ANNA, after) == []
    assert town.subscribed(after)
    assert town.known(ANNA).id == town.known(after).id


def test_leaving_from_a_new_number_works_after_the_change() -> None:
    town = Town()
    town.writes("Iscrivimi")
    town.passes(days=1)
    after = PersonIds(None, "IT.10000000000000000777")
    town.changes_number(ANNA, after)
    town.passes(seconds=5)

    assert town.writes("Cancellami", by=after) == [TextKey.GOODBYE]
    assert town.ledger.audience == set()


def test_deleting_ones_data_ends_the_subscription_and_opens_a_request() -> None:
    town = Town()
    town.writes("Iscrivimi")
    town.passes(minutes=1)

    assert town.writes("Cancellate i miei dati") == [TextKey.RIGHTS_REQUEST_LEFT]
    assert not town.subscribed()
    assert len(town.conversations) == 1


def test_asking_for_ones_data_keeps_the_subscription() -> None:
    town = Town()
    town.writes("Iscrivimi")
    town.passes(minutes=1)

    assert town.writes("Vorrei una copia dei miei dati personali") == [TextKey.RIGHTS_REQUEST]
    assert town.subscribed()


@pytest.mark.parametrize("title", ["Iscrivimi", "Sì, iscrivimi"])
def test_the_quick_reply_button_joins_like_the_word(title: str) -> None:
    town = Town()

    assert town.presses("join", title) == [TextKey.WELCOME]
    assert town.ledger.ledger[0].source is Source.BUTTON


@pytest.mark.parametrize(
    ("payload", "title"), [("UNSUBSCRIBE", "No, grazie, basta messaggi"), ("x", "Cancellami")]
)
def test_a_leaving_button_leaves_by_its_label_or_its_payload(payload: str, title: str) -> None:
    town = Town()
    town.writes("Iscrivimi")
    town.passes(minutes=1)

    assert town.presses(payload, title) == [TextKey.GOODBYE]


def test_cancellami_written_under_a_photo_leaves() -> None:
    town = Town()
    town.writes("Iscrivimi")
    town.passes(minutes=1)

    assert town.sends_photo("Cancellami") == [TextKey.GOODBYE]


def test_iscrivimi_written_under_a_photo_subscribes_nobody() -> None:
    town = Town()

    assert town.sends_photo("Iscrivimi") == [TextKey.NON_TEXT_REFUSED]
    assert not town.subscribed()


def test_bruno_does_not_leave_when_anna_does() -> None:
    town = Town()
    town.writes("Iscrivimi", by=ANNA)
    town.writes("Iscrivimi", by=BRUNO)
    town.passes(minutes=1)

    town.writes("Cancellami", by=ANNA)

    assert town.subscribed(BRUNO)


def test_a_recycled_number_does_not_inherit_the_subscription() -> None:
    town = Town()
    town.writes("Iscrivimi", by=ANNA)
    town.passes(days=400)
    newcomer = PersonIds(ANNA.phone, "IT.10000000000000000555")

    town.writes("Buongiorno", by=newcomer)

    assert not town.subscribed(newcomer)
    assert town.subscribed(ANNA_HIDDEN)
    assert town.known(ANNA_HIDDEN).phone is None


def test_a_system_message_that_teaches_nothing_is_received_in_silence() -> None:
    assert Town().sends(MessageKind.SYSTEM) == []
