"""How the service is doing, for anybody to read: its level now, and a report a year. Nobody in particular.

Counted each night by what the office reads itself; small numbers are hidden by the same rule, and people are
rounded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from urp.citizens.identity.model import AUDIENCE_SHARDS
from urp.desk.figures import PeriodKind
from urp.desk.small_cells import round_people
from urp.moderation.casebook.model import StepKind
from urp.notices.subscribers.counting import SubscriberTally
from urp.public.model import (
    Cell,
    LastNotice,
    MonthOfAnswers,
    NoticeState,
    PublicNotice,
    ServiceLevel,
    YearReport,
)

if TYPE_CHECKING:
    from urp.desk.figures import CountDesk
    from urp.moderation.casebook.figures import CountCases
    from urp.notices.store.audience import Audience
    from urp.notices.store.spending import Spending
    from urp.notices.store.subscribers import SubscriberDays
    from urp.privacy.rights.figures import CountRights
    from urp.public.publishing import PublishNotice
    from urp.public.store.archive import PublicArchive

MONTHS_TOLD = 3
LAST_CHANGE_MONTH = 3
"""A year is counted until the end of the following March: cases are kept as long, then the report stands."""


@dataclass(frozen=True, slots=True)
class WriteFigures:
    publish: PublishNotice
    archive: PublicArchive
    audience: Audience
    days: SubscriberDays
    desk: CountDesk
    cases: CountCases
    rights: CountRights
    spending: Spending
    zone: ZoneInfo
    topics: Sequence[str]
    """Ids of the profile's."""
    names: Mapping[str, str]
    """Italian, of breaches and of requests about one's own data, by code."""

    def __call__(self, now: datetime) -> int:
        """Writes what is public of the service, and what is missing of its notices; how many these are."""
        found = [
            (notice, statement.counts.accepted if statement else 0)
            for broadcast, statement in self.publish.everything()
            if (notice := self.archive.find(broadcast.id)) is not None
        ]
        self.archive.put_level(self._level([notice for notice, _ in found], now))
        this_year = now.astimezone(self.zone).year
        self.archive.put_report(self._report(this_year, found, now, complete=False))
        before = this_year - 1
        if now.astimezone(self.zone).month <= LAST_CHANGE_MONTH and self._is_told_of(before, found):
            self.archive.put_report(self._report(before, found, now, complete=True))
        return len(found)

    def _is_told_of(self, year: int, found: Iterable[tuple[PublicNotice, int]]) -> bool:
        """It has a report, be it without a notice, or a notice that asks for one."""
        sent = any(notice.sent_at.astimezone(self.zone).year == year for notice, _ in found)
        return sent or self.archive.report(year) is not None

    def _level(self, notices: Iterable[PublicNotice], now: datetime) -> ServiceLevel:
        people = self._count_people(now)
        told = max(
            (each for each in notices if each.people is not None), key=lambda it: it.sent_at, default=None
        )
        last = None
        if told is not None and told.people is not None and told.reached_percent is not None:
            last = LastNotice(told.id, told.sent_at, told.people, told.reached_percent, told.seconds)
        periods = self.desk(PeriodKind.MONTH, MONTHS_TOLD + 1, now).periods[:-1]
        months = tuple(
            MonthOfAnswers(
                each.period.name,
                each.asked,
                each.first_reply_open.median,
                each.first_reply_open.slowest_tenth,
            )
            for each in periods
            if each.complete
        )
        return ServiceLevel(now, round_people(people), last, months)

    def _count_people(self, now: datetime) -> int:
        """Who is subscribed and not blocked; the day that is over is counted on the way."""
        yesterday = now.astimezone(self.zone).date() - timedelta(days=1)
        tally, people = SubscriberTally(yesterday, self.zone, self.topics), 0
        shards = (self.audience.pages(shard, now) for shard in range(AUDIENCE_SHARDS))
        for member in chain.from_iterable(chain.from_iterable(shards)):
            people += not member.blocked
            tally.add(member)
        self.days.put(tally.close(self.days.find(yesterday - timedelta(days=1))), now)
        return people

    def _report(
        self, year: int, found: Iterable[tuple[PublicNotice, int]], now: datetime, *, complete: bool
    ) -> YearReport:
        of_year = [(each, sent) for each, sent in found if each.sent_at.astimezone(self.zone).year == year]
        spent = [self.spending.of(date(year, month, 1)) for month in range(1, 13)]

        def count(of: Callable[[PublicNotice], bool]) -> int:
            return sum(of(notice) for notice, _ in of_year)

        report = YearReport(
            year,
            now,
            complete,
            notices=len(of_year),
            emergencies=count(lambda it: it.emergency),
            corrections=count(lambda it: it.corrects is not None),
            stopped=count(lambda it: it.state is NoticeState.STOPPED),
            micro_euro=sum(each.micro_euro for each in spent),
            without_price=sum(each.without_price for each in spent),
            messages=round_people(sum(sent for _, sent in of_year)),
        )
        return self._with_persons(report) if complete else report

    def _with_persons(self, report: YearReport) -> YearReport:
        cases = self.cases(report.year)
        rights = self.rights(report.year)
        return replace(
            report,
            blocks=cases.steps.cells[StepKind.BLOCKED],
            cases=self._cells(cases.breaches.cells),
            cases_total=cases.opened,
            rights=self._cells(rights.kinds.cells),
            rights_total=rights.received,
        )

    def _cells[Name: StrEnum](self, counts: Mapping[Name, int | None]) -> tuple[Cell, ...]:
        return tuple(Cell(self.names.get(code, code), count) for code, count in counts.items())
