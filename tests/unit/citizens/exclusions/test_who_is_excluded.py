"""Who leaves, whose membership ends and who is blocked is written down outside the tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from urp.citizens.blocks import Block
from urp.citizens.consent import Command, decide_consent
from urp.citizens.exclusions import ExclusionKind, find_exclusions
from urp.citizens.identity.merging import merge
from urp.citizens.identity.model import Citizen, CitizenChange

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
ANNA = Citizen(
    UUID(int=1),
    version=3,
    user_ids=("IT.1",),
    phones=("393330000001",),
    former_phones=("393330000009",),
    subscribed=True,
    consent_at=NOON - timedelta(days=30),
    subscribed_at=NOON - timedelta(days=30),
)


def test_whoever_leaves_is_known_by_each_name_that_is_theirs_today() -> None:
    after = decide_consent(ANNA, Command.LEAVE, NOON).citizen

    (left,) = find_exclusions([CitizenChange(ANNA, after)], NOON + timedelta(seconds=5))

    assert (left.kind, left.at) == (ExclusionKind.LEFT, NOON)
    assert set(left.names) == {f"citizen/{ANNA.id}", "user/IT.1", "phone/393330000001"}


def test_a_number_that_was_given_up_names_nobody_since_somebody_else_may_have_it() -> None:
    after = decide_consent(ANNA, Command.LEAVE, NOON).citizen

    (left,) = find_exclusions([CitizenChange(ANNA, after)], NOON)

    assert "phone/393330000009" not in left.names


def test_a_cancellami_of_somebody_who_was_not_subscribed_is_written_down_too() -> None:
    nobody = Citizen(UUID(int=2))
    after = replace(decide_consent(nobody, Command.LEAVE, NOON).citizen, phones=("393330000002",))

    (left,) = find_exclusions([CitizenChange(nobody, after)], NOON)

    assert left.kind is ExclusionKind.LEFT
    assert "phone/393330000002" in left.names


def test_a_question_or_a_joining_excludes_nobody() -> None:
    asks = replace(ANNA, window_ends_at=NOON)
    joins = decide_consent(Citizen(UUID(int=2)), Command.JOIN, NOON).citizen

    assert (
        find_exclusions([CitizenChange(ANNA, asks), CitizenChange(Citizen(UUID(int=2)), joins)], NOON) == ()
    )


def test_an_imported_person_who_did_not_answer_is_written_down_without_an_opt_out() -> None:
    imported = replace(ANNA, consent_at=None, unconfirmed=UUID(int=7))

    (ended,) = find_exclusions([CitizenChange(imported, replace(imported, subscribed=False))], NOON)

    assert (ended.kind, ended.at) == (ExclusionKind.ENDED, NOON)


def test_a_merge_with_somebody_who_had_left_excludes_both_names() -> None:
    left = Citizen(UUID(int=2), version=1, phones=("393330000002",), left_at=NOON, consent_at=NOON)
    result = merge(ANNA, left, same_person=False)

    (found,) = find_exclusions([CitizenChange(ANNA, result.winner), CitizenChange(left, result.loser)], NOON)

    assert (found.kind, found.at) == (ExclusionKind.LEFT, NOON)
    assert {f"citizen/{ANNA.id}", f"citizen/{left.id}"} <= set(found.names)


def test_a_subscription_that_a_merge_does_not_copy_is_written_down() -> None:
    bruno = Citizen(UUID(int=2), version=1, user_ids=("IT.2",))
    result = merge(bruno, ANNA, same_person=False)

    found = find_exclusions([CitizenChange(bruno, result.winner), CitizenChange(ANNA, result.loser)], NOON)

    assert [each.kind for each in found] == [ExclusionKind.ENDED]
    assert f"citizen/{ANNA.id}" in found[0].names


def test_a_block_is_written_down_with_its_end_and_lifting_it_is_not() -> None:
    block = Block("insulti", "staff-1", NOON, NOON + timedelta(days=90), "2025-01-01")
    blocked = replace(ANNA, block=block)

    (put,) = find_exclusions([CitizenChange(ANNA, blocked)], NOON)

    assert (put.kind, put.at, put.until) == (ExclusionKind.BLOCKED, NOON, NOON + timedelta(days=90))
    assert find_exclusions([CitizenChange(blocked, ANNA)], NOON) == ()
