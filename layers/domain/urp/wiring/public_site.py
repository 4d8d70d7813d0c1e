"""`public_site`, wired once per environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache

from urp.public.cap import CapAlerts
from urp.public.feeds import Feeds
from urp.public.notice_pages import NoticePages
from urp.public.page import Frame
from urp.public.service_pages import ServicePages
from urp.public.site import PublicSite
from urp.public.store.archive import PublicArchive
from urp.public.store.reached import ReachedMinutes
from urp.wiring.clients import public_table_client
from urp.wiring.town import TownSettings, load_town, open_tables


@dataclass(frozen=True, slots=True)
class PublicSiteSettings(TownSettings):
    broadcasts_table: str
    probes_each_minute: bool


@cache
def public_site() -> PublicSite:
    settings = PublicSiteSettings.from_env(os.environ)
    town = load_town(settings)
    frame = Frame(town.name, town.of_name, town.website, town.privacy.url, town.policy.url)
    tables = open_tables(settings, public_table_client())
    return PublicSite(
        archive=PublicArchive(tables),
        minutes=ReachedMinutes(tables) if settings.probes_each_minute else None,
        notices=NoticePages(frame, town.zone),
        service=ServicePages(frame, town.zone),
        feeds=Feeds(town.name, town.of_name, town.zone),
        cap=CapAlerts(town.name, town.website, town.istat_code, town.zone),
    )
