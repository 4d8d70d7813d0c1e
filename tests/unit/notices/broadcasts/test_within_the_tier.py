"""A notice to more people than Meta lets a number write to in 24 hours goes over days."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from tests.fakes.broadcasts.town_hall import START
from tests.unit.notices.broadcasts.scene import ALERT, NOTICE, Scene
from tests.unit.notices.broadcasts.tier_town import over_days, reached, reached_on, windows
from urp.notices.broadcasts.model import BeyondTier, BroadcastStatus, Counts, HoldReason
from urp.whatsapp.account import TemplateStatus
from urp.whatsapp.origin import Origin
from urp.whatsapp.reach import DAY

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
OTHER = UUID(int=3)


def test_a_notice_planned_over_days_reaches_everybody_once_and_never_more_than_the_limit(
    small: Scene,
) -> None:
    small.send_now(beyond_tier=BeyondTier.PLAN)

    over_days(small)

    assert [reached_on(small, day) for day in range(4)] == [225, 225, 150, 0]
    assert small.copies() == 1
    assert small.counts() == Counts(accepted=600)
    assert small.town.meta.tier.refused == 0


def test_while_it_waits_staff_see_why_and_when_it_goes_on(small: Scene) -> None:
    small.send_now(beyond_tier=BeyondTier.PLAN)
    small.run(60)

    held = small.header()
    assert held.status is BroadcastStatus.HELD
    assert held.hold is not None
    assert held.hold.reason is HoldReason.TIER
    assert held.hold.until is not None
    assert START + DAY < held.hold.until < START + DAY + MINUTE


def test_whoever_has_an_open_window_is_reached_in_addition(small: Scene) -> None:
    wrote = windows(small, 100)
    small.send_now(beyond_tier=BeyondTier.PLAN)
    small.run(600)

    assert wrote <= set(reached(small))
    assert small.town.meta.tier.refused == 0

    over_days(small)

    assert small.copies() == 1
    assert small.counts() == Counts(accepted=600)


def test_whoever_writes_while_it_waits_gets_it_within_the_hour(small: Scene) -> None:
    small.send_now(beyond_tier=BeyondTier.PLAN)
    small.run(600)
    already = reached(small)
    late = next(each for each in small.people if each not in already)
    small.town.write_us([late], small.now + DAY)

    small.run(3700)

    assert len(small.sent()) == 226
    assert reached(small)[-1] == late


def test_an_emergency_in_the_middle_takes_what_there_is_and_is_never_refused(small: Scene) -> None:
    small.send_now(beyond_tier=BeyondTier.PLAN)
    small.run(600)
    small.alert()
    small.run(600)

    at_once = len(small.sent(ALERT))
    over_days(small, NOTICE, ALERT)

    assert at_once == 25  # the reserve that ordinary notices leave
    assert small.counts() == small.counts(ALERT) == Counts(accepted=600)
    assert small.copies() == 1
    first_ordinary_after = min(sent.at for sent in small.sent() if sent.at > START + 12 * HOUR)
    assert max(sent.at for sent in small.sent(ALERT)) < first_ordinary_after
    assert list(small.town.rate.emergencies()) == []


def test_while_an_emergency_waits_ordinary_notices_reach_only_open_windows(small: Scene) -> None:
    small.alert()
    small.run(300)
    told = set(reached(small, ALERT))
    wrote = windows(small, 300)

    small.send_now(OTHER, beyond_tier=BeyondTier.PLAN)
    small.run(3700)

    assert len(told) == 250
    assert set(reached(small, OTHER)) == wrote
    assert set(reached(small, ALERT)) == told | wrote
    assert small.town.meta.tier.refused == 0


def test_a_notice_that_expires_while_it_waits_is_closed(small: Scene) -> None:
    small.send_now(beyond_tier=BeyondTier.PLAN, expires_at=START + 5 * HOUR)

    over_days(small)

    assert small.counts() == Counts(accepted=225, expired=375)
    assert small.now < START + 6 * HOUR


def test_a_notice_that_waits_can_be_stopped(small: Scene) -> None:
    small.send_now(beyond_tier=BeyondTier.PLAN)
    small.run(600)

    small.town.office().stop(NOTICE, small.act("broadcast.stop"))
    over_days(small)

    assert small.counts() == Counts(accepted=225, stopped=375)


def test_a_notice_that_waits_can_be_paused_and_resumed(small: Scene) -> None:
    small.send_now(beyond_tier=BeyondTier.PLAN)
    small.run(600)
    small.town.office().pause(NOTICE, small.act("broadcast.pause"))
    small.town.ticks_every = 10 * MINUTE
    small.run(30 * 3600)
    paused = len(small.sent())
    small.town.office().resume(NOTICE, small.act("broadcast.resume"))

    over_days(small)

    assert paused == 225
    assert small.counts() == Counts(accepted=600)
    assert small.copies() == 1


def test_what_meta_forbids_while_a_notice_waits_keeps_it_from_going_on_by_itself(small: Scene) -> None:
    small.send_now(beyond_tier=BeyondTier.PLAN)
    small.run(600)
    paused = TemplateStatus("avviso_viabilita", "it", "PAUSED", None, None)

    small.town.watch_account()("news", [paused], Origin(), small.now, small.now)
    small.town.ticks_every = 10 * MINUTE
    small.run(30 * 3600)

    held = small.header().hold
    assert held is not None
    assert held.reason is HoldReason.ACCOUNT
    assert len(small.sent()) == 225
