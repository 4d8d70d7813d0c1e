"""The minute's look at everything that is due or running."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from tests.acting import AS_OPERATOR
from tests.fakes.broadcasts.town_hall import TEMPLATE, TownHall
from urp.acts.model import Act
from urp.notices.broadcasts.dispatch import AdvanceAll
from urp.notices.broadcasts.model import Broadcast, BroadcastDraft, BroadcastStatus
from urp.notices.broadcasts.tier import LearnLimit
from urp.notices.store.broadcasts import Broadcasts

BROKEN, WHOLE = UUID(int=1), UUID(int=2)


class HeadersWithABrokenOne(Broadcasts):
    def load(self, broadcast_id: UUID) -> Broadcast | None:
        if broadcast_id == BROKEN:
            raise KeyError("draft")
        return super().load(broadcast_id)


def test_a_notice_that_cannot_even_be_read_holds_up_no_other() -> None:
    town = TownHall()
    draft = BroadcastDraft("Via Roma", TEMPLATE.name, {"luogo": "via Roma"}, "https://comune.example/1")
    for each in (BROKEN, WHOLE):
        made, planned = (
            Act(f"{name}-{each}", "staff-1", name, f"broadcast/{each}", town.now, standing=AS_OPERATOR)
            for name in ("broadcast.create", "broadcast.submit")
        )
        town.office().create(each, draft, made)
        town.office().approvals.submit(each, town.now + timedelta(minutes=1), planned)
    headers = HeadersWithABrokenOne(town.stored.tables)
    advance = replace(town.advance(), broadcasts=headers)

    steps = AdvanceAll(headers, town.rate, advance, LearnLimit(town.rate, lambda: None))(town.now)
    town.time.stop()

    assert steps == {BROKEN: "failed: KeyError", WHOLE: "started"}
    assert town.stored.header(WHOLE).status is BroadcastStatus.SCHEDULED


def test_an_emergency_that_a_restore_lost_holds_nobody_back_for_longer_than_a_minute() -> None:
    town = TownHall()
    lost = UUID(int=9)
    town.rate.emergency_begins(lost)

    everything = AdvanceAll(
        town.stored.broadcasts, town.rate, town.advance(), LearnLimit(town.rate, lambda: None)
    )
    steps = everything(town.now)
    town.time.stop()

    assert steps == {lost: "unknown"}
    assert town.rate.emergencies() == []
