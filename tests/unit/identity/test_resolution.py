"""Who wrote: the user id decides, a phone only where nothing contradicts it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from urp.blocks.model import Block
from urp.identity.model import Citizen, SenderIds
from urp.identity.resolution import learn, resolve, resolve_change

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
EARLIER = NOON - timedelta(days=30)
LATER = NOON + timedelta(minutes=5)
ANNA, BRUNO, NEWCOMER = UUID(int=1), UUID(int=2), UUID(int=9)
ANNAS_ID, BRUNOS_ID, ANNAS_NEW_ID = (
    "IT.10000000000000000001",
    "IT.10000000000000000002",
    "IT.10000000000000000777",
)
PHONE, NEW_PHONE = "393330000001", "393330000009"
BLOCK = Block("linguaggio offensivo", "staff-1", EARLIER, None, "1")


def by_phone(**more: object) -> Citizen:
    return replace(
        Citizen(ANNA, version=3, phones=(PHONE,), ids_as_of=EARLIER),
        **more,  # type: ignore[arg-type]
    )


def by_user_id(**more: object) -> Citizen:
    return replace(
        Citizen(BRUNO, version=2, user_ids=(BRUNOS_ID,), ids_as_of=EARLIER),
        **more,  # type: ignore[arg-type]
    )


def subscribed(citizen: Citizen, at: datetime = EARLIER) -> Citizen:
    return replace(citizen, subscribed=True, consent_at=at, subscribed_at=at)


def left(citizen: Citizen, at: datetime = EARLIER) -> Citizen:
    return replace(citizen, subscribed=False, consent_at=at, left_at=at)


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


def test_a_number_given_up_belongs_to_whoever_shows_up_with_it() -> None:
    moved = by_phone(phones=(NEW_PHONE,), former_phones=(PHONE,), ids_as_of=EARLIER)

    found = resolve(SenderIds(BRUNOS_ID, PHONE), NOON, None, moved, NEWCOMER)

    assert found.citizen.id == NEWCOMER
    assert found.changes[1].after.former_phones == ()


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


def test_a_status_that_shows_another_user_id_behind_the_phone_stops_writing_to_that_phone() -> None:
    anna = subscribed(by_phone(user_ids=(ANNAS_ID,)))

    learned = learn(anna, SenderIds(BRUNOS_ID, PHONE), NOON, by_user_id=None, by_phone=anna)

    assert learned is not None
    assert learned.citizen.phone is None
    assert learned.citizen.subscribed
