"""A notice to more people than the messaging limit allows, by an author who wants all at once."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from tests.fakes.broadcasts.town_hall import START
from tests.unit.notices.broadcasts.scene import NOTICE, Scene
from tests.unit.notices.broadcasts.tier_town import limit, over_days
from urp.errors import ConflictError
from urp.notices.broadcasts.model import BeyondTier, BroadcastStatus, Counts, HoldReason

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
OTHER = UUID(int=3)


def test_a_notice_beyond_the_limit_is_refused_before_its_first_message(small: Scene) -> None:
    small.send_now()
    small.run(3600)

    held = small.header()
    assert held.status is BroadcastStatus.HELD
    assert held.hold is not None
    assert (held.hold.reason, held.hold.until) == (HoldReason.BEYOND_TIER, None)
    assert "600" in held.hold.explanation
    assert "225" in held.hold.explanation
    assert small.sent() == []


def test_a_refused_notice_that_somebody_resumes_goes_over_days(small: Scene) -> None:
    small.send_now()
    small.run(120)

    small.town.office().resume(NOTICE, small.act("broadcast.resume"))
    over_days(small)

    assert small.header().draft.beyond_tier is BeyondTier.PLAN
    assert small.counts() == Counts(accepted=600)
    assert small.copies() == 1


def test_a_refused_notice_can_be_set_for_a_moment_when_there_is_room(scene: Scene) -> None:
    scene.subscribe(200)
    limit(scene, 250)
    scene.send_now(OTHER)
    scene.run(60)
    scene.send_now()
    scene.run(60)
    refused = scene.header().hold

    scene.town.office().approvals.submit(NOTICE, START + 25 * HOUR, scene.act("broadcast.submit"))
    over_days(scene)

    assert refused is not None
    assert refused.reason is HoldReason.BEYOND_TIER
    assert scene.sent()[0].at >= START + 25 * HOUR
    assert scene.counts() == Counts(accepted=200)


def test_a_refused_notice_set_for_a_moment_without_room_is_refused_again(small: Scene) -> None:
    small.send_now()
    small.run(60)

    small.town.office().approvals.submit(NOTICE, small.now + HOUR, small.act("broadcast.submit"))
    small.run(7200)

    again = small.header().hold
    assert again is not None
    assert (again.reason, again.until) == (HoldReason.BEYOND_TIER, None)
    assert small.sent() == []


@pytest.mark.parametrize(
    ("expires_in", "later"),
    [(2 * HOUR, 3 * HOUR), (None, timedelta(days=28))],
    ids=["nobody needs it any more", "its rows are gone"],
)
def test_a_refused_notice_is_not_set_for_a_moment_at_which_it_is_over(
    small: Scene, expires_in: timedelta | None, later: timedelta
) -> None:
    small.send_now(expires_at=small.now + expires_in if expires_in else None)
    small.run(60)

    with pytest.raises(ConflictError, match="è già finito"):
        small.town.office().approvals.submit(NOTICE, small.now + later, small.act("broadcast.submit"))
    assert small.header().hold is not None


def test_a_refused_notice_set_for_another_moment_stays_as_it_was_approved(small: Scene) -> None:
    small.send_now()
    small.run(60)

    with pytest.raises(ConflictError, match="com'è stato approvato"):
        small.town.office().approvals.submit(
            NOTICE, small.now + HOUR, small.act("broadcast.submit"), in_quiet_hours=True
        )


def test_a_notice_within_the_limit_knows_nothing_of_it(scene: Scene) -> None:
    scene.subscribe(225)
    limit(scene, 250)
    scene.send_now()

    scene.run_to_the_end()

    assert scene.counts() == Counts(accepted=225)
    assert scene.now < START + 30 * timedelta(seconds=1)
