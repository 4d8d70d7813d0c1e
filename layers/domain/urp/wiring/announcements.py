"""The office of recurring announcements, wired from what the API has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.notices.announcements.days import PlannedDays
from urp.notices.announcements.office import AnnouncementOffice
from urp.notices.broadcasts.wording import Wording
from urp.notices.store.dynamodb_announcements import DynamoAnnouncements
from urp.notices.store.dynamodb_broadcasts import DynamoBroadcasts
from urp.notices.store.sqs_broadcasts import BroadcastQueueUrls, SqsBroadcastQueues
from urp.town.store.calendar_exceptions import CalendarExceptions

if TYPE_CHECKING:
    from urp.town.opening_hours import DeskCalendar
    from urp.wiring.broadcast_office import BroadcastParts


def announcement_office(parts: BroadcastParts, calendar: DeskCalendar) -> AnnouncementOffice:
    client, table, retention = parts.client, parts.broadcasts_table, parts.retention
    return AnnouncementOffice(
        announcements=DynamoAnnouncements(
            client,
            broadcasts_table=table,
            audit_table=parts.audit_table,
            control_table=parts.control_table,
            retention=retention,
        ),
        closings=CalendarExceptions(client, parts.control_table),
        nudges=SqsBroadcastQueues(parts.queues, BroadcastQueueUrls(dispatch=parts.dispatch_queue_url)),
        broadcast=DynamoBroadcasts(client, broadcasts_table=table, retention=retention).load,
        days=PlannedDays(calendar),
        wording=Wording(
            parts.templates, frozenset(topic.id for topic in parts.topics), parts.official_domains
        ),
    )
