"""How long somebody is kept who is not subscribed: as long as a consent or their words ask for, no longer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from tests.cases import every
from tests.fakes.days import RETENTION
from urp.citizens.consent import Command, decide_consent
from urp.citizens.identity.merging import merge
from urp.citizens.identity.model import Citizen
from urp.citizens.store.citizens import find_forget_time

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
DAY = timedelta(days=1)
SOMEBODY = Citizen(UUID(int=1), user_ids=("IT.10000000000000000001",), window_ends_at=NOON + DAY)


def kept_for(citizen: Citizen, now: datetime = NOON) -> timedelta:
    """From `now`."""
    due = find_forget_time(citizen, RETENTION, now)
    assert due is not None
    return datetime.fromtimestamp(due, UTC) - now


def leaves(citizen: Citizen, at: datetime = NOON) -> Citizen:
    return decide_consent(citizen, Command.LEAVE, at).citizen


def joined(at: datetime) -> Citizen:
    return decide_consent(SOMEBODY, Command.JOIN, at).citizen


def test_a_cancellami_of_who_never_joined_keeps_them_no_longer_than_what_they_wrote() -> None:
    assert kept_for(leaves(SOMEBODY)) == RETENTION.desk_text * DAY


def test_whoever_joined_and_left_is_kept_two_years_from_leaving() -> None:
    assert kept_for(leaves(joined(NOON - DAY))) == RETENTION.consent_after_leaving * DAY


@every("days", [0, 550, 700, 729, 731])
def test_nobody_is_forgotten_before_what_they_wrote_last(days: int) -> None:
    gone = leaves(joined(NOON - DAY))
    now = NOON + days * DAY

    kept = kept_for(replace(gone, window_ends_at=now + DAY), now)

    assert kept >= RETENTION.desk_text * DAY
    assert kept == max(RETENTION.desk_text, RETENTION.consent_after_leaving - days) * DAY


def test_who_left_under_one_name_and_was_subscribed_under_another_has_a_consent_to_prove() -> None:
    gone = leaves(SOMEBODY)
    listed = Citizen(UUID(int=2), phones=("393330000001",), subscribed=True, subscribed_at=NOON)

    one = merge(gone, listed, same_person=False).winner

    assert not one.subscribed
    assert kept_for(one) == RETENTION.consent_after_leaving * DAY
