"""After a restore whoever left stays out. What was recorded only removes: it never lets anybody in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as some

from urp.citizens.exclusions import ExclusionKind, RecordedExclusion, replay_block, replay_exclusions
from urp.citizens.identity.model import Citizen

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
BEFORE, AFTER = NOON - timedelta(hours=1), NOON + timedelta(hours=1)
ANNA = Citizen(UUID(int=1), version=3, subscribed=True, consent_at=NOON, subscribed_at=NOON)


def recorded(kind: ExclusionKind, at: datetime, until: datetime | None = None) -> RecordedExclusion:
    return RecordedExclusion(kind, at, frozenset({"a"}), until)


def left(at: datetime) -> RecordedExclusion:
    return recorded(ExclusionKind.LEFT, at)


def test_whoever_left_after_the_moment_restored_is_out_and_remembered_as_having_left() -> None:
    after, carried_out = replay_exclusions(ANNA, [left(AFTER)])

    assert (after.subscribed, after.left_at, after.consent_at) == (False, AFTER, AFTER)
    assert carried_out == (left(AFTER),)


def test_whoever_joined_again_before_the_moment_restored_stays_in() -> None:
    assert replay_exclusions(ANNA, [left(BEFORE)]) == (ANNA, ())


def test_a_leave_and_a_joining_in_the_same_second_end_as_a_leave() -> None:
    assert not replay_exclusions(ANNA, [left(NOON)])[0].subscribed


def test_doing_it_again_changes_nothing() -> None:
    once, _ = replay_exclusions(ANNA, [left(AFTER)])

    assert replay_exclusions(once, [left(AFTER)]) == (once, ())


def test_a_membership_that_ended_without_a_word_ends_without_an_opt_out() -> None:
    imported = replace(ANNA, consent_at=None)

    after, _ = replay_exclusions(imported, [recorded(ExclusionKind.ENDED, AFTER)])

    assert (after.subscribed, after.left_at) == (False, None)


def test_whoever_was_erased_and_is_subscribed_in_the_restored_tables_is_out() -> None:
    assert not replay_exclusions(ANNA, [recorded(ExclusionKind.ERASED, AFTER)])[0].subscribed


def test_a_block_still_in_force_is_put_again_with_its_end_and_one_that_is_over_is_not() -> None:
    ends = AFTER + timedelta(days=90)
    records = [recorded(ExclusionKind.BLOCKED, AFTER, ends)]

    put = replay_block(ANNA, records, AFTER + timedelta(hours=1), "2025-01-01")

    assert put is not None
    assert (put.at, put.until) == (AFTER, ends)
    assert replay_block(ANNA, records, ends, "2025-01-01") is None
    assert replay_block(replace(ANNA, block=put), records, AFTER + timedelta(hours=1), "2025-01-01") is None


_MOMENTS = some.integers(0, 6).map(lambda hours: BEFORE + timedelta(hours=hours))
_RECORDS = some.lists(some.builds(recorded, some.sampled_from(list(ExclusionKind)), _MOMENTS), max_size=6)
_CITIZENS = some.builds(
    replace,
    some.just(ANNA),
    subscribed=some.booleans(),
    consent_at=some.none() | _MOMENTS,
    left_at=some.none() | _MOMENTS,
)


@given(_CITIZENS, _RECORDS)
def test_nobody_is_ever_let_in_and_a_second_time_nothing_is_left_to_do(
    citizen: Citizen, records: Sequence[RecordedExclusion]
) -> None:
    after, _ = replay_exclusions(citizen, records)

    assert citizen.subscribed or not after.subscribed
    assert replay_exclusions(after, records) == (after, ())
