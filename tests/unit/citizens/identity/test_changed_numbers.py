"""A changed number is the same person, whenever WhatsApp says so."""

from __future__ import annotations

from uuid import UUID

from tests.unit.citizens.identity.people import (
    ANNA,
    ANNAS_ID,
    ANNAS_NEW_ID,
    EARLIER,
    NEW_PHONE,
    NEWCOMER,
    NOON,
    PHONE,
    by_phone,
    left,
    subscribed,
)
from urp.citizens.identity.model import Citizen, SenderIds
from urp.citizens.identity.resolution import resolve_change


def test_a_changed_number_keeps_the_citizen_and_the_subscription() -> None:
    anna = subscribed(by_phone(user_ids=(ANNAS_ID,)))

    found = resolve_change(
        SenderIds(ANNAS_ID, PHONE),
        SenderIds(ANNAS_NEW_ID, NEW_PHONE),
        NOON,
        (anna, anna),
        (None, None),
        NEWCOMER,
    )

    assert found.citizen.id == ANNA
    assert found.citizen.subscribed
    assert found.citizen.user_ids == (ANNAS_ID, ANNAS_NEW_ID)
    assert (found.citizen.phones, found.citizen.former_phones) == ((NEW_PHONE,), (PHONE,))


def test_a_changed_user_id_with_a_hidden_number_is_no_longer_written_to_at_the_old_number() -> None:
    anna = subscribed(by_phone(user_ids=(ANNAS_ID,)))

    found = resolve_change(
        SenderIds(ANNAS_ID, None), SenderIds(ANNAS_NEW_ID, None), NOON, (anna, None), (None, None), NEWCOMER
    )

    assert (found.citizen.user_id, found.citizen.phone) == (ANNAS_NEW_ID, None)
    assert found.citizen.former_phones == (PHONE,)


def test_a_message_under_the_new_id_may_come_before_the_notice_of_the_change() -> None:
    anna = subscribed(by_phone(user_ids=(ANNAS_ID,)))
    early = Citizen(NEWCOMER, 1, user_ids=(ANNAS_NEW_ID,), ids_as_of=NOON)

    found = resolve_change(
        SenderIds(ANNAS_ID, PHONE),
        SenderIds(ANNAS_NEW_ID, None),
        NOON,
        (anna, anna),
        (early, None),
        UUID(int=10),
    )

    assert found.citizen.id == ANNA
    assert found.citizen.subscribed
    assert found.citizen.user_id == ANNAS_NEW_ID
    assert found.merged == (NEWCOMER,)


def test_whoever_left_under_the_new_id_before_the_notice_of_the_change_has_left() -> None:
    anna = subscribed(by_phone(user_ids=(ANNAS_ID,)))
    early = left(Citizen(NEWCOMER, 1, user_ids=(ANNAS_NEW_ID,), ids_as_of=NOON), NOON)

    found = resolve_change(
        SenderIds(ANNAS_ID, PHONE),
        SenderIds(ANNAS_NEW_ID, None),
        NOON,
        (anna, anna),
        (early, None),
        UUID(int=10),
    )

    assert not found.citizen.subscribed
    assert found.opted_out


def test_whoever_joined_under_the_new_id_before_the_notice_of_the_change_is_subscribed() -> None:
    anna = left(by_phone(user_ids=(ANNAS_ID,)), EARLIER)
    early = subscribed(Citizen(NEWCOMER, 1, user_ids=(ANNAS_NEW_ID,), ids_as_of=NOON), NOON)

    found = resolve_change(
        SenderIds(ANNAS_ID, PHONE),
        SenderIds(ANNAS_NEW_ID, None),
        NOON,
        (anna, anna),
        (early, None),
        UUID(int=10),
    )

    assert found.citizen.subscribed


def test_the_same_notice_of_a_change_twice_changes_nothing_more() -> None:
    previous, current = SenderIds(ANNAS_ID, PHONE), SenderIds(ANNAS_NEW_ID, NEW_PHONE)
    anna = by_phone(user_ids=(ANNAS_ID,))
    once = resolve_change(previous, current, NOON, (anna, anna), (None, None), NEWCOMER).citizen

    twice = resolve_change(previous, current, NOON, (once, once), (once, once), NEWCOMER)

    assert twice.citizen == once
    assert twice.changes == ()


def test_an_old_notice_that_names_only_phones_moves_the_citizen_to_the_new_phone() -> None:
    found = resolve_change(
        SenderIds(None, PHONE),
        SenderIds(None, NEW_PHONE),
        NOON,
        (None, subscribed(by_phone())),
        (None, None),
        NEWCOMER,
    )

    assert found.citizen.id == ANNA
    assert found.citizen.phone == NEW_PHONE
