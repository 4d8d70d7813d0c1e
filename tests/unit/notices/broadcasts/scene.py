"""A town hall with subscribers and one notice, told in the words of the office."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from tests.acting import AS_OPERATOR
from tests.fakes.broadcasts.engine_store import Subscriber
from tests.fakes.broadcasts.meta import Sent
from tests.fakes.broadcasts.town_hall import START, TEMPLATE, TownHall
from urp.acts.model import Act
from urp.citizens.identity.model import AUDIENCE_SHARDS
from urp.notices.broadcasts.model import Broadcast, BroadcastDraft, Counts, Urgency
from urp.notices.broadcasts.recipients import RecipientRow
from urp.notices.broadcasts.trackers import parse_tracker

BLOCK = timedelta(days=90)
"""As the profile has it: most blocks end."""
NOTICE, ALERT = UUID(int=1), UUID(int=2)
DRAFT = BroadcastDraft("Via Roma", TEMPLATE.name, {"luogo": "via Roma"}, "https://comune.example/1")


class Scene:
    def __init__(self, seed: int = 0, rate: int = 80) -> None:
        self.town = TownHall(seed, rate)
        self.people: list[UUID] = []
        self.acts = 0

    @property
    def now(self) -> datetime:
        return self.town.now

    def subscribe(self, people: int, shards: int = AUDIENCE_SHARDS) -> None:
        for number in range(len(self.people), len(self.people) + people):
            citizen_id = UUID(int=(1000 + number) * AUDIENCE_SHARDS + number % shards)
            self.town.stored.subscribe(Subscriber(citizen_id, phone=f"39333{number:07d}"))
            self.people.append(citizen_id)

    def leave(self, citizen_id: UUID) -> None:
        self.town.stored.leave(citizen_id)

    def block(self, citizen_id: UUID) -> None:
        before = self.town.stored.subscriber(citizen_id)
        ends = int((self.now + BLOCK).timestamp())
        self.town.stored.subscribe(replace(before, blocked_until=ends))

    def act(self, name: str) -> Act:
        self.acts += 1
        return Act(f"act-{self.acts}", "staff-1", name, f"broadcast/{NOTICE}", self.now, standing=AS_OPERATOR)

    def draft(self, notice: UUID = NOTICE, **changes: object) -> None:
        draft = replace(DRAFT, **changes)  # type: ignore[arg-type]
        self.town.office().create(notice, draft, self.act(f"broadcast.create {notice}"))

    def send_now(self, notice: UUID = NOTICE, **changes: object) -> None:
        self.draft(notice, **changes)
        self.town.office().approvals.submit(notice, None, self.act("broadcast.submit"))

    def alert(self) -> None:
        self.send_now(ALERT, urgency=Urgency.EMERGENCY)

    def later(self, seconds: float, action: Callable[[], None]) -> None:
        self.town.time.at(START + timedelta(seconds=seconds), action)

    def run(self, seconds: float) -> None:
        self.town.run(seconds)

    def run_to_the_end(self, *notices: UUID) -> None:
        self.town.run_until_over(notices or (NOTICE,))

    def header(self, notice: UUID = NOTICE) -> Broadcast:
        return self.town.stored.header(notice)

    def counts(self, notice: UUID = NOTICE) -> Counts:
        """Of the closing statement."""
        return self.town.stored.statement(notice).counts

    def row(self, citizen_id: UUID, notice: UUID = NOTICE) -> RecipientRow:
        return self.town.stored.all_rows(notice)[citizen_id]

    def sent(self, notice: UUID = NOTICE) -> list[Sent]:
        """What Meta took, in order."""
        trackers = ((parse_tracker(sent.tracker), sent) for sent in self.town.meta.accepted)
        return [sent for tracker, sent in trackers if tracker and tracker.row.broadcast_id == notice]

    def sent_within(self, since: datetime, until: datetime, notice: UUID = NOTICE) -> int:
        return sum(since < sent.at < until for sent in self.sent(notice))

    def copies(self) -> int:
        """The most that one person got."""
        return max(self.town.meta.copies().values(), default=0)
