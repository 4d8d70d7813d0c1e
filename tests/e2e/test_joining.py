"""Joining with "Iscrivimi": one welcome with the privacy notice, and a ledger that can prove the consent."""

from datetime import UTC, datetime

import pytest

from infra.local.town import TownHall
from tests.e2e.patience import comes_true
from tests.e2e.people import Citizen, ago
from tests.e2e.queues import Queues
from tests.e2e.records import Records
from urp.town.municipality import Municipality
from urp.town.opening_hours import write_since
from urp.town.texts import TextKey, Texts

PRESSED = {
    "type": "interactive",
    "interactive": {"type": "button_reply", "button_reply": {"id": "join", "title": "Iscrivimi"}},
}


@pytest.mark.parametrize(
    "words",
    ["Iscrivimi", "Buongiorno, «iscrivi mi» per favore 🙂. Grazie"],
)
def test_whoever_writes_iscrivimi_gets_one_welcome_with_the_privacy_notice(
    citizen: Citizen, records: Records, queues: Queues, texts: Texts, words: str
) -> None:
    citizen.writes(words)

    citizen.gets(texts.render(TextKey.WELCOME))
    queues.settle()
    assert citizen.said_to() == [texts.render(TextKey.WELCOME)]
    assert records.subscribed(citizen)


def test_a_pressed_button_that_says_iscrivimi_joins_too(
    citizen: Citizen, records: Records, texts: Texts
) -> None:
    citizen.sends(PRESSED)

    citizen.gets(texts.render(TextKey.WELCOME))
    assert records.ledger(citizen)[0].source == "button"


@pytest.mark.parametrize("words", ["Come faccio a iscrivermi?", "Vorrei iscrivermi agli avvisi"])
def test_whoever_only_speaks_of_joining_is_asked_to_confirm(
    citizen: Citizen, records: Records, texts: Texts, words: str
) -> None:
    citizen.writes(words)

    citizen.gets(texts.render(TextKey.CONFIRM_SUBSCRIBE))
    assert not records.subscribed(citizen)


def test_the_ledger_proves_what_was_written_and_what_was_shown(
    town: TownHall, citizen: Citizen, records: Records, municipality: Municipality, texts: Texts
) -> None:
    asked = citizen.writes("Iscrivimi, grazie! 🙂")
    welcome = citizen.gets(texts.render(TextKey.WELCOME))
    comes_true(lambda: "notice_delivered" in kinds(records, citizen), "the welcome's delivery is recorded")
    town.meta.read(citizen.phone)
    comes_true(lambda: "notice_read" in kinds(records, citizen), "the welcome's reading is recorded")

    entries = records.ledger(citizen)
    joined = next(each for each in entries if each.kind == "joined")
    notices = [each for each in entries if each.kind != "joined"]

    assert (joined.kind, joined.source, joined.text) == ("joined", "text", "Iscrivimi, grazie! 🙂")
    assert joined.message_id == asked
    assert {(each.policy_version, each.privacy_version) for each in (joined, *notices)} == {
        (municipality.policy.version, municipality.privacy.version)
    }
    assert {each.message_id for each in notices} == {welcome.id}
    assert sorted(each.kind for each in notices) == [
        "notice_accepted",
        "notice_delivered",
        "notice_read",
        "notice_sent",
    ]


def test_whoever_has_already_joined_is_told_since_when(
    citizen: Citizen, records: Records, municipality: Municipality, texts: Texts
) -> None:
    citizen.writes("Iscrivimi", at=ago(20))
    citizen.gets(texts.render(TextKey.WELCOME))

    citizen.writes("iscrivimi", at=ago(10))

    since = write_since(datetime.now(UTC), municipality.zone)
    citizen.gets(texts.render(TextKey.WELCOME), texts.render(TextKey.ALREADY_SUBSCRIBED, since=since))
    assert records.subscribed(citizen)


def test_whoever_joins_again_after_leaving_is_welcomed_back(
    citizen: Citizen, records: Records, texts: Texts
) -> None:
    citizen.writes("Iscrivimi", at=ago(30))
    citizen.gets(texts.render(TextKey.WELCOME))
    citizen.writes("Cancellami", at=ago(20))
    citizen.gets(texts.render(TextKey.WELCOME), texts.render(TextKey.GOODBYE))

    citizen.writes("Iscrivimi", at=ago(10))

    citizen.gets(
        texts.render(TextKey.WELCOME), texts.render(TextKey.GOODBYE), texts.render(TextKey.WELCOME_BACK)
    )
    assert records.subscribed(citizen)


def test_nobody_joins_for_a_third_person(citizen: Citizen, records: Records, texts: Texts) -> None:
    citizen.writes("Iscrivi anche mia madre, il suo numero è 393330009998")

    citizen.gets(texts.render(TextKey.THIRD_PARTY_SUBSCRIPTION))
    assert not records.subscribed(citizen)
    assert records.owner_of("393330009998") == ""


def test_a_message_delivered_three_times_has_its_effect_once(
    citizen: Citizen, records: Records, queues: Queues, texts: Texts
) -> None:
    citizen.writes("Iscrivimi", times=3)

    citizen.gets(texts.render(TextKey.WELCOME))
    queues.settle()
    assert citizen.said_to() == [texts.render(TextKey.WELCOME)]
    assert kinds(records, citizen).count("joined") == 1


def kinds(records: Records, citizen: Citizen) -> list[str]:
    return [entry.kind for entry in records.ledger(citizen)]
