"""A deploy may change the profile under a running notice."""

from __future__ import annotations

from dataclasses import replace

from tests.fakes.broadcasts.town_hall import TEMPLATE
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


def test_a_notice_shows_the_version_and_the_words_it_went_out_with_whatever_the_profile_says_later(
    scene: Scene,
) -> None:
    scene.subscribe(1)
    scene.send_now()
    scene.run_to_the_end()
    sent = scene.header().words

    scene.town.templates[TEMPLATE.name] = replace(TEMPLATE, body="Altro testo: {{luogo}}.", version=2)
    view = scene.town.office().get(NOTICE, scene.now)

    assert sent is not None
    assert (sent.template_version, sent.text) == (1, view.text)
    assert view.text.startswith("Strada chiusa: ")


def test_other_words_under_a_running_notice_hold_it_so_that_everybody_reads_the_same(scene: Scene) -> None:
    scene.subscribe(400)
    scene.send_now()
    scene.run(3)

    scene.town.templates[TEMPLATE.name] = replace(TEMPLATE, body="Altro testo: {{luogo}}.")
    scene.run(60)

    hold = scene.header().hold
    assert hold is not None
    assert hold.reason is HoldReason.TEMPLATE
    assert len(scene.sent()) < 400
