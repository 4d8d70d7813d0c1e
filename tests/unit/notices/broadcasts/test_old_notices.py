"""A notice is read for years, the rows of who got it only for ninety days."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.unit.notices.broadcasts.scene import NOTICE, Scene


def test_the_figures_of_an_old_notice_stay_when_its_rows_are_gone(scene: Scene) -> None:
    """Rows live ninety days, notices five years: looking at one must not count nobody."""
    scene.subscribe(20)
    scene.send_now()
    scene.run_to_the_end()
    scene.run(30)
    known = scene.town.office().get(NOTICE, scene.now).figures.delivery
    scene.town.stored.lose_rows(NOTICE)

    later = scene.town.office().get(NOTICE, scene.now + timedelta(days=91)).figures.delivery

    assert known.delivered == 20
    assert replace(later, as_of=known.as_of) == known
