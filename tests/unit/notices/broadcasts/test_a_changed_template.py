"""A deploy may change the profile under a running notice."""

from __future__ import annotations

from tests.unit.notices.broadcasts.scene import NOTICE, Scene
from urp.notices.broadcasts.model import BroadcastStatus, HoldReason


def test_a_template_that_leaves_the_profile_holds_the_running_notice_and_says_so(scene: Scene) -> None:
    scene.subscribe(400)
    scene.send_now()
    scene.run(3)
    before = len(scene.sent())

    scene.town.templates.clear()
    scene.run(900)

    header = scene.header()
    assert header.status is BroadcastStatus.HELD
    assert header.hold is not None
    assert header.hold.reason is HoldReason.TEMPLATE
    assert "il modello non è più quello" in header.hold.explanation
    assert 0 < before <= len(scene.sent()) < 400


def test_such_a_notice_can_be_stopped_and_accounts_for_everybody(scene: Scene) -> None:
    scene.subscribe(400)
    scene.send_now()
    scene.run(3)
    scene.town.templates.clear()
    scene.run(60)

    scene.town.office().stop(NOTICE, scene.act("broadcast.stop"))
    scene.run_to_the_end()

    assert scene.counts().total == 400
    assert scene.counts().accepted == len(scene.sent())
