"""A hold, a pause and the messaging limit that meet in one notice."""

from __future__ import annotations

from datetime import timedelta

from tests.fakes.broadcasts.town_hall import TEMPLATE
from tests.fakes.broadcasts.troubles import LIMITS
from tests.unit.notices.broadcasts.scene import NOTICE, Scene
from tests.unit.notices.broadcasts.tier_town import limit, over_days
from urp.notices.broadcasts.model import BeyondTier, BroadcastStatus, Counts, HoldReason
from urp.notices.broadcasts.recipients import Outcome
from urp.notices.broadcasts.trouble import Trouble
from urp.whatsapp.account import TemplateStatus

DAY = timedelta(days=1)


def pause_while_it_is_frozen(scene: Scene) -> None:
    scene.send_now()
    scene.town.run(10, lambda: scene.header().status is BroadcastStatus.FREEZING)
    scene.town.office().pause(NOTICE, scene.act("broadcast.pause"))


def resume(scene: Scene) -> None:
    scene.town.office().resume(NOTICE, scene.act("broadcast.resume"))


def test_a_pause_during_the_freeze_carries_no_notice_past_the_limit(small: Scene) -> None:
    pause_while_it_is_frozen(small)
    small.run(120)

    held = small.header()
    assert held.status is BroadcastStatus.HELD
    assert held.hold is not None
    assert held.hold.reason is HoldReason.BEYOND_TIER

    resume(small)
    over_days(small)

    assert small.header().draft.beyond_tier is BeyondTier.PLAN
    assert small.counts() == Counts(accepted=600)


def test_a_pause_during_the_freeze_of_what_fits_stays_a_pause(scene: Scene) -> None:
    scene.subscribe(60)
    limit(scene, 250)
    pause_while_it_is_frozen(scene)
    scene.run(120)

    assert scene.header().status is BroadcastStatus.PAUSED
    assert scene.sent() == []


def test_complaints_about_a_notice_that_waits_for_the_limit_keep_it_from_going_on(small: Scene) -> None:
    small.send_now(beyond_tier=BeyondTier.PLAN)
    small.run(120)
    waiting = small.header().hold

    for _ in range(LIMITS.complaints_people + 20):
        small.town.queues.report(NOTICE, Trouble(complaints=1))
    small.run(60)
    small.town.ticks_every = timedelta(minutes=10)
    small.run(2 * DAY.total_seconds())

    assert waiting is not None
    assert waiting.reason is HoldReason.TIER
    held = small.header().hold
    assert held is not None
    assert held.reason is HoldReason.COMPLAINTS
    assert len(small.sent()) < 250


def test_a_notice_forgotten_in_a_pause_ends_while_its_rows_are_still_stored(scene: Scene) -> None:
    scene.subscribe(300)
    limit(scene, None)
    scene.send_now()
    scene.run(1)
    scene.town.office().pause(NOTICE, scene.act("broadcast.pause"))

    scene.town.ticks_every = timedelta(hours=1)
    scene.run(29 * DAY.total_seconds())

    counts = scene.counts()
    assert scene.header().status is BroadcastStatus.CLOSED
    assert counts.accepted
    assert counts.accepted + counts.expired == 300


def test_a_silence_of_meta_while_it_waits_for_the_limit_ends_with_the_silence(small: Scene) -> None:
    """Only people with an open window may be written to, and one of them is the probe."""
    small.send_now(beyond_tier=BeyondTier.PLAN)
    small.run(120)
    wrote = small.people[-100:]
    waiting = [each for each in wrote if small.row(each).outcome is Outcome.PENDING]
    small.town.write_us(wrote, small.now + timedelta(hours=23))
    small.town.meta.silent = (small.now, small.now + timedelta(minutes=62))
    small.run(3700)
    silent = small.header().hold

    small.run(2 * 3600)

    assert silent is not None
    assert silent.reason is HoldReason.META_SILENT
    after = small.header().hold
    assert after is not None
    assert after.reason is HoldReason.TIER
    written_to = [each for each in waiting if small.row(each).outcome is not Outcome.PENDING]
    assert len(written_to) == len(waiting)


def test_a_refused_notice_set_for_a_moment_at_which_meta_forbids_its_template_waits_for_a_person(
    small: Scene,
) -> None:
    small.send_now()
    small.run(60)
    small.town.office().approvals.submit(
        NOTICE, small.now + timedelta(hours=1), small.act("broadcast.submit")
    )
    paused = TemplateStatus(TEMPLATE.name, TEMPLATE.language, "PAUSED", None, None)
    small.town.hear_of_the_account(paused)
    limit(small, None)

    small.run(2 * 3600)

    held = small.header()
    assert held.status is BroadcastStatus.HELD
    assert held.hold is not None
    assert held.hold.until is None
    assert "modello" in held.hold.explanation
    assert small.sent() == []
