"""Whoever was taken over from a list, when they write: confirming, leaving, and neither."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from tests.fakes.signed_buttons import BUTTONS
from tests.unit.inbound.town import Town
from tests.unit.notices.imports.office import PAPER, Office, phone
from urp.citizens.consent import EntryKind, Source
from urp.notices.broadcasts.trackers import RowReference, confirm_payload
from urp.town.texts import TextKey
from urp.whatsapp.person import PersonIds

ANNA = PersonIds(phone(1), None)
ANNA_IN_FULL = PersonIds(phone(1), "IT.10000000000000000001")


def imported() -> Town:
    town = Town()
    Office(now=town.now, tables=town.tables).takes_over(phone(1))
    return town


def row(town: Town) -> RowReference:
    return RowReference(UUID(int=500), town.known(ANNA).shard, town.known(ANNA).id)


def test_the_button_confirms_with_welcome_privacy_notice_and_proof() -> None:
    town = imported()

    said = town.presses(confirm_payload(row(town)), "Confermo", ANNA)

    entry = town.stored.entries[-1]
    assert said == [TextKey.WELCOME]
    assert (town.known(ANNA).subscribed, town.known(ANNA).unconfirmed) == (True, None)
    assert (entry.kind, entry.source, entry.text) == (EntryKind.CONFIRMED, Source.NOTICE_BUTTON, "Confermo")
    assert entry.message_id.startswith("wamid.")


def test_iscrivimi_confirms_too() -> None:
    town = imported()

    assert town.writes("Iscrivimi", ANNA) == [TextKey.WELCOME]
    assert town.consents == [EntryKind.IMPORTED, EntryKind.CONFIRMED]


def test_the_buttons_word_may_be_typed_by_whoever_was_asked_and_by_nobody_else() -> None:
    town = imported()

    assert town.writes("Sì, confermo. Grazie!", ANNA) == [TextKey.WELCOME]
    assert town.stored.entries[-1].text == "Sì, confermo. Grazie!"
    assert TextKey.WELCOME not in town.writes("Confermo", PersonIds(phone(2), None))


def test_confirming_with_a_user_id_never_seen_before_is_the_same_person() -> None:
    town = imported()
    before = town.known(ANNA).id

    town.presses(confirm_payload(row(town)), "Confermo", ANNA_IN_FULL)

    assert town.known(ANNA_IN_FULL).id == before
    assert town.known(ANNA_IN_FULL).user_ids == ("IT.10000000000000000001",)


def test_confirming_twice_says_how_things_stand() -> None:
    town = imported()
    town.presses(confirm_payload(row(town)), "Confermo", ANNA)
    town.passes(minutes=1)

    assert town.presses(confirm_payload(row(town)), "Confermo", ANNA) == [TextKey.ALREADY_SUBSCRIBED]


def test_cancellami_of_the_request_leaves_at_once() -> None:
    town = imported()

    assert town.presses(BUTTONS.leave(row(town)), "Cancellami", ANNA) == [TextKey.GOODBYE]
    assert not town.subscribed(ANNA)
    assert town.consents == [EntryKind.IMPORTED, EntryKind.LEFT]


def test_a_question_is_no_confirmation() -> None:
    town = imported()

    town.writes("Quando apre l'anagrafe?", ANNA)

    assert town.known(ANNA).unconfirmed == PAPER


def test_who_asks_to_join_in_other_words_is_asked_for_the_word() -> None:
    town = imported()

    assert town.writes("Vorrei iscrivermi", ANNA) == [TextKey.CONFIRM_SUBSCRIBE]


def test_a_late_confirmation_of_somebody_removed_joins_them() -> None:
    town = imported()
    before = town.known(ANNA)
    pressed = confirm_payload(row(town))
    town.becomes(replace(before, subscribed=False))

    assert town.presses(pressed, "Confermo", ANNA) == [TextKey.WELCOME]
    assert town.subscribed(ANNA)
