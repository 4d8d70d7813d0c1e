"""Emergency texts and break-glass, wired from what the API has."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from urp.acts.store.staff import StaffNames
from urp.desk.alarms import EMERGENCY_TEXT_TO_APPROVE
from urp.notices.broadcasts.audience import count_audience
from urp.notices.emergency.approvers import WhoCouldApprove
from urp.notices.emergency.office import EmergencyTextOffice
from urp.notices.emergency.register import RingForReviews
from urp.notices.emergency.sending import BreakGlassOffice
from urp.notices.store.audience import Audience
from urp.notices.store.emergency import BreakGlassStore, EmergencyTexts
from urp.town.opening_hours import OpeningHours
from urp.town.store.calendar_exceptions import CalendarExceptions
from urp.wiring.duty import staff_mail
from urp.wiring.figures import Figure, count

if TYPE_CHECKING:
    from aws_lambda_powertools import Logger

    from urp.notices.broadcasts.office import BroadcastOffice
    from urp.wiring.resources import OfficeResources


def emergency_text_office(
    resources: OfficeResources, broadcasts: BroadcastOffice, log: Logger
) -> EmergencyTextOffice:
    audience = Audience(resources.tables)
    return EmergencyTextOffice(
        texts=EmergencyTexts(resources.tables),
        wording=broadcasts.wording,
        limits=resources.municipality.break_glass,
        zone=resources.municipality.zone,
        count=lambda now: count_audience(audience, now, emergency=True),
        tell_approvers=partial(staff_mail(resources.settings, log), EMERGENCY_TEXT_TO_APPROVE),
    )


def break_glass_office(
    resources: OfficeResources, broadcasts: BroadcastOffice, texts: EmergencyTextOffice
) -> BreakGlassOffice:
    register, approvals = BreakGlassStore(resources.tables), broadcasts.approvals
    return BreakGlassOffice(
        texts=texts,
        register=register,
        broadcasts=broadcasts.broadcasts,
        steps=approvals.steps,
        count=approvals.count,
        seals=approvals.seals,
        limits=resources.municipality.break_glass,
        approval=resources.municipality.approval,
        ring=RingForReviews(register, broadcasts.alerts, partial(count, Figure.EMERGENCY_ALONE)),
        who_could_approve=WhoCouldApprove(
            OpeningHours(resources.municipality.calendar),
            CalendarExceptions(resources.tables).read_between,
            StaffNames(resources.tables).people,
        ),
    )
