"""The office of recurring announcements, wired from what the API has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.notices.announcements.days import PlannedDays
from urp.notices.announcements.office import AnnouncementOffice
from urp.notices.broadcasts.wording import Wording
from urp.notices.store.announcements import Announcements
from urp.notices.store.broadcasts import Broadcasts
from urp.notices.store.sqs_broadcasts import BroadcastQueueUrls, SqsBroadcastQueues
from urp.town.store.calendar_exceptions import CalendarExceptions

if TYPE_CHECKING:
    from urp.wiring.resources import OfficeResources


def announcement_office(resources: OfficeResources) -> AnnouncementOffice:
    client, table, retention = (
        resources.client,
        resources.settings.broadcasts_table,
        resources.municipality.retention,
    )
    return AnnouncementOffice(
        announcements=Announcements(
            client,
            broadcasts_table=table,
            audit_table=resources.settings.audit_table,
            control_table=resources.settings.control_table,
            retention=retention,
        ),
        closings=CalendarExceptions(client, resources.settings.control_table),
        nudges=SqsBroadcastQueues(
            resources.queues, BroadcastQueueUrls(dispatch=resources.settings.dispatch_queue_url)
        ),
        broadcast=Broadcasts(client, broadcasts_table=table, retention=retention).load,
        days=PlannedDays(resources.municipality.calendar),
        wording=Wording(
            resources.templates,
            frozenset(topic.id for topic in resources.municipality.topics),
            resources.municipality.answering.official_domains,
        ),
    )
