"""Leaving and staying subscribed, whoever the sender now appears to be."""

from __future__ import annotations

from uuid import UUID

from tests.cases import every
from tests.fakes.signed_buttons import BUTTONS
from tests.unit.inbound.surroundings import ANNA, ANNA_BY_PHONE, ANNA_HIDDEN, BRUNO, OPEN
from tests.unit.inbound.town import Town
from urp.citizens.consent import Source
from urp.citizens.identity.model import SenderIds
from urp.citizens.identity.resolution import learn
from urp.notices.broadcasts.trackers import RowReference
from urp.notices.imports.model import Taken
from urp.notices.imports.take_over import left_as_they_are
from urp.town.texts import TextKey
from urp.whatsapp.content import MarketingWish, MessageKind, Revocation
from urp.whatsapp.person import PersonIds

STRANGER = PersonIds(None, "IT.10000000000000000099")


def row_of(citizen_id: UUID) -> str:
    return BUTTONS.leave(RowReference(UUID(int=77), citizen_id.int % 16, citizen_id))


def test_the_button_of_a_notice_unsubscribes_whoever_got_it_even_if_the_sender_looks_like_somebody_else() -> (
    None
):
    town = Town()
    town.writes("Iscrivimi", by=ANNA_BY_PHONE)
    anna = town.known(ANNA_BY_PHONE)
    town.passes(hours=1)

    assert town.presses(row_of(anna.id), "Cancellami", by=STRANGER) == [TextKey.GOODBYE]
    assert not town.subscribed(ANNA_BY_PHONE)
    assert town.stored.entries[-1].source is Source.NOTICE_BUTTON


def test_the_button_of_a_notice_unsubscribes_the_sender_too() -> None:
    town = Town()
    town.writes("Iscrivimi", by=ANNA_BY_PHONE)
    town.writes("Iscrivimi", by=STRANGER)
    town.passes(hours=1)

    town.presses(row_of(town.known(ANNA_BY_PHONE).id), "Cancellami", by=STRANGER)

    assert town.audience == set()


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
    assert town.audience == set()


def asked_for_their_phone() -> Town:
    """The stranger wrote «Cancellami», and somebody is known by phone alone."""
    town = Town()
    town.writes("Iscrivimi", by=ANNA_BY_PHONE)
    assert town.writes("Cancellami", by=STRANGER) == [TextKey.ASK_FOR_PHONE]
    town.passes(seconds=20)
    return town


def test_a_shared_phone_that_nobody_subscribed_is_answered_so() -> None:
    town = asked_for_their_phone()

    assert town.shares_phone("393330000044", by=STRANGER) == [TextKey.PHONE_NOT_FOUND]


def test_a_list_imported_later_does_not_subscribe_the_phone_that_was_shared_to_leave() -> None:
    town = asked_for_their_phone()
    town.shares_phone("393330000044", by=STRANGER)

    holder = town.known(PersonIds("393330000044", None))

    assert left_as_they_are(holder, town.now) is Taken.LEFT_BEFORE


def test_a_contact_card_that_nobody_asked_for_unsubscribes_nobody() -> None:
    town = Town()
    town.writes("Iscrivimi", by=ANNA_BY_PHONE)

    assert town.shares_phone("393330000001", by=STRANGER, requested=False) == [TextKey.NON_TEXT_REFUSED]
    assert town.subscribed(ANNA_BY_PHONE)


def test_sharing_somebody_elses_phone_whose_user_id_is_known_does_not_unsubscribe_them() -> None:
    town = asked_for_their_phone()
    town.writes("Iscrivimi", by=BRUNO)
    town.passes(seconds=20)

    town.shares_phone("393330000002", by=STRANGER)

    assert town.subscribed(PersonIds(None, BRUNO.user_id))


def test_cancellami_that_shows_both_ids_ends_the_subscription_made_by_phone() -> None:
    town = Town()
    town.writes("Iscrivimi", by=ANNA_BY_PHONE)
    town.writes("Quando aprite gli uffici?", by=ANNA_HIDDEN)
    town.passes(minutes=1)

    assert town.writes("Cancellami", by=ANNA) == [TextKey.GOODBYE]
    assert town.audience == set()


def test_a_merge_that_does_not_copy_a_subscription_asks_whether_it_is_wanted() -> None:
    town = Town()
    town.writes("Iscrivimi", by=ANNA_BY_PHONE)
    town.writes("ciao", by=ANNA_HIDDEN)
    town.passes(minutes=1)

    assert TextKey.CONFIRM_SUBSCRIBE in town.writes("Dove si paga la mensa?", by=ANNA)


def known_twice() -> Town:
    """Anna subscribed by phone and wrote under her user id: nobody knows yet that she is one person."""
    town = Town()
    town.writes("Iscrivimi", by=ANNA_BY_PHONE)
    town.writes("ciao", by=ANNA_HIDDEN)
    town.passes(minutes=1)
    return town


@every(
    "text",
    [
        "I miei dati",
        "Vorrei una copia dei miei dati personali, art. 15 GDPR",
        "Dove posso dormire stanotte, non ho casa",
    ],
)
def test_whatever_a_merge_is_seen_in_the_person_is_asked_whether_they_want_the_notices(text: str) -> None:
    assert TextKey.CONFIRM_SUBSCRIBE in known_twice().writes(text, by=ANNA)


def test_a_deletion_in_which_a_merge_is_seen_asks_too() -> None:
    town = known_twice()

    asked = town.receives(Revocation("wamid.2"), by=ANNA, kind=MessageKind.REVOKE)

    assert asked == [TextKey.CONFIRM_SUBSCRIBE]


@every("text", ["Cancella tutto", "Vorrei che mi toglieste dalla lista, come si fa?"])
def test_whoever_wants_to_leave_is_not_asked_to_join_again(text: str) -> None:
    town = known_twice()

    assert TextKey.CONFIRM_SUBSCRIBE not in town.writes(text, by=ANNA)
    assert town.audience == set()


def test_beside_a_call_for_help_nobody_is_asked_and_the_subscription_is_kept() -> None:
    town = known_twice()

    assert town.writes("Aiuto, c'è un incendio in via Roma!", by=ANNA) == [TextKey.EMERGENCY_ALERTED]
    assert len(town.audience) == 1

    town.passes(minutes=20)
    assert TextKey.CONFIRM_SUBSCRIBE in town.writes("Dove si paga la mensa?", by=ANNA)


def test_a_call_for_help_that_also_leaves_ends_the_subscription_made_by_phone() -> None:
    town = known_twice()

    town.writes("Aiuto, c'è un incendio in via Roma! E cancellami", by=ANNA)

    assert town.audience == set()


def test_whoever_stops_whatsapps_promotions_keeps_a_subscription_made_by_phone() -> None:
    town = known_twice()

    town.receives(MarketingWish(stop=True), by=ANNA, kind=MessageKind.MARKETING_PREFERENCE)

    assert len(town.audience) == 1
    town.passes(minutes=20)
    assert TextKey.CONFIRM_SUBSCRIBE in town.writes("Dove si paga la mensa?", by=ANNA)
    assert town.known().no_marketing


def test_first_by_phone_then_only_by_user_id_then_with_a_new_phone_is_one_citizen_with_one_consent() -> None:
    town = Town()
    town.writes("Iscrivimi", by=ANNA_BY_PHONE)
    known = town.known(ANNA_BY_PHONE)
    learned = learn(known, SenderIds(ANNA.user_id, ANNA.phone), OPEN, by_user_id=None, by_phone=known)
    assert learned is not None
    (change,) = learned.changes
    town.becomes(change.after)
    town.passes(hours=1)

    town.writes("Quando apre l'anagrafe?", by=ANNA_HIDDEN)
    town.passes(hours=1)
    town.writes("Grazie", by=PersonIds("393330000009", ANNA.user_id))

    assert len(town.stored.citizens) == 1
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
    assert town.audience == set()


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
