"""What somebody else wrote, was sent or holds: no message of a stranger takes it from them."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from tests.cases import every
from tests.fakes.signed_buttons import BUTTONS
from tests.fakes.stored import items_of
from tests.unit.inbound.surroundings import ANNA, ANNA_BY_PHONE, ANNA_HIDDEN, BRUNO, OPEN
from tests.unit.inbound.town import Town
from urp.citizens.identity.model import Citizen
from urp.notices.broadcasts.trackers import RowReference, SignedButtons, leave_payload
from urp.notices.broadcasts.trouble import Trouble
from urp.town.texts import TextKey
from urp.whatsapp.content import MessageKind, Revocation, SharedCards
from urp.whatsapp.person import PersonIds

STRANGER = PersonIds(None, "IT.10000000000000000099")
NOTICE = UUID(int=77)


def row_of(citizen: Citizen) -> RowReference:
    return RowReference(NOTICE, citizen.shard, citizen.id)


def takes_back(town: Town, message_id: str, by: PersonIds) -> None:
    town.receives(Revocation(message_id), by, kind=MessageKind.REVOKE)


def test_who_deletes_a_message_of_somebody_else_hides_nothing() -> None:
    town = Town()
    town.writes("Quando apre l'anagrafe?", ANNA, message_id="wamid.ANNAS")

    takes_back(town, "wamid.ANNAS", BRUNO)

    assert town.stored.hidden == set()


def test_who_deletes_a_message_of_their_own_hides_it() -> None:
    town = Town()
    town.writes("Quando apre l'anagrafe?", ANNA, message_id="wamid.ANNAS")

    takes_back(town, "wamid.ANNAS", ANNA)

    assert town.stored.hidden == {"wamid.ANNAS"}


@every("text", ["Quando apre l'anagrafe?", "C'è una buca in via Roma, riparatela"])
def test_a_message_whose_deletion_came_before_it_keeps_its_effect_and_not_its_words(text: str) -> None:
    """Meta posts again what failed: the deletion may overtake the message."""
    town = Town()
    takes_back(town, "wamid.ANNAS", ANNA)

    assert town.writes(text, ANNA, message_id="wamid.ANNAS")

    assert town.stored.hidden == {"wamid.ANNAS"}
    assert text not in str(items_of(town.tables, "Desk"))


def test_an_insult_whose_deletion_came_before_it_is_a_case_that_says_so() -> None:
    town = Town()
    takes_back(town, "wamid.ANNAS", ANNA)

    town.writes("Siete dei cretini", ANNA, message_id="wamid.ANNAS")

    (opening,) = town.stored.cases
    assert opening.text.taken_back


def test_who_deletes_a_message_of_somebody_else_before_it_comes_hides_nothing() -> None:
    town = Town()
    takes_back(town, "wamid.ANNAS", BRUNO)

    town.writes("Quando apre l'anagrafe?", ANNA, message_id="wamid.ANNAS")

    assert town.stored.hidden == set()


def test_a_message_written_under_an_old_id_is_still_ones_own() -> None:
    town = Town()
    town.writes("Iscrivimi", ANNA_BY_PHONE)
    town.writes("Quando apre l'anagrafe?", ANNA_BY_PHONE, message_id="wamid.BY_PHONE")
    town.writes("ciao", ANNA_HIDDEN)
    town.passes(minutes=1)
    town.writes("Dove si paga la mensa?", ANNA)

    takes_back(town, "wamid.BY_PHONE", ANNA)

    assert town.stored.hidden == {"wamid.BY_PHONE"}


@pytest.mark.parametrize(
    "forged",
    [
        leave_payload,
        lambda row: f"{leave_payload(row)}:{'A' * 22}",
        SignedButtons(lambda: "another-made-up-key-0000000000000000002").leave,
    ],
    ids=["unsigned", "made up", "signed with another key"],
)
def test_a_leave_button_that_is_not_ours_takes_off_its_sender_and_nobody_else(forged: object) -> None:
    assert callable(forged)
    town = Town()
    town.writes("Iscrivimi", ANNA)
    town.writes("Iscrivimi", BRUNO)
    town.passes(minutes=1)

    assert town.presses(forged(row_of(town.known(ANNA))), "Cancellami", BRUNO) == [TextKey.GOODBYE]

    assert (town.subscribed(ANNA), town.subscribed(BRUNO)) == (True, False)


def test_an_old_button_on_ones_own_phone_still_leaves() -> None:
    town = Town()
    town.writes("Iscrivimi", ANNA)
    town.passes(minutes=1)

    assert town.presses(leave_payload(row_of(town.known(ANNA))), "Basta", ANNA) == [TextKey.GOODBYE]
    assert not town.subscribed(ANNA)


def test_a_leave_button_that_is_not_ours_counts_against_no_notice_it_names() -> None:
    """Or a handful of strangers could stop a notice of the town's."""
    town = Town()
    town.writes("Iscrivimi", BRUNO)
    town.passes(days=1)

    town.presses(leave_payload(row_of(town.known(BRUNO))), "Cancellami", BRUNO)

    assert town.reports.reports == [(None, Trouble(complaints=1))]


def test_a_button_of_ours_takes_off_whoever_it_was_sent_to() -> None:
    town = Town()
    town.writes("Iscrivimi", ANNA_BY_PHONE)
    town.passes(minutes=1)

    town.presses(BUTTONS.leave(row_of(town.known(ANNA_BY_PHONE))), "Cancellami", STRANGER)

    assert not town.subscribed(ANNA_BY_PHONE)


def test_a_contact_card_that_we_did_not_ask_this_person_for_takes_nobody_off_and_joins_nobody() -> None:
    town = Town()
    town.writes("Iscrivimi", ANNA_BY_PHONE)
    town.writes("Buongiorno", STRANGER)
    town.passes(hours=1)
    anna = town.known(ANNA_BY_PHONE)

    assert town.shares_phone("393330000001", by=STRANGER) == [TextKey.NON_TEXT_REFUSED]

    assert town.known(ANNA_BY_PHONE) == anna
    assert town.known(STRANGER).id != anna.id


def test_a_contact_card_does_not_take_a_number_from_whoever_has_it() -> None:
    town = Town()
    town.writes("Iscrivimi", ANNA)
    town.passes(seconds=20)

    town.shares_phone("393330000001", by=STRANGER)

    assert town.known(ANNA).phone == "393330000001"


def test_our_request_is_open_until_it_is_answered_once() -> None:
    town = Town()
    town.writes("Iscrivimi", ANNA_BY_PHONE)
    town.writes("Iscrivimi", PersonIds("393330000044", None))
    assert town.writes("Cancellami", STRANGER) == [TextKey.ASK_FOR_PHONE]
    town.passes(minutes=1)
    assert town.shares_phone("393330000001", by=STRANGER) == [TextKey.PHONE_LEFT]
    town.passes(minutes=1)

    town.shares_phone("393330000044", by=STRANGER)

    assert town.subscribed(PersonIds("393330000044", None))


def test_our_request_of_last_month_is_no_longer_open() -> None:
    town = Town()
    town.writes("Iscrivimi", ANNA_BY_PHONE)
    town.writes("Cancellami", STRANGER)
    town.passes(days=30)

    town.shares_phone("393330000001", by=STRANGER)

    assert town.subscribed(ANNA_BY_PHONE)


def test_our_request_to_one_person_is_not_open_to_another() -> None:
    town = Town()
    town.writes("Iscrivimi", ANNA_BY_PHONE)
    town.writes("Cancellami", STRANGER)
    town.passes(minutes=1)

    town.shares_phone("393330000001", by=PersonIds(None, "IT.10000000000000000098"))

    assert town.subscribed(ANNA_BY_PHONE)


@pytest.mark.parametrize(
    ("phones", "by"),
    [
        (("393330000001", "393330000044"), STRANGER),
        (("393330000001",), PersonIds("393330000099", STRANGER.user_id)),
        ((), STRANGER),
    ],
    ids=["two numbers", "another number than the sender's", "no number"],
)
def test_a_card_that_cannot_be_the_senders_own_number_takes_nobody_off(
    phones: tuple[str, ...], by: PersonIds
) -> None:
    town = Town()
    town.writes("Iscrivimi", ANNA_BY_PHONE)
    town.writes("Cancellami", STRANGER)
    town.passes(minutes=1)

    town.receives(SharedCards(phones, requested=True), by, kind=MessageKind.CONTACTS)

    assert town.subscribed(ANNA_BY_PHONE)
    assert town.now == OPEN + timedelta(minutes=1)
