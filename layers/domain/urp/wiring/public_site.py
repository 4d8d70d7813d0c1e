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
from urp.wiring.town import TownSettings, load_town, open_tables


@dataclass(frozen=True, slots=True)
class PublicSiteSettings(TownSettings):
    broadcasts_table: str


@cache
def public_site() -> PublicSite:
    settings = PublicSiteSettings.from_env(os.environ)
    town = load_town(settings)
    frame = Frame(town.name, town.of_name, town.website, town.privacy.url, town.policy.url)
    return PublicSite(
        archive=PublicArchive(open_tables(settings)),
        notices=NoticePages(frame, town.zone),
        service=ServicePages(frame, town.zone),
        feeds=Feeds(town.name, town.of_name, town.zone),
        cap=CapAlerts(town.name, town.website, town.istat_code, town.zone),
    )
