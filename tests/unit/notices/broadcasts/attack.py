"""One attacked broadcast: what was done to it and when, for the invariants to be checked against."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from tests.acting import AS_OPERATOR
from tests.fakes.broadcasts.engine_store import Subscriber
from tests.fakes.broadcasts.town_hall import START, TEMPLATE, TownHall
from urp.acts.model import Act
from urp.citizens.identity.model import AUDIENCE_SHARDS
from urp.notices.broadcasts.model import BroadcastDraft, Urgency
from urp.notices.broadcasts.recipients import RecipientRow

LONGEST = 3 * 3600  # virtual seconds; far more than any run needs


@dataclass(slots=True)
class Attack:
    seed: int
    town: TownHall
    chance: Random
    ordinary: UUID
    emergency: UUID | None = None
    people: list[UUID] = field(default_factory=list)
    kept_out: dict[UUID, datetime] = field(default_factory=dict)
    """Left or blocked, and when."""
    joined: dict[UUID, datetime] = field(default_factory=dict)
    emergency_at: datetime | None = None
    stopped_at: datetime | None = None
    expires_at: datetime | None = None
    pauses: list[tuple[datetime, datetime]] = field(default_factory=list)
    follow_ups: list[UUID] = field(default_factory=list)
    """Corrections and re-runs of the ordinary one, as they were sent."""
    acts: int = 0
    _rows: dict[UUID, Mapping[UUID, RecipientRow]] = field(default_factory=dict)
    shards: int = AUDIENCE_SHARDS
    """Few of them have people: then jobs are long."""
    training: bool = False
    """Of both notices."""
    request_refused: bool = False
    """Meta refused the request itself for a while: what it held waits for a person."""

    def act(self, name: str, notice: UUID) -> Act:
        self.acts += 1
        return Act(
            f"act-{self.acts}", "staff-1", name, f"broadcast/{notice}", self.town.now, standing=AS_OPERATOR
        )

    def later(self, seconds: float, action: Callable[[], None]) -> None:
        self.town.time.at(START + timedelta(seconds=seconds), action)

    def join(self, number: int) -> None:
        shard = self.chance.randrange(self.shards)
        citizen_id = UUID(int=self.chance.getrandbits(124) * AUDIENCE_SHARDS + shard)
        phone = f"393330000{number:03d}" if self.chance.random() < 0.9 else None
        known = phone is None or self.chance.random() < 0.5
        user_id = f"IT.1000000000000000{number:04d}" if known else None
        self.town.stored.subscribe(Subscriber(citizen_id, user_id, phone))
        self.people.append(citizen_id)
        self.joined[citizen_id] = self.town.now

    def send(self, broadcast_id: UUID, urgency: Urgency, expires_at: datetime | None = None) -> None:
        draft = BroadcastDraft(
            "Via Roma",
            TEMPLATE.name,
            {"luogo": "via Roma"},
            "https://comune.example/1",
            urgency=urgency,
            expires_at=expires_at,
            training=self.training,
        )
        office = self.town.office()
        office.create(broadcast_id, draft, self.act("broadcast.create", broadcast_id))
        office.approvals.submit(broadcast_id, None, self.act("broadcast.submit", broadcast_id))

    def rows(self, broadcast_id: UUID) -> Mapping[UUID, RecipientRow]:
        """As they are once everything is over: read once."""
        if broadcast_id not in self._rows:
            self._rows[broadcast_id] = self.town.stored.all_rows(broadcast_id)
        return self._rows[broadcast_id]

    def run_to_the_end(self, then: Callable[[Attack], None] = lambda attack: None) -> None:
        """And ten minutes longer, for what comes late. `then`: what is done once everything is over."""
        everything = [self.ordinary, *filter(None, [self.emergency])]
        self.town.run(40)
        self.town.run_until_over(everything, LONGEST / 3600)
        then(self)
        self.town.run(600)
        self.town.time.stop()
