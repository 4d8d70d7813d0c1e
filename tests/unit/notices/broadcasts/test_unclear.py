"""People of whom nobody knows whether a notice reached them, as the office reads it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from tests.fakes.broadcasts.meta import Temper
from tests.unit.notices.broadcasts.scene import NOTICE, Scene
from urp.notices.broadcasts.audience import AudienceKind, AudienceRule
from urp.notices.broadcasts.closing import UnclearNote, unclear_note


def note(scene: Scene) -> UnclearNote | None:
    view = scene.town.office().get(NOTICE, scene.now)
    return unclear_note(view.broadcast, view.figures.counts.unclear)


def test_nobody_unclear_needs_no_words(scene: Scene) -> None:
    scene.subscribe(3)
    scene.send_now()
    scene.run_to_the_end()

    assert note(scene) is None


def test_of_a_request_to_confirm_no_resend_is_offered(scene: Scene) -> None:
    scene.subscribe(1)
    scene.town.meta.temper = Temper(answer_lost=1.0, status_lost=1.0)
    scene.send_now()
    scene.run_to_the_end()
    request = replace(scene.header(), audience_rule=AudienceRule(AudienceKind.UNCONFIRMED, UUID(int=9)))

    closed = unclear_note(request, 1)

    assert closed is not None
    assert not closed.may_resend
    assert "si scrive un'altra richiesta, dall'elenco" in closed.meaning


def test_while_a_status_may_still_tell_there_is_nothing_to_do_and_it_says_until_when(scene: Scene) -> None:
    scene.subscribe(3, shards=1)
    scene.town.meta.temper = Temper(answer_lost=1.0, status_lost=1.0)
    scene.send_now()
    scene.town.run(120, lambda: scene.header().all_jobs_closed)

    waiting = note(scene)

    assert waiting is not None
    assert (waiting.people, waiting.may_resend) == (3, False)
    assert waiting.meaning.startswith("Di 3 persone non si sa se hanno ricevuto l'avviso")
    assert "per ora non c'è nulla da fare" in waiting.meaning
    assert waiting.settles_until is not None
    assert timedelta(0) < waiting.settles_until - scene.now <= timedelta(minutes=15)


def test_once_closed_a_person_may_write_again_to_exactly_those(scene: Scene) -> None:
    scene.subscribe(1)
    scene.town.meta.temper = Temper(answer_lost=1.0, status_lost=1.0)
    scene.send_now()
    scene.run_to_the_end()

    closed = note(scene)

    assert closed is not None
    assert (closed.people, closed.settles_until, closed.may_resend) == (1, None, True)
    assert closed.meaning.startswith("Di una persona non si sa se ha ricevuto l'avviso")
    assert "qualcuno potrebbe riceverlo due volte" in closed.meaning
