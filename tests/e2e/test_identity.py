"""A citizen is one person, whatever ids WhatsApp shows of them today."""

from infra.local.town import TownHall
from tests.e2e.patience import comes_true
from tests.e2e.people import Citizen, Newcomers, ago
from tests.e2e.queues import Queues
from tests.e2e.records import Records
from urp.town.texts import TextKey, Texts


def test_a_citizen_without_a_phone_is_answered_by_user_id(
    town: TownHall, citizen: Citizen, records: Records, texts: Texts
) -> None:
    citizen.writes("Iscrivimi", identity="user_id")

    welcome = citizen.gets(texts.render(TextKey.WELCOME))
    body = next(each.body for each in town.meta.sent().messages if each.id == welcome.id)
    assert (body.get("recipient"), "to" in body) == (citizen.user_id, False)
    assert records.subscribed(citizen)


def test_a_status_teaches_the_user_id_of_a_citizen_known_by_phone(
    citizen: Citizen, records: Records, texts: Texts
) -> None:
    citizen.writes("Iscrivimi", identity="phone")

    citizen.gets(texts.render(TextKey.WELCOME))
    comes_true(lambda: records.owner_of(citizen.user_id) != "", "the user id is learned from a status")
    assert records.owner_of(citizen.user_id) == records.owner_of(citizen.phone)


def test_phone_first_then_user_id_then_both_is_one_citizen_with_one_consent(
    town: TownHall, citizen: Citizen, records: Records, queues: Queues, texts: Texts
) -> None:
    citizen.writes("Iscrivimi", at=ago(60), identity="phone")
    citizen.gets(texts.render(TextKey.WELCOME))
    comes_true(lambda: records.owner_of(citizen.user_id) != "", "the user id is learned from a status")
    citizen.writes("Grazie", at=ago(40), identity="user_id")
    citizen.writes("Grazie", at=ago(20), identity="both")

    queues.settle()

    assert records.owner_of(citizen.user_id) == records.owner_of(citizen.phone)
    assert records.subscribed(citizen)


def test_an_opt_out_wins_when_two_records_prove_to_be_one_person(
    town: TownHall, citizen: Citizen, records: Records, queues: Queues, texts: Texts
) -> None:
    town.meta.set_faults({"lose_status_rate": 1})
    citizen.writes("Iscrivimi", at=ago(60), identity="phone")
    citizen.gets(texts.render(TextKey.WELCOME))
    citizen.writes("Iscrivimi", at=ago(50), identity="user_id")
    citizen.writes("Cancellami", at=ago(40), identity="user_id")
    queues.settle()
    town.meta.clear_faults()

    citizen.writes("Grazie", at=ago(20), identity="both")

    queues.settle()
    assert records.owner_of(citizen.user_id) == records.owner_of(citizen.phone)
    assert not records.subscribed(citizen)


def test_a_changed_number_keeps_the_subscription(
    newcomer: Newcomers, citizen: Citizen, records: Records, queues: Queues, texts: Texts
) -> None:
    new = newcomer()
    citizen.writes("Iscrivimi", at=ago(60))
    citizen.gets(texts.render(TextKey.WELCOME))
    person = records.citizen_id(citizen)

    citizen.sends(
        {
            "type": "system",
            "system": {
                "body": f"User changed from {citizen.phone} to {new.phone}",
                "type": "user_changed_number",
                "wa_id": new.phone,
                "previous_user_id": citizen.user_id,
                "user_id": new.user_id,
            },
        }
    )

    queues.settle()
    assert records.owner_of(new.phone) == person
    assert records.subscribed(new)
