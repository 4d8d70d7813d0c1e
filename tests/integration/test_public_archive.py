"""The public place, on real conditions and real pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from urp.public.model import Corrected, NoticeState, PublicNotice, YearReport
from urp.public.store.archive import PublicArchive

if TYPE_CHECKING:
    from urp.aws.tables import Tables

SENT = datetime(2026, 12, 31, 9, 0, tzinfo=UTC)
NOTICE = PublicNotice(
    UUID(int=1),
    SENT,
    SENT,
    NoticeState.SENDING,
    "Viabilità",
    "Via Roma è chiusa.",
    "https://comune.example/1",
)
LATER = replace(NOTICE, id=UUID(int=2), sent_at=SENT + timedelta(days=2), topics=("Scuola",))


def test_notices_are_found_by_id_and_by_year_newest_first(tables: Tables) -> None:
    archive = PublicArchive(tables)
    for notice in (LATER, NOTICE):
        archive.put(notice)
    closed = replace(NOTICE, state=NoticeState.SENT, people=150, corrects=Corrected(LATER.id, "X", SENT))
    archive.put(closed)

    assert archive.find(NOTICE.id) == closed
    assert archive.years() == [2027, 2026]
    assert list(archive.newest(5)) == [LATER, closed]
    assert list(archive.newest(1)) == [LATER]
    assert list(archive.of_year(2026)) == [closed]


def test_what_reached_nobody_is_gone_from_its_page_and_from_its_year(tables: Tables) -> None:
    archive = PublicArchive(tables)
    archive.put(NOTICE)

    archive.remove(NOTICE.id)
    archive.remove(NOTICE.id)

    assert archive.find(NOTICE.id) is None
    assert list(archive.of_year(2026)) == []


def test_reports_are_listed_by_year(tables: Tables) -> None:
    archive = PublicArchive(tables)
    reports = [YearReport(year, SENT, True, 1, 0, 0, 0, 0, 0, None) for year in (2025, 2026)]
    for report in reports:
        archive.put_report(report)

    assert list(archive.report_years()) == [2026, 2025]
    assert archive.report(2025) == reports[0]
    assert archive.level() is None
