"""`public_publish`, wired once per environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from urp.desk.figures import CountDesk
from urp.desk.store.desk_register import DeskRegister
from urp.desk.store.queue import ConversationsSince
from urp.moderation.casebook.figures import CountCases
from urp.moderation.store.cases import CaseRegister
from urp.notices.store.audience import Audience
from urp.notices.store.spending import Spending
from urp.notices.store.subscribers import SubscriberDays
from urp.privacy.rights.figures import CountRights
from urp.privacy.store.rights import RightsRegister
from urp.public.service import WriteFigures
from urp.public.store.archive import PublicArchive
from urp.town.opening_hours import OpeningHours
from urp.town.store.calendar_exceptions import CalendarExceptions
from urp.town.templates import load_templates
from urp.wiring.public_notices import publish_notice_of
from urp.wiring.town import TownSettings, load_town, open_tables


@dataclass(frozen=True, slots=True)
class PublicPublishSettings(TownSettings):
    broadcasts_table: str
    citizens_table: str
    control_table: str
    desk_table: str
    training: bool


@cache
def write_figures() -> WriteFigures:
    from urp.moderation.api.case_figures import BREACHES
    from urp.privacy.api.rights_figures import KINDS

    settings = PublicPublishSettings.from_env(os.environ)
    town, tables = load_town(settings), open_tables(settings)
    templates = load_templates(settings.profile_package, placeholders_allowed=settings.placeholders_allowed)
    desk = CountDesk(
        register=DeskRegister(tables),
        since=ConversationsSince(tables),
        calendar=CalendarExceptions(tables),
        hours=OpeningHours(town.calendar),
        kept_for=timedelta(days=town.retention.desk_text),
    )
    return WriteFigures(
        publish=publish_notice_of(tables, town, templates, training=settings.training),
        archive=PublicArchive(tables),
        audience=Audience(tables),
        days=SubscriberDays(tables),
        desk=desk,
        cases=CountCases(CaseRegister(tables)),
        rights=CountRights(RightsRegister(tables), town.zone),
        spending=Spending(tables),
        zone=town.zone,
        topics=[topic.id for topic in town.topics],
        names={code.value: words for code, words in (*BREACHES.items(), *KINDS.items())},
    )
