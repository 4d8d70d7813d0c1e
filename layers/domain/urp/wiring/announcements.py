"""The office of recurring announcements, wired from what the API has."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from urp.desk.alarms import ANNOUNCEMENT_TO_APPROVE
from urp.notices.announcements.days import PlannedDays
from urp.notices.announcements.office import AnnouncementOffice
from urp.notices.broadcasts.wording import Wording
from urp.notices.store.announcements import Announcements
from urp.notices.store.broadcasts import Broadcasts
from urp.notices.store.sqs_broadcasts import BroadcastQueueUrls, SqsBroadcastQueues
from urp.town.store.calendar_exceptions import CalendarExceptions
from urp.wiring.duty import staff_mail

if TYPE_CHECKING:
    from aws_lambda_powertools import Logger

    from urp.wiring.resources import OfficeResources


def announcement_office(resources: OfficeResources, log: Logger) -> AnnouncementOffice:
    urls = BroadcastQueueUrls(dispatch=resources.settings.dispatch_queue_url)
    queues = SqsBroadcastQueues(resources.queues, urls)
    return AnnouncementOffice(
        announcements=Announcements(resources.tables),
        closings=CalendarExceptions(resources.tables),
        announce=queues.announce,
        tell_approvers=partial(staff_mail(resources.settings, log), ANNOUNCEMENT_TO_APPROVE),
        broadcast=Broadcasts(resources.tables).load,
        days=PlannedDays(resources.municipality.calendar),
        wording=Wording(
            resources.templates,
            frozenset(topic.id for topic in resources.municipality.topics),
            resources.municipality.answering.official_domains,
        ),
        limits=resources.municipality.approval,
        quiet=resources.municipality.quiet_hours,
    )
