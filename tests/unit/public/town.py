"""A town hall whose notices become public as they begin and as they close."""

from __future__ import annotations

from uuid import UUID
from zoneinfo import ZoneInfo

from tests.fakes.broadcasts.town_hall import TEMPLATE
from tests.unit.notices.broadcasts.scene import NOTICE, Scene
from tests.unit.notices.broadcasts.test_approval import TWO_PEOPLE, approve
from urp.notices.broadcasts.wording import Wording
from urp.public.cap import CapAlerts
from urp.public.feeds import Feeds
from urp.public.notice_pages import NoticePages
from urp.public.page import Frame
from urp.public.publishing import PublishNotice
from urp.public.service_pages import ServicePages
from urp.public.site import Answer, Asked, PublicSite
from urp.public.store.archive import PublicArchive
from urp.public.store.reached import ReachedMinutes

BASE = "https://avvisi.roccaserena.example"
ROME = ZoneInfo("Europe/Rome")
FRAME = Frame(
    "Comune di Roccaserena",
    "del Comune di Roccaserena",
    "https://www.roccaserena.example",
    "https://www.roccaserena.example/privacy",
    "https://www.roccaserena.example/regole",
)


class PublicTown:
    def __init__(self, *, measured: bool = False) -> None:
        self.scene = Scene()
        self.scene.town.approval = TWO_PEOPLE
        stored = self.scene.town.stored
        self.archive = PublicArchive(stored.tables)
        self.minutes = ReachedMinutes(stored.tables)
        self.publish = PublishNotice(
            stored.broadcasts,
            stored.statements,
            self.archive,
            Wording({TEMPLATE.name: TEMPLATE}),
            {"scuola": "Scuola"},
        )
        self.site = PublicSite(
            self.archive,
            self.minutes if measured else None,
            NoticePages(FRAME, ROME),
            ServicePages(FRAME, ROME),
            Feeds(FRAME.town, FRAME.of_town, ROME),
            CapAlerts(FRAME.town, FRAME.website, "042999", ROME),
        )

    def goes_out(self, notice: UUID = NOTICE, people: int = 60, **changes: object) -> None:
        self.scene.subscribe(people)
        self.is_sent(notice, **changes)
        self.scene.run_to_the_end(notice)
        self.publish(notice)

    def is_sent(self, notice: UUID = NOTICE, **changes: object) -> None:
        self.scene.draft(notice, **changes)
        self.is_approved(notice)

    def is_approved(self, notice: UUID = NOTICE) -> None:
        self.scene.town.office().approvals.submit(notice, None, self.scene.act(f"broadcast.submit {notice}"))
        approve(self.scene, notice=notice)

    def get(self, path: str, known: str | None = None, **query: str) -> Answer:
        return self.site.get(Asked(path, query, BASE, at=self.scene.now, known=known))
