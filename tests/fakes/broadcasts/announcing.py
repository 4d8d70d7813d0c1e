"""The clock of recurring announcements and their office, over the engine's store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.broadcasts.engine import OFFICIAL_DOMAINS
from tests.fakes.calendars import CALENDAR
from urp.notices.announcements.announce import AnnounceDue
from urp.notices.announcements.approval import Coverage
from urp.notices.announcements.days import PlannedDays
from urp.notices.announcements.office import AnnouncementOffice
from urp.notices.broadcasts.seal import Seals
from urp.notices.broadcasts.wording import Wording

if TYPE_CHECKING:
    from tests.fakes.broadcasts.engine import Engine


def announcement_office(engine: Engine) -> AnnouncementOffice:
    """Seen from the desk: its calls are whole."""
    return AnnouncementOffice(
        announcements=engine.stored.announcements,
        closings=engine.stored.closings,
        announce=engine.queues.announce,
        tell_approvers=lambda: None,
        broadcast=engine.stored.broadcasts.load,
        days=PlannedDays(CALENDAR),
        wording=Wording(engine.templates, engine.topics, OFFICIAL_DOMAINS),
        limits=engine.approval,
        quiet=engine.quiet,
    )


def announce_due(engine: Engine) -> AnnounceDue:
    announcements = engine.step(engine.stored.announcements)
    days = PlannedDays(CALENDAR)
    coverage = Coverage(Seals(engine.templates), engine.approval, days.zone)
    closings = engine.step(engine.stored.closings)
    return AnnounceDue(announcements, closings, days, coverage, engine.alerts)
