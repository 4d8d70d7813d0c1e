"""Who wrote: the user id decides, a phone only where nothing contradicts it."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from tests.unit.citizens.identity.people import (
    ANNA,
    ANNAS_ID,
    ANNAS_NEW_ID,
    BLOCK,
    BRUNO,
    BRUNOS_ID,
    EARLIER,
    LATER,
    NEW_PHONE,
    NEWCOMER,
    NOON,
    PHONE,
    by_phone,
    by_user_id,
    left,
    subscribed,
)
from urp.citizens.identity.model import Citizen, SenderIds
from urp.citizens.identity.resolution import resolve


def test_a_stranger_becomes_a_citizen_with_both_aliases() -> None:
    found = resolve(SenderIds(ANNAS_ID, PHONE), NOON, None, None, NEWCOMER)

    assert found.citizen == Citizen(NEWCOMER, user_ids=(ANNAS_ID,), phones=(PHONE,), ids_as_of=NOON)
    assert found.changes[0].before == Citizen(NEWCOMER)


def test_an_imported_phone_and_the_first_user_id_seen_with_it_are_one_citizen_with_one_consent() -> None:
    found = resolve(SenderIds(ANNAS_ID, PHONE), NOON, None, subscribed(by_phone()), NEWCOMER)

    assert found.citizen.id == ANNA
    assert found.citizen.user_ids == (ANNAS_ID,)
    assert found.citizen.subscribed


def test_seeing_the_same_ids_again_only_moves_the_clock() -> None:
    first = resolve(SenderIds(ANNAS_ID, PHONE), NOON, None, None, NEWCOMER).citizen
    again = resolve(SenderIds(ANNAS_ID, PHONE), NOON, first, first, UUID(int=10)).citizen

    assert again == first


def test_when_user_id_and_phone_name_two_citizens_the_user_id_wins_and_takes_the_phone() -> None:
    found = resolve(SenderIds(BRUNOS_ID, PHONE), NOON, by_user_id(), by_phone(), NEWCOMER)

    assert found.citizen.id == BRUNO
    assert found.citizen.phones == (PHONE,)
    assert found.merged == (ANNA,)


def test_whoever_gives_way_in_a_merge_is_marked_and_no_longer_in_the_audience() -> None:
    found = resolve(SenderIds(BRUNOS_ID, PHONE), NOON, by_user_id(), subscribed(by_phone()), NEWCOMER)

    loser = found.changes[1].after
    assert loser.merged_into == BRUNO
    assert not loser.subscribed
    assert loser.phones == ()


def test_a_subscription_is_not_copied_in_a_merge_and_the_merge_says_so() -> None:
    found = resolve(SenderIds(BRUNOS_ID, PHONE), NOON, by_user_id(), subscribed(by_phone()), NEWCOMER)

    assert not found.citizen.subscribed
    assert found.dropped_subscription


def test_an_opt_out_wins_the_merge() -> None:
    winner = subscribed(by_user_id(), EARLIER)
    found = resolve(SenderIds(BRUNOS_ID, PHONE), NOON, winner, left(by_phone(), NOON), NEWCOMER)

    assert not found.citizen.subscribed
    assert found.citizen.left_at == NOON
    assert found.opted_out


def test_an_opt_out_in_the_same_second_as_the_joining_wins_the_merge() -> None:
    winner = subscribed(by_user_id(), EARLIER)
    found = resolve(SenderIds(BRUNOS_ID, PHONE), NOON, winner, left(by_phone(), EARLIER), NEWCOMER)

    assert not found.citizen.subscribed


def test_an_opt_out_wins_over_an_imported_subscription_that_has_no_time() -> None:
    winner = replace(by_user_id(), subscribed=True)
    found = resolve(SenderIds(BRUNOS_ID, PHONE), NOON, winner, left(by_phone()), NEWCOMER)

    assert not found.citizen.subscribed


def test_only_their_own_newer_iscrivimi_outlives_an_opt_out_in_a_merge() -> None:
    winner = subscribed(by_user_id(), NOON)
    found = resolve(SenderIds(BRUNOS_ID, PHONE), LATER, winner, left(by_phone(), EARLIER), NEWCOMER)

    assert found.citizen.subscribed


def test_a_block_goes_over_in_a_merge() -> None:
    found = resolve(SenderIds(BRUNOS_ID, PHONE), NOON, by_user_id(), by_phone(block=BLOCK), NEWCOMER)

    assert found.citizen.block == BLOCK


def test_the_stricter_of_two_blocks_is_kept() -> None:
    short = replace(BLOCK, until=LATER)
    winner, loser = by_user_id(block=short), by_phone(block=BLOCK)

    assert resolve(SenderIds(BRUNOS_ID, PHONE), NOON, winner, loser, NEWCOMER).citizen.block == BLOCK


def test_a_recycled_number_belongs_to_the_newer_user_id_and_brings_nothing_with_it() -> None:
    old_owner = subscribed(by_phone(user_ids=(ANNAS_ID,)))

    found = resolve(SenderIds(BRUNOS_ID, PHONE), NOON, None, old_owner, NEWCOMER)

    assert found.citizen == Citizen(NEWCOMER, user_ids=(BRUNOS_ID,), phones=(PHONE,), ids_as_of=NOON)
    assert found.merged == ()
    assert found.changes[1].after == replace(old_owner, phones=())


def test_a_late_message_of_the_old_owner_does_not_take_a_recycled_number_back() -> None:
    new_owner = by_user_id(phones=(PHONE,), ids_as_of=NOON)

    found = resolve(SenderIds(ANNAS_ID, PHONE), EARLIER, None, new_owner, NEWCOMER)

    assert found.citizen.phones == ()
    assert len(found.changes) == 1


def test_a_message_that_shows_only_the_phone_is_the_phones_holders() -> None:
    holder = by_phone(user_ids=(ANNAS_ID,))

    assert resolve(SenderIds(None, PHONE), NOON, None, holder, NEWCOMER).citizen.id == ANNA


def test_a_late_message_does_not_change_which_ids_are_in_use() -> None:
    known = Citizen(
        ANNA,
        4,
        user_ids=(ANNAS_ID, ANNAS_NEW_ID),
        phones=(NEW_PHONE,),
        former_phones=(PHONE,),
        ids_as_of=NOON,
    )

    found = resolve(SenderIds(ANNAS_ID, PHONE), EARLIER, known, known, NEWCOMER)

    assert (found.citizen.user_id, found.citizen.phone) == (ANNAS_NEW_ID, NEW_PHONE)


def test_a_number_given_up_belongs_to_whoever_shows_up_with_it() -> None:
    moved = by_phone(phones=(NEW_PHONE,), former_phones=(PHONE,), ids_as_of=EARLIER)

    found = resolve(SenderIds(BRUNOS_ID, PHONE), NOON, None, moved, NEWCOMER)

    assert found.citizen.id == NEWCOMER
    assert found.changes[1].after.former_phones == ()
