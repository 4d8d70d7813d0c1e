"""What Meta says about another account or another number changes nothing here, and is recorded."""

from __future__ import annotations

import pytest

from tests.cases import every
from tests.fakes.broadcasts.engine import OUR_ACCOUNT, OUR_DISPLAY_NUMBER, OUR_NUMBER
from tests.unit.notices.account.office import (
    NOTICE,
    PEOPLE,
    meta_posts,
    notice,
    reached,
    town_that_is_sending,
    town_with_a_draft,
)
from urp.notices.account.model import AccountNote
from urp.notices.broadcasts.model import BroadcastStatus
from urp.whatsapp.json_shape import JsonObject

ANOTHER_ACCOUNT = "999"
ANOTHER_NUMBER = "900000000000999"
ANOTHER_DISPLAY_NUMBER = "390719999999"
PAUSED: JsonObject = {
    "event": "PAUSED",
    "message_template_name": "avviso_viabilita",
    "message_template_language": "it",
}
ABOUT_AN_ACCOUNT: list[tuple[str, JsonObject]] = [
    ("account_update", {"event": "ACCOUNT_DELETED"}),
    ("account_update", {"event": "DISABLED_UPDATE", "ban_info": {"waba_ban_state": "DISABLE"}}),
    ("business_capability_update", {"max_daily_conversations_per_business": 250}),
    ("message_template_status_update", PAUSED),
    ("phone_number_quality_update", {"event": "THROUGHPUT_UPGRADE"}),
    ("user_preferences", {"user_preferences": [{"person": "some key", "value": "stop"}]}),
]
ABOUT_A_NUMBER: list[tuple[str, JsonObject]] = [
    (
        "phone_number_quality_update",
        {"display_phone_number": ANOTHER_DISPLAY_NUMBER, "event": "THROUGHPUT_UPGRADE"},
    ),
    ("phone_number_quality_update", {"display_phone_number": ANOTHER_DISPLAY_NUMBER, "event": "FLAGGED"}),
    ("phone_number_name_update", {"display_phone_number": ANOTHER_DISPLAY_NUMBER, "decision": "REJECTED"}),
    ("security", {"display_phone_number": ANOTHER_DISPLAY_NUMBER, "event": "PIN_CHANGED"}),
    ("messages", {"metadata": {"phone_number_id": ANOTHER_NUMBER}, "errors": [{"code": 131031}]}),
    ("smb_message_echoes", {"metadata": {"phone_number_id": ANOTHER_NUMBER}}),
    (
        "account_settings_update",
        {"phone_number_settings": {"phone_number_id": ANOTHER_NUMBER, "calling": {"status": "ENABLED"}}},
    ),
]


@every(("field", "value"), ABOUT_AN_ACCOUNT)
def test_an_event_of_another_account_stops_nothing_and_teaches_nothing(field: str, value: JsonObject) -> None:
    town = town_that_is_sending()

    watched = meta_posts(town, field, value, account=ANOTHER_ACCOUNT)
    town.run_until_over([NOTICE])
    town.time.stop()

    assert (watched.serious, watched.held) == (0, 0)
    assert watched.notes == (f"another-account/{field}",)
    assert reached(town) == PEOPLE
    assert town.rate.per_second() == 80
    known = town.rate.reach().known
    assert known is not None
    assert known.people is None


@every(("field", "value"), ABOUT_A_NUMBER)
def test_an_event_of_another_number_stops_nothing_and_teaches_nothing(field: str, value: JsonObject) -> None:
    town = town_that_is_sending()

    watched = meta_posts(town, field, value)
    town.run_until_over([NOTICE])
    town.time.stop()

    assert (watched.serious, watched.held) == (0, 0)
    assert watched.notes == (f"another-number/{field}",)
    assert reached(town) == PEOPLE
    assert town.rate.per_second() == 80


@pytest.mark.parametrize("shown", [OUR_DISPLAY_NUMBER, "+39 366-000 0000"])
def test_our_own_number_is_known_in_whatever_way_meta_writes_it(shown: str) -> None:
    town = town_with_a_draft()

    meta_posts(
        town, "phone_number_quality_update", {"display_phone_number": shown, "event": "THROUGHPUT_UPGRADE"}
    )
    town.time.stop()

    assert town.rate.per_second() == 1_000


@pytest.mark.parametrize("account", [OUR_ACCOUNT, None])
def test_an_event_of_our_account_or_of_none_named_is_ours(account: str | None) -> None:
    town = town_that_is_sending()

    meta_posts(town, "account_update", {"event": "ACCOUNT_DELETED"}, account=account)
    town.time.stop()

    assert notice(town).status is BroadcastStatus.HELD


def test_what_is_recorded_of_another_account_names_nobody() -> None:
    town = town_with_a_draft()

    meta_posts(town, "security", {"display_phone_number": ANOTHER_DISPLAY_NUMBER, "event": "PIN_CHANGED"})
    town.time.stop()

    [note] = town.stored.notes.all()
    assert isinstance(note, AccountNote)
    assert ANOTHER_DISPLAY_NUMBER not in note.sentence
    assert note.sentence == "Comunicazione di Meta per un altro numero (security): qui non cambia nulla."


def test_errors_of_our_number_are_ours() -> None:
    town = town_that_is_sending()

    watched = meta_posts(
        town, "messages", {"metadata": {"phone_number_id": OUR_NUMBER}, "errors": [{"code": 131031}]}
    )
    town.time.stop()

    assert watched.serious == 1
