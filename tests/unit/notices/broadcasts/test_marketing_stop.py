"""Who told WhatsApp to stop promotions gets none of ours, and everything else."""

from __future__ import annotations

from dataclasses import replace

from tests.fakes.broadcasts.town_hall import TEMPLATE
from tests.unit.notices.broadcasts.scene import NOTICE, Scene
from urp.town.templates.model import TemplateCategory


def counted(category: TemplateCategory) -> tuple[int, int, int]:
    """Accepted, opted out, audience; one of five stopped before the freeze, one after it."""
    scene = Scene()
    scene.town.templates = {TEMPLATE.name: replace(TEMPLATE, category=category)}
    scene.subscribe(5)
    before, after = scene.people[:2]
    stored = scene.town.stored
    stored.subscribe(replace(stored.subscriber(before), no_marketing=True))
    scene.send_now()
    stored.subscribe(replace(stored.subscriber(after), no_marketing=True))
    scene.run_to_the_end(NOTICE)
    counts = scene.counts()
    return counts.accepted, counts.opted_out, len(scene.town.stored.all_rows(NOTICE))


def test_a_promotion_leaves_out_who_stopped_them_and_the_statement_adds_up() -> None:
    assert counted(TemplateCategory.MARKETING) == (3, 2, 5)


def test_what_is_no_promotion_reaches_them() -> None:
    assert counted(TemplateCategory.UTILITY) == (5, 0, 5)
