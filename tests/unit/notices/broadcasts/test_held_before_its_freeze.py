"""A notice that Meta forbids when it is due waits for a person without stirring."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from tests.acting import AS_OPERATOR
from tests.fakes.broadcasts.planned import scheduled
from tests.fakes.broadcasts.town_hall import TEMPLATE, TownHall
from urp.acts.model import Act
from urp.notices.broadcasts.lifecycle import held
from urp.notices.broadcasts.model import BroadcastDraft, Hold, HoldReason

NOTICE = UUID(int=9)


def test_a_notice_held_before_its_freeze_freezes_nobody() -> None:
    town = TownHall()
    draft = BroadcastDraft("Via Roma", TEMPLATE.name, {"luogo": "via Roma"}, "https://comune.example/1")
    act = Act("act", "staff-1", "broadcast.create", f"broadcast/{NOTICE}", town.now, standing=AS_OPERATOR)
    before = town.office().create(NOTICE, draft, act)
    forbidden = Hold(HoldReason.TEMPLATE, town.now, "Il modello è in pausa.")
    waiting = town.stored.broadcasts.store(before, held(scheduled(before, town.now), forbidden))

    steps = [town.advance()(NOTICE, town.now + timedelta(minutes=minute)) for minute in (1, 2, 3)]
    town.time.stop()

    assert steps == ["held", "held", "held"]
    assert town.stored.header(NOTICE) == waiting
