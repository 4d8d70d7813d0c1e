"""Meta posts the same bytes again: what was received first stands, with the time at which it was."""

from __future__ import annotations

import json
from datetime import timedelta

from tests.contract.payload_files import body
from tests.unit.inbound.intake.town_hall import NOON, TownHall, key


def test_a_post_that_comes_again_leaves_the_time_of_its_first_receipt() -> None:
    town_hall = TownHall()
    raw = body("text_from_phone_and_user_id")
    town_hall.receive(raw)

    town_hall.now += timedelta(hours=3)
    town_hall.receive(raw)

    assert town_hall.bodies.find_first_receipt(key("messages", raw)) == NOON


def test_a_post_that_comes_again_the_day_after_is_the_same_stored_body() -> None:
    town_hall = TownHall()
    raw = body("text_from_phone_and_user_id")
    town_hall.receive(raw)

    town_hall.now += timedelta(days=1)
    town_hall.receive(raw)

    assert list(town_hall.bodies.kept) == [key("messages", raw)]
    assert town_hall.bodies.kept[key("messages", raw)].at == NOON


def test_whoever_handles_the_message_is_told_that_this_is_not_its_first_receipt() -> None:
    first, again = TownHall(), TownHall()
    raw = body("text_from_phone_and_user_id")
    first.receive(raw)
    again.bodies.keep(key("messages", raw), raw, "sha256=00", (), NOON - timedelta(days=1))
    again.receive(raw)

    told = [json.loads(each.queues.messages[0].body).get("again") for each in (first, again)]

    assert told == [None, True]
