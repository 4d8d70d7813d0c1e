"""What citizens write to another number of the account is not the town hall's to keep."""

import json
from datetime import timedelta

from tests.cases import every
from tests.contract.payload_files import OUR_NUMBER, body
from tests.unit.inbound.intake.test_counting import WRITTEN
from tests.unit.inbound.intake.town_hall import TownHall

ANOTHER_NUMBER = "900000000000077"


def _to_another_number(name: str) -> bytes:
    raw = body(name)
    assert OUR_NUMBER.encode() in raw
    return raw.replace(OUR_NUMBER.encode(), ANOTHER_NUMBER.encode())


def _without_number(raw: bytes) -> bytes:
    posted = json.loads(raw)
    del posted["entry"][0]["changes"][0]["value"]["metadata"]
    return json.dumps(posted).encode()


@every(
    ("name", "things"),
    [
        ("text_from_phone_and_user_id", 1),
        ("three_messages_in_one_change", 3),
        ("thousand_statuses", 1000),
        ("call_incoming", 2),
        ("history_sync", 2),
    ],
)
def test_of_a_post_for_other_numbers_alone_nothing_is_left_but_a_count(name: str, things: int) -> None:
    town_hall = TownHall(now=WRITTEN + timedelta(seconds=2))

    receipt = town_hall.receive(_to_another_number(name))

    assert town_hall == TownHall(now=town_hall.now)
    assert receipt.elsewhere == things
    assert (receipt.messages, receipt.statuses, receipt.account_changes) == (0, 0, 0)
    assert (receipt.not_understood, receipt.reasons, receipt.uncounted) == (0, (), 0)


def test_a_post_for_our_number_and_another_is_kept_whole() -> None:
    """Its signature is over all of it."""
    town_hall = TownHall()
    raw = body("two_numbers_in_one_post")

    receipt = town_hall.receive(raw)

    assert (receipt.messages, receipt.elsewhere) == (2, 0)
    assert [kept.body for kept in town_hall.bodies.kept.values()] == [raw]


@every(
    "raw",
    [
        _without_number(body("text_from_phone_and_user_id")),
        body("template_paused"),
        _to_another_number("unknown_type_and_unknown_field"),
        body("entry_without_changes"),
        body("change_without_value"),
        body("foreign_object_page"),
        b"[" * 100_000,
    ],
)
def test_what_names_no_number_is_ours(raw: bytes) -> None:
    town_hall = TownHall()

    receipt = town_hall.receive(raw)

    assert receipt.elsewhere == 0
    assert town_hall.bodies.kept
