"""What answers a GET without signing in. It reads the public place and nothing else, and writes nothing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from urp.public.cap import CapAlerts
from urp.public.feeds import MOST, Feeds
from urp.public.notice_pages import NoticePages
from urp.public.page import POLICY
from urp.public.service_pages import ServicePages

if TYPE_CHECKING:
    from urp.public.store.archive import PublicArchive
    from urp.public.store.reached import ReachedMinutes

HTML = "text/html; charset=utf-8"
_RSS = "application/rss+xml; charset=utf-8"
_ATOM = "application/atom+xml; charset=utf-8"
_JSON = "application/feed+json; charset=utf-8"
_CAP = "application/cap+xml; charset=utf-8"
_LONGEST_PATH = 80
_YEAR = re.compile(r"20[0-9]{2}")
_NOTICE = re.compile(r"/avvisi/([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})(\.cap)?")
_REPORT = re.compile(r"/servizio/(20[0-9]{2})")
_MINUTE, _HOUR = 60, 3600
DAYS_TOLD = 30
"""Of which it is said in how many minutes the service was reached."""


@dataclass(frozen=True, slots=True)
class Asked:
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    base: str = ""
    """Where this site is, without a slash at its end: feeds name whole addresses."""
    at: datetime = field(kw_only=True)
    known: str | None = None
    """ETags that whoever asks has already (`If-None-Match`)."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: str


@dataclass(frozen=True, slots=True)
class PublicSite:
    archive: PublicArchive
    minutes: ReachedMinutes | None
    """None while nothing measures them."""
    notices: NoticePages
    service: ServicePages
    feeds: Feeds
    cap: CapAlerts

    def get(self, asked: Asked) -> Answer:
        found = self._find(asked) if len(asked.path) <= _LONGEST_PATH else None
        if found is None:
            deep = asked.path.count("/") > 1
            return _answer(404, HTML, self.notices.missing(deep=deep), _MINUTE)
        kind, body, seconds = found
        answer = _answer(200, kind, body, seconds)
        if asked.known is not None and answer.headers["etag"] in asked.known:
            return Answer(304, {name: answer.headers[name] for name in ("etag", "cache-control")}, "")
        return answer

    def _find(self, asked: Asked) -> tuple[str, str, int] | None:
        match asked.path:
            case "/avvisi":
                return self._list(asked.query.get("anno"))
            case "/avvisi.rss":
                return _RSS, self.feeds.rss(self.archive.newest(MOST), asked.base), _MINUTE
            case "/avvisi.atom":
                return _ATOM, self.feeds.atom(self.archive.newest(MOST), asked.base), _MINUTE
            case "/avvisi.json":
                return _JSON, self.feeds.json(self.archive.newest(MOST), asked.base), _MINUTE
            case "/servizio":
                reach = self.minutes.of_last_days(asked.at, DAYS_TOLD) if self.minutes else None
                years = self.archive.report_years()
                return HTML, self.service.level(self.archive.level(), years, reach), _HOUR
        if (named := _NOTICE.fullmatch(asked.path)) is not None:
            return self._notice(UUID(named[1]), as_cap=named[2] is not None)
        if (named := _REPORT.fullmatch(asked.path)) is not None:
            report = self.archive.report(int(named[1]))
            return None if report is None else (HTML, self.service.report(report), _HOUR)
        return None

    def _notice(self, notice_id: UUID, *, as_cap: bool) -> tuple[str, str, int] | None:
        notice = self.archive.find(notice_id)
        if notice is None or (as_cap and not notice.emergency):
            return None
        if as_cap:
            return _CAP, self.cap.write(notice), _MINUTE
        return HTML, self.notices.one(notice), _MINUTE

    def _list(self, year: str | None) -> tuple[str, str, int] | None:
        years = self.archive.years()
        if year is None:
            return HTML, self.notices.listing(None, years, self.archive.newest(MOST)), _MINUTE
        if _YEAR.fullmatch(year) is None or int(year) not in years:
            return None
        return HTML, self.notices.listing(int(year), years, self.archive.of_year(int(year))), _MINUTE


def _answer(status: int, kind: str, body: str, seconds: int) -> Answer:
    headers = {
        "content-type": kind,
        "cache-control": f"public, max-age={seconds}",
        "etag": f'"{hashlib.sha256(body.encode()).hexdigest()[:32]}"',
        "content-security-policy": POLICY,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "strict-transport-security": "max-age=31536000",
    }
    return Answer(status, headers, body)
