"""Joining and leaving, as a citizen lives them."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from tests.fakes.signed_buttons import BUTTONS
from tests.unit.inbound.surroundings import ANNA, BRUNO, OPEN
from tests.unit.inbound.town import Town
from urp.citizens.consent import EntryKind, Source
from urp.desk.outbox import ReplyKind
from urp.notices.broadcasts.trackers import RowReference
from urp.town.texts import TextKey
from urp.whatsapp.person import PersonIds

STRANGER = PersonIds(None, "IT.10000000000000000099")


def row_of(citizen_id: UUID) -> str:
    return BUTTONS.leave(RowReference(UUID(int=77), citizen_id.int % 16, citizen_id))


def test_iscrivimi_is_answered_with_one_welcome_that_holds_the_privacy_notice() -> None:
    town = Town()

    assert town.writes("Iscrivimi") == [TextKey.WELCOME]
    assert town.subscribed()
    assert town.last_reply.kind is ReplyKind.WELCOME
    assert town.last_reply.privacy_version


def test_the_ledger_proves_the_consent_with_exact_text_message_times_and_versions() -> None:
    town = Town()
    town.writes("  ISCRIVIMI!! 🙂 ", at=OPEN - timedelta(seconds=3), message_id="wamid.PROOF")

    entry = town.stored.entries[0]

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
    assert town.audience == set()


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


def test_deleting_ones_data_ends_the_subscription_and_opens_a_request() -> None:
    town = Town()
    town.writes("Iscrivimi")
    town.passes(minutes=1)

    assert town.writes("Cancellate i miei dati") == [TextKey.RIGHTS_REQUEST_LEFT, TextKey.ERASURE_OFFER]
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
    assert town.stored.entries[0].source is Source.BUTTON


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


def test_iscrivimi_written_under_a_photo_subscribes_nobody_and_is_asked_for_again() -> None:
    town = Town()

    assert town.sends_photo("Iscrivimi") == [TextKey.CONFIRM_SUBSCRIBE]
    assert not town.subscribed()


def test_cancellami_written_into_a_caption_afterwards_leaves() -> None:
    town = Town()
    town.writes("Iscrivimi")
    town.passes(minutes=1)

    assert town.corrects_a_caption("Cancellami") == [TextKey.GOODBYE]
    assert not town.subscribed()


def test_a_danger_written_into_a_caption_afterwards_hears_112() -> None:
    town = Town()
    town.writes("Iscrivimi")
    town.passes(minutes=1)

    assert town.corrects_a_caption("Aiuto, c'è un incendio in casa") == [TextKey.EMERGENCY_ALERTED]


def test_iscrivimi_written_into_a_caption_afterwards_subscribes_nobody() -> None:
    town = Town()
    town.writes("Buongiorno")
    town.passes(minutes=1)

    town.corrects_a_caption("Iscrivimi")

    assert not town.subscribed()


def test_bruno_does_not_leave_when_anna_does() -> None:
    town = Town()
    town.writes("Iscrivimi", by=ANNA)
    town.writes("Iscrivimi", by=BRUNO)
    town.passes(minutes=1)

    town.writes("Cancellami", by=ANNA)

    assert town.subscribed(BRUNO)
