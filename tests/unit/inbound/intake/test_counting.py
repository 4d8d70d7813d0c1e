"""What citizens write counts into the number's rate where it arrives, once, and never at the answer's
cost."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.contract.payload_files import body
from tests.unit.inbound.intake.town_hall import CountedInbound, TownHall
from urp.errors import UnavailableError

WRITTEN = datetime.fromtimestamp(1_795_000_001, UTC)
"""When the citizens of the payloads wrote, by WhatsApp's clock."""


def at_once() -> TownHall:
    return TownHall(now=WRITTEN + timedelta(seconds=2))


def test_a_message_is_one_write() -> None:
    town_hall = at_once()

    town_hall.receive(body("text_from_phone_and_user_id"))

    assert town_hall.inbound.writes == [1]


def test_several_messages_of_one_post_are_one_write() -> None:
    town_hall = at_once()

    town_hall.receive(body("three_messages_in_one_change"))

    assert town_hall.inbound.writes == [3]


def test_statuses_are_no_messages() -> None:
    town_hall = at_once()

    town_hall.receive(body("thousand_statuses"))

    assert town_hall.inbound.writes == []


def test_what_meta_posts_again_is_counted_once() -> None:
    town_hall = at_once()

    town_hall.receive(body("the_same_message_twice"))
    town_hall.receive(body("the_same_message_twice"))

    assert town_hall.inbound.writes == [1]


def test_what_meta_posts_again_later_was_counted_long_ago() -> None:
    town_hall = TownHall(now=WRITTEN + timedelta(minutes=5))

    town_hall.receive(body("text_from_phone_and_user_id"))

    assert town_hall.inbound.writes == []


def test_what_is_written_to_another_number_of_the_account_does_not_count_for_ours() -> None:
    town_hall = at_once()

    receipt = town_hall.receive(body("two_numbers_in_one_post"))

    assert receipt.messages == 2
    assert town_hall.inbound.writes == [1]


def test_what_could_not_be_stored_is_counted_when_it_comes_again() -> None:
    town_hall = at_once()
    town_hall.queues.broken = True
    with pytest.raises(UnavailableError):
        town_hall.receive(body("text_from_phone_and_user_id"))
    town_hall.queues.broken = False

    town_hall.receive(body("text_from_phone_and_user_id"))

    assert town_hall.inbound.writes == [1]


def test_a_store_that_does_not_answer_costs_the_count_and_nothing_else() -> None:
    town_hall = at_once()
    town_hall.inbound = CountedInbound(down=True)

    receipt = town_hall.receive(body("three_messages_in_one_change"))

    assert (receipt.messages, receipt.uncounted) == (3, 3)
    assert len(town_hall.queues.messages) == 3
