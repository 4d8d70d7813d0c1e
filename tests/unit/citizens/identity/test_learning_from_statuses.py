"""A status of a message sent to a phone shows the user id behind it."""

from __future__ import annotations

from tests.unit.citizens.identity.people import (
    ANNAS_ID,
    BRUNO,
    BRUNOS_ID,
    LATER,
    NOON,
    PHONE,
    by_phone,
    by_user_id,
    left,
    subscribed,
)
from urp.citizens.identity.model import SenderIds
from urp.citizens.identity.resolution import learn


def test_a_status_teaches_the_user_id_behind_a_phone() -> None:
    learned = learn(by_phone(), SenderIds(ANNAS_ID, PHONE), NOON, by_user_id=None, by_phone=by_phone())

    assert learned is not None
    assert learned.citizen.user_ids == (ANNAS_ID,)


def test_a_status_without_the_phone_still_teaches_the_user_id_of_whoever_was_written_to_by_phone() -> None:
    learned = learn(by_phone(), SenderIds(ANNAS_ID, None), NOON, by_user_id=None, by_phone=None)

    assert learned is not None
    assert learned.citizen.user_ids == (ANNAS_ID,)


def test_a_status_that_teaches_nothing_changes_nothing() -> None:
    known = by_phone(user_ids=(ANNAS_ID,))

    assert learn(known, SenderIds(ANNAS_ID, PHONE), NOON, by_user_id=known, by_phone=known) is None


def test_a_status_never_brings_back_whoever_left() -> None:
    winner = left(by_user_id(), NOON)
    learned = learn(
        subscribed(by_phone()),
        SenderIds(BRUNOS_ID, PHONE),
        LATER,
        by_user_id=winner,
        by_phone=subscribed(by_phone()),
    )

    assert learned is not None
    assert learned.citizen.id == BRUNO
    assert not learned.citizen.subscribed


def test_a_status_costs_nobody_their_subscription_in_silence() -> None:
    """Whoever writes is asked whether they want the notices; a delivery receipt cannot ask."""
    anna = subscribed(by_phone())

    learned = learn(anna, SenderIds(BRUNOS_ID, PHONE), LATER, by_user_id=by_user_id(), by_phone=anna)

    assert learned is None


def test_a_status_that_shows_another_user_id_behind_the_phone_stops_writing_to_that_phone() -> None:
    anna = subscribed(by_phone(user_ids=(ANNAS_ID,)))

    learned = learn(anna, SenderIds(BRUNOS_ID, PHONE), NOON, by_user_id=None, by_phone=anna)

    assert learned is not None
    assert learned.citizen.phone is None
    assert learned.citizen.subscribed
