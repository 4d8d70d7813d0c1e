"""How the service is doing, told without telling of anybody."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

import pytest

from tests.unit.public.reading import Page
from tests.unit.public.town import ROME, PublicTown
from urp.desk.figures import DeskFigures, Pace, Period, PeriodFigures, PeriodKind
from urp.desk.model import RightsKind, Waiting
from urp.meaning.breaches import Breach
from urp.moderation.casebook.figures import CountCases, CountedYear
from urp.moderation.casebook.model import StepKind
from urp.notices.store.spending import Spending
from urp.notices.store.subscribers import SubscriberDays
from urp.privacy.rights.figures import CountRights
from urp.privacy.store.rights import RightsRegister
from urp.public.model import Cell
from urp.public.service import WriteFigures

if TYPE_CHECKING:
    from urp.desk.figures import CountDesk
    from urp.moderation.store.cases import CaseRegister

IN_NOVEMBER = datetime(2026, 11, 26, 1, 40, tzinfo=UTC)
IN_JANUARY = datetime(2027, 1, 10, 1, 40, tzinfo=UTC)


class _Desk:
    def __call__(self, kind: PeriodKind, number: int, now: datetime) -> DeskFigures:
        months = [Period(f"2026-{month:02d}", now.date(), now.date()) for month in (8, 9, 10, 11)]
        few, many = Pace(), Pace(12, 95)
        return DeskFigures(
            Waiting(0, 0, ""),
            tuple(
                PeriodFigures(each, name != "2026-11", asked, 9, 9, 9, 0, pace, pace, pace, pace)
                for each, name, asked, pace in (
                    (months[0], "2026-08", None, few),
                    (months[1], "2026-09", 40, many),
                    (months[2], "2026-10", 60, many),
                    (months[3], "2026-11", 5, many),
                )
            ),
        )


class _Cases:
    def count_year(self, year: int) -> CountedYear:
        return CountedYear(
            {Breach.SPAM: 12, Breach.THREAT: 2, Breach.DEFAMATION: 9}, {}, {StepKind.BLOCKED: 7}
        )


@pytest.fixture
def count(town: PublicTown) -> WriteFigures:
    stored = town.scene.town.stored
    return WriteFigures(
        town.publish,
        town.archive,
        stored.audience,
        SubscriberDays(stored.tables),
        cast("CountDesk", _Desk()),
        CountCases(cast("CaseRegister", _Cases())),
        CountRights(RightsRegister(stored.tables), ROME),
        Spending(stored.tables),
        ROME,
        ["scuola"],
        {Breach.THREAT.value: "Minacce", RightsKind.ACCESS.value: "accesso (art. 15)"},
    )


def test_people_are_rounded_and_the_last_notice_says_how_it_went(
    town: PublicTown, count: WriteFigures
) -> None:
    town.goes_out(people=88)

    count(IN_NOVEMBER)
    level = town.archive.level()

    assert level is not None
    assert level.people == 100
    assert level.last is not None
    assert (level.last.people, level.last.reached_percent) == (100, 100)
    assert [each.month for each in level.months] == ["2026-08", "2026-09", "2026-10"]
    page = Page(town.get("/servizio").body)
    page.require_accessible()
    assert "settembre 2026" in page.text
    assert "troppo poche per dirlo" in page.text
    assert "nessuno lo misura da fuori" in page.text
    assert "88" not in page.text


def test_a_running_year_tells_of_notices_and_of_no_person(town: PublicTown, count: WriteFigures) -> None:
    town.goes_out(people=60)

    count(IN_NOVEMBER)
    report = town.archive.report(2026)

    assert report is not None
    assert (report.notices, report.messages, report.complete) == (1, 50, False)
    assert (report.cases, report.rights, report.blocks) == ((), (), None)
    assert town.archive.report(2025) is None


def test_a_year_without_notices_is_told_to_its_end_as_well(town: PublicTown, count: WriteFigures) -> None:
    count(IN_NOVEMBER)
    count(IN_JANUARY)
    report = town.archive.report(2026)

    assert report is not None
    assert (report.complete, report.notices, report.cases_total) == (True, 0, 23)
    assert town.archive.report(2025) is None


def test_a_year_that_is_over_counts_cases_without_the_few(town: PublicTown, count: WriteFigures) -> None:
    town.goes_out(people=60)

    count(IN_JANUARY)
    report = town.archive.report(2026)
    later = datetime(2027, 6, 1, 1, 40, tzinfo=UTC)
    count(later)

    assert report is not None
    assert (report.complete, report.blocks, report.cases_total) == (True, 7, 23)
    assert Cell("Minacce", None) in report.cases
    assert all(each.count is None or each.count >= 5 for each in report.cases)
    assert report.rights_total is None
    assert town.archive.report(2026) == report
    page = Page(town.get("/servizio/2026").body)
    page.require_accessible()
    assert "Minacce" in page.text
    assert "coperto" in page.text
    assert {"href": "servizio/2026"} in Page(town.get("/servizio").body).all("a")
