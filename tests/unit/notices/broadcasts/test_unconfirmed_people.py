"""People taken over from a list: asked to confirm, warned of danger, and nothing else before they answer."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from tests.unit.notices.broadcasts.scene import ALERT, NOTICE, Scene
from tests.unit.notices.broadcasts.tier_town import over_days
from urp.notices.broadcasts.audience import AudienceKind, AudienceRule
from urp.notices.broadcasts.model import BeyondTier, Counts
from urp.notices.broadcasts.recipients import Outcome

PAPER_LIST, OTHER_LIST = UUID(int=71), UUID(int=72)


def imported(scene: Scene, citizen_id: UUID, import_id: UUID = PAPER_LIST) -> None:
    before = scene.town.stored.subscriber(citizen_id)
    scene.town.stored.subscribe(replace(before, unconfirmed=import_id))


def asked_to_confirm(scene: Scene, **changes: object) -> None:
    rule = AudienceRule(AudienceKind.UNCONFIRMED, PAPER_LIST)
    scene.draft(NOTICE, **changes)
    scene.town.stored.broadcasts.store(scene.header(), replace(scene.header(), audience_rule=rule))
    scene.town.office().approvals.submit(NOTICE, None, scene.act("broadcast.submit"))


def test_an_ordinary_notice_passes_over_whoever_has_not_confirmed(scene: Scene) -> None:
    scene.subscribe(60)
    for citizen_id in scene.people[:20]:
        imported(scene, citizen_id)
    scene.send_now()

    scene.run_to_the_end()

    assert scene.counts() == Counts(accepted=40)
    assert not any(each in scene.town.stored.all_rows(NOTICE) for each in scene.people[:20])


def test_an_emergency_reaches_whoever_has_not_confirmed_too(scene: Scene) -> None:
    scene.subscribe(60)
    for citizen_id in scene.people[:20]:
        imported(scene, citizen_id)
    scene.alert()

    scene.run_to_the_end(ALERT)

    assert scene.counts(ALERT) == Counts(accepted=60)


def test_the_request_to_confirm_reaches_exactly_those_of_its_import(scene: Scene) -> None:
    scene.subscribe(60)
    for citizen_id in scene.people[:20]:
        imported(scene, citizen_id)
    for citizen_id in scene.people[20:30]:
        imported(scene, citizen_id, OTHER_LIST)
    scene.block(scene.people[0])
    asked_to_confirm(scene)

    scene.run_to_the_end()

    assert set(scene.town.stored.all_rows(NOTICE)) == set(scene.people[1:20])
    assert scene.counts() == Counts(accepted=19)


def test_whoever_confirms_before_their_turn_is_not_asked_any_more(small: Scene) -> None:
    """A long list is asked over days: people confirm on the first and would be asked on the third."""
    for citizen_id in small.people[:300]:
        imported(small, citizen_id)
    asked_to_confirm(small, beyond_tier=BeyondTier.PLAN)
    small.run(120)
    waiting = [each for each in small.people[:300] if small.row(each).outcome is Outcome.PENDING]
    for citizen_id in waiting[:20]:
        before = small.town.stored.subscriber(citizen_id)
        small.town.stored.subscribe(replace(before, unconfirmed=None))

    over_days(small)

    assert len(waiting) == 75
    assert small.counts() == Counts(accepted=280, opted_out=20)
