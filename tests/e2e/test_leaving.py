"""Leaving: generous, immediate and sticky, whoever the sender now appears to be."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest

from infra.local.town import TownHall
from tests.e2e.notices import Notices
from tests.e2e.people import Citizen, Newcomers, ago
from tests.e2e.queues import Queues
from tests.e2e.records import Records
from urp.notices.broadcasts.trackers import RowReference, leave_payload
from urp.town.texts import TextKey, Texts

THE_YEAR_2100 = 4_102_444_800
SHARED_NUMBER = {"type": "contacts"}
"""The simulated Meta fills in the sender's own card, as the answer to a contact request."""


@pytest.fixture
def subscriber(citizen: Citizen, texts: Texts) -> Citizen:
    citizen.writes("Iscrivimi", at=ago(60))
    citizen.gets(texts.render(TextKey.WELCOME))
    return citizen


@pytest.fixture
def known_by_phone_alone(town: TownHall, citizen: Citizen, texts: Texts) -> Iterator[Citizen]:
    """WhatsApp showed the phone; no status taught the user id, since none came."""
    town.meta.set_faults({"lose_status_rate": 1})
    citizen.writes("Iscrivimi", at=ago(60), identity="phone")
    citizen.gets(texts.render(TextKey.WELCOME))
    yield citizen
    town.meta.clear_faults()


@pytest.mark.parametrize(
    "words",
    ["«CANCELLAMI» 🙏", "Non voglio più ricevere i vostri messaggi"],
)
def test_whoever_writes_cancellami_is_let_go_at_once(
    subscriber: Citizen, records: Records, texts: Texts, words: str
) -> None:
    subscriber.writes(words)

    subscriber.gets(texts.render(TextKey.WELCOME), texts.render(TextKey.GOODBYE))
    assert not records.subscribed(subscriber)
    left = records.last_command(subscriber)
    assert (left.kind, left.text) == ("left", words)


def test_whoever_is_not_subscribed_is_told_so(citizen: Citizen, texts: Texts) -> None:
    citizen.writes("Cancellami")

    citizen.gets(texts.render(TextKey.NOT_SUBSCRIBED))


def test_an_older_joining_delivered_late_has_no_effect(
    subscriber: Citizen, records: Records, queues: Queues, texts: Texts
) -> None:
    subscriber.writes("Cancellami", at=ago(20))
    subscriber.gets(texts.render(TextKey.WELCOME), texts.render(TextKey.GOODBYE))

    subscriber.writes("Iscrivimi", at=ago(40))

    queues.settle()
    assert not records.subscribed(subscriber)
    assert [entry.kind for entry in records.ledger(subscriber) if entry.source == "text"] == [
        "joined",
        "without_effect",
        "left",
    ]


def test_whoever_left_and_asks_the_desk_a_question_stays_out(
    subscriber: Citizen, open_desk: object, records: Records, texts: Texts
) -> None:
    subscriber.writes("Cancellami", at=ago(20))
    subscriber.gets(texts.render(TextKey.WELCOME), texts.render(TextKey.GOODBYE))

    subscriber.writes("Buongiorno, quando apre l'ufficio tributi?")

    subscriber.gets(
        texts.render(TextKey.WELCOME), texts.render(TextKey.GOODBYE), texts.render(TextKey.INFO_RECEIPT)
    )
    assert not records.subscribed(subscriber)


def test_the_button_of_a_notice_lets_go_whoever_the_presser_now_appears_to_be(
    known_by_phone_alone: Citizen, notices: Notices, records: Records, texts: Texts
) -> None:
    notices.reach_everybody("servizio")

    known_by_phone_alone.presses_leave(identity="user_id")

    known_by_phone_alone.gets(texts.render(TextKey.WELCOME), texts.render(TextKey.GOODBYE))
    assert not records.subscribed(known_by_phone_alone)
    assert records.last_command(known_by_phone_alone).source == "notice_button"


def test_a_cancellami_that_matches_nobody_is_answered_by_asking_for_the_number(
    known_by_phone_alone: Citizen, records: Records, texts: Texts
) -> None:
    known_by_phone_alone.writes("Cancellami", at=ago(20), identity="user_id")
    asked = known_by_phone_alone.gets(texts.render(TextKey.WELCOME), texts.render(TextKey.ASK_FOR_PHONE))

    known_by_phone_alone.sends(SHARED_NUMBER, identity="user_id")

    assert asked.type == "interactive"
    known_by_phone_alone.gets(
        texts.render(TextKey.WELCOME), texts.render(TextKey.ASK_FOR_PHONE), texts.render(TextKey.PHONE_LEFT)
    )
    assert not records.subscribed(known_by_phone_alone)
    assert records.last_command(known_by_phone_alone).source == "contact_shared"


def test_a_shared_number_that_is_not_subscribed_is_told_so(
    known_by_phone_alone: Citizen, newcomer: Newcomers, records: Records, texts: Texts
) -> None:
    somebody_else = newcomer()
    somebody_else.writes("Cancellami", at=ago(20), identity="user_id")
    somebody_else.gets(texts.render(TextKey.ASK_FOR_PHONE))

    somebody_else.sends(SHARED_NUMBER, identity="user_id")

    somebody_else.gets(texts.render(TextKey.ASK_FOR_PHONE), texts.render(TextKey.PHONE_NOT_FOUND))
    assert records.subscribed(known_by_phone_alone)
    known_by_phone_alone.writes("Cancellami", identity="phone")
    known_by_phone_alone.gets(texts.render(TextKey.WELCOME), texts.render(TextKey.GOODBYE))


def test_a_joining_of_the_year_2100_does_not_lock_the_cancellami_of_today(
    citizen: Citizen, records: Records, texts: Texts
) -> None:
    citizen.writes("Iscrivimi", at=THE_YEAR_2100)
    citizen.gets(texts.render(TextKey.WELCOME))

    citizen.writes("Cancellami")

    citizen.gets(texts.render(TextKey.WELCOME), texts.render(TextKey.GOODBYE))
    assert not records.subscribed(citizen)


def test_a_made_up_button_takes_off_whoever_presses_it_and_nobody_else(
    subscriber: Citizen, newcomer: Newcomers, records: Records, queues: Queues, texts: Texts
) -> None:
    attacker, victim = newcomer(), subscriber
    attacker.writes("Iscrivimi", at=ago(30))
    attacker.gets(texts.render(TextKey.WELCOME))
    row = RowReference(uuid4(), UUID(records.citizen_id(victim)).int % 16, UUID(records.citizen_id(victim)))

    for made_up in (leave_payload(row), f"{leave_payload(row)}:{'A' * 22}"):
        attacker.sends({"type": "button", "button": {"payload": made_up, "text": "Cancellami"}})
    queues.settle()

    assert (records.subscribed(victim), records.subscribed(attacker)) == (True, False)


def test_a_contact_card_that_nobody_asked_for_takes_nobody_off(
    known_by_phone_alone: Citizen, newcomer: Newcomers, records: Records, queues: Queues
) -> None:
    attacker = newcomer()
    card = {"phones": [{"phone": f"+{known_by_phone_alone.phone}", "wa_id": known_by_phone_alone.phone}]}

    attacker.sends({"type": "contacts", "origin": "contact_request", "contacts": [card]}, identity="user_id")
    queues.settle()

    assert records.subscribed(known_by_phone_alone)
    assert records.owner_of(known_by_phone_alone.phone) != records.owner_of(attacker.user_id)
