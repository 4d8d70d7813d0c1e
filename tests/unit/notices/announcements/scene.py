"""A town hall with subscribers and one recurring announcement."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from tests.acting import AS_OPERATOR
from tests.fakes.broadcasts.announcing import announce_due, announcement_office
from tests.fakes.broadcasts.engine_store import Subscriber
from tests.fakes.broadcasts.town_hall import START, TEMPLATE, TownHall
from tests.fakes.calendars import ROME
from urp.acts.model import Act
from urp.citizens.identity.model import AUDIENCE_SHARDS
from urp.notices.announcements.announce import AnnounceDue
from urp.notices.announcements.model import (
    Announcement,
    AnnouncementDraft,
    HolidayPolicy,
    Schedule,
    occurrence_id,
)
from urp.notices.announcements.office import AnnouncementOffice
from urp.notices.announcements.rule_reading import parse_rule
from urp.notices.announcements.views import AnnouncementView
from urp.notices.broadcasts.model import Broadcast, BroadcastStatus

SERIES = UUID(int=77)
TODAY = date(2026, 11, 25)
"""A Wednesday; the town's clock shows ten."""


def draft(
    rule: str = "FREQ=DAILY",
    at: str = "10:05",
    holidays: HolidayPolicy = HolidayPolicy.SEND,
    start: date = TODAY,
    **changes: object,
) -> AnnouncementDraft:
    written = AnnouncementDraft(
        title="Raccolta carta",
        template=TEMPLATE.name,
        parameters={"luogo": "via Roma"},
        link="https://comune.example/carta",
        schedule=Schedule(parse_rule(rule), start, time.fromisoformat(at), holidays),
    )
    return replace(written, **changes)  # type: ignore[arg-type]


class Scene:
    def __init__(self, seed: int = 0, people: int = 0) -> None:
        self.town = TownHall(seed)
        self.acts = 0
        for number in range(people):
            citizen_id = UUID(int=(1000 + number) * AUDIENCE_SHARDS + number % AUDIENCE_SHARDS)
            self.town.stored.subscribe(Subscriber(citizen_id, phone=f"39333{number:07d}"))

    @property
    def now(self) -> datetime:
        return self.town.now

    @property
    def office(self) -> AnnouncementOffice:
        return announcement_office(self.town)

    @property
    def announce(self) -> AnnounceDue:
        return announce_due(self.town)

    def act(self, name: str) -> Act:
        self.acts += 1
        return Act(
            f"act-{self.acts}", "staff-1", name, f"announcement/{SERIES}", self.now, standing=AS_OPERATOR
        )

    def write(self, written: AnnouncementDraft | None = None, series: UUID = SERIES) -> AnnouncementView:
        """And another person approves it, for as long as they may."""
        view = self.office.create(series, written or draft(), self.act("announcement.create"))
        self.approve(series)
        return view

    def change(self, written: AnnouncementDraft, edition: int) -> AnnouncementView:
        view = self.office.change(SERIES, written, edition, self.act("announcement.change"))
        self.approve()
        return view

    def approve(self, series: UUID = SERIES) -> None:
        act = replace(self.act("announcement.approve"), by="approver")
        self.office.approve(series, self.office.get(series, self.now).seal, None, act)

    def pass_to(self, moment: datetime) -> None:
        """Nobody looks meanwhile."""
        self.town.time.now = moment

    def later(self, **passed: float) -> None:
        self.pass_to(self.now + timedelta(**passed))

    def look(self) -> tuple[UUID, ...]:
        return self.announce(SERIES, self.now)

    def look_and_go(self) -> list[BroadcastStatus]:
        """As the minute does: what was made is advanced at once."""
        made = self.look()
        for broadcast_id in made:
            self.town.advance()(broadcast_id, self.now)
        return [self.broadcast(broadcast_id).status for broadcast_id in made]

    def series(self) -> Announcement:
        found = self.town.stored.announcements.load(SERIES)
        assert found is not None
        return found

    def broadcast(self, broadcast_id: UUID) -> Broadcast:
        return self.town.stored.header(broadcast_id)

    def broadcasts(self) -> list[Broadcast]:
        return sorted(self.town.stored.headers(), key=lambda each: each.due_at or START)


def rome(day: date, at: str = "10:05") -> datetime:
    return datetime.combine(day, time.fromisoformat(at), ROME).astimezone(UTC)


def on(day: date, at: str = "10:05") -> UUID:
    """The id of that day's broadcast."""
    return occurrence_id(SERIES, day, time.fromisoformat(at))
