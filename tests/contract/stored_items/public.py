"""What anybody may read, as it is stored."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from tests.contract.stored_items.kinds import NOON, NOTICE, Kind
from urp.public.model import (
    Cell,
    Corrected,
    LastNotice,
    MonthOfAnswers,
    NoticeState,
    PublicNotice,
    ServiceLevel,
    Withdrawn,
    YearReport,
)
from urp.public.store.archive import PublicArchive

HOUR = timedelta(hours=1)
NOTHING_ELSE = PublicNotice(
    NOTICE, NOON, NOON, NoticeState.SENDING, "Viabilità", "Via Roma è chiusa.", "https://comune.example/1"
)
EVERYTHING = PublicNotice(
    NOTICE, NOON, NOON + HOUR, NoticeState.STOPPED, "Allerta", "Pioggia.", "https://comune.example/1",
    emergency=True, category="met", topics=("Scuola",), expires_at=NOON + HOUR,
    corrects=Corrected(UUID(int=8), "Allerta", NOON), corrected_by=UUID(int=9), stopped_at=NOON + HOUR,
    people=1500, seconds=19, reached_percent=98, withdrawn=Withdrawn(NOON + HOUR, "Conteneva un errore."),
)  # fmt: skip
LEVEL = ServiceLevel(
    NOON, 12_350, LastNotice(NOTICE, NOON, 1500, 98, 19), (MonthOfAnswers("2026-10", 40, 12, 95),)
)
NOBODY_YET = ServiceLevel(NOON, None)
REPORT = YearReport(
    2026, NOON, True, 40, 3, 1, 1, 1_240_000, 2, 60_000, 7, (Cell("Minacce"), Cell("Spam", 12)), 19,
    (Cell("accesso (art. 15)", 6),), 6,
)  # fmt: skip
RUNNING = YearReport(2026, NOON, False, 0, 0, 0, 0, 0, 0, None)

KINDS = (
    Kind(
        "a public notice", "Broadcasts", "PUBLIC#NOTICE#", EVERYTHING, NOTHING_ELSE,
        lambda tables, notice: PublicArchive(tables).put(notice),
        lambda tables: PublicArchive(tables).find(NOTICE),
    ),
    Kind(
        "the service's level", "Broadcasts", "PUBLIC#SERVICE", LEVEL, NOBODY_YET,
        lambda tables, level: PublicArchive(tables).put_level(level),
        lambda tables: PublicArchive(tables).level(),
        sort="NOW",
    ),
    Kind(
        "a yearly report", "Broadcasts", "PUBLIC#SERVICE", REPORT, RUNNING,
        lambda tables, report: PublicArchive(tables).put_report(report),
        lambda tables: PublicArchive(tables).report(2026),
        sort="20",
    ),
)  # fmt: skip
