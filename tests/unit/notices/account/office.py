"""A town hall whose notice is running while Meta speaks."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from tests.acting import AS_OPERATOR
from tests.fakes.broadcasts.engine import OUR_ACCOUNT, OURS
from tests.fakes.broadcasts.engine_store import Subscriber
from tests.fakes.broadcasts.town_hall import TEMPLATE, TownHall
from urp.acts.model import Act
from urp.notices.account.rules import AccountRules
from urp.notices.account.watch import WatchAccount, Watched
from urp.notices.broadcasts.hold import Holds
from urp.notices.broadcasts.model import Broadcast, BroadcastDraft, Urgency
from urp.whatsapp.account import AccountChange, TemplateCategory, TemplateStatus, parse_account_change
from urp.whatsapp.json_shape import JsonObject
from urp.whatsapp.origin import Origin, find_origin

NOTICE = UUID(int=7)
PEOPLE = 400
"""Five seconds of sending: long enough for Meta to speak in the middle."""
DRAFT = BroadcastDraft("Via Roma", TEMPLATE.name, {"luogo": "via Roma"}, "https://comune.example/1")


def town_with_a_draft(urgency: Urgency = Urgency.ORDINARY) -> TownHall:
    town = TownHall()
    for number in range(PEOPLE):
        town.stored.subscribe(Subscriber(UUID(int=1000 + number), phone=f"393330000{number:03d}"))
    town.office().create(NOTICE, replace(DRAFT, urgency=urgency), act(town, "broadcast.create"))
    return town


def town_that_is_sending() -> TownHall:
    town = town_with_a_draft()
    town.office().approvals.submit(NOTICE, None, act(town, "broadcast.submit"))
    town.run(2)
    return town


def act(town: TownHall, name: str) -> Act:
    return Act(f"{name}-{town.now}", "staff-1", name, f"broadcast/{NOTICE}", town.now, standing=AS_OPERATOR)


def meta_says(town: TownHall, *changes: AccountChange, at: datetime | None = None) -> Watched:
    return _watch(town)("news", changes, Origin(OUR_ACCOUNT), at or town.now, town.now)


def meta_posts(town: TownHall, field: str, value: JsonObject, account: str | None = OUR_ACCOUNT) -> Watched:
    """As it comes over the queue."""
    changes = parse_account_change(field, value)
    return _watch(town)(field, changes, find_origin(account, value), town.now, town.now)


def _watch(town: TownHall) -> WatchAccount:
    stored = town.stored
    notes, broadcasts = stored.notes, stored.broadcasts
    return WatchAccount(
        notes,
        AccountRules(notes, {TEMPLATE.name: TEMPLATE}),
        broadcasts,
        Holds(broadcasts, stored.health, town.queues),
        town.rate,
        town.queues,
        OURS,
        town.rate,
    )


def notice(town: TownHall) -> Broadcast:
    return town.stored.header(NOTICE)


def reached(town: TownHall) -> int:
    return len(town.meta.accepted)


def template(event: str, name: str = TEMPLATE.name) -> TemplateStatus:
    return TemplateStatus(name, "it", event, None, None)


MOVED_TO_MARKETING = TemplateCategory(TEMPLATE.name, "it", "UTILITY", "MARKETING", done=True)
