"""The nightly purge: delete expired data page by page, and write counts by class as a proof.

A run without enough time continues at the next call, also the next night. A finished run writes its counts
into the audit once, and later calls of that day have nothing to do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from urp.retention.classes import RetentionClass
from urp.retention.purge import Expired

if TYPE_CHECKING:
    from urp.privacy.store.purge import PurgeLog


@dataclass(frozen=True, slots=True)
class PurgeRun:
    day: date
    source: int = 0
    cursor: str | None = None
    deleted: Mapping[RetentionClass, int] | None = None
    finished: bool = False


@dataclass(frozen=True, slots=True)
class PurgeExpired:
    sources: Sequence[Expired]
    log: PurgeLog

    def __call__(self, now: datetime, time_left: Callable[[], bool]) -> PurgeRun:
        """Run the purge; `time_left` is called after every page."""
        run = self._run_of(now)
        while not run.finished and time_left():
            run = self._delete_page(run, now)
            if run.finished:
                self.log.finish(run, now)
            else:
                self.log.save(run, now)
        return run

    def _run_of(self, now: datetime) -> PurgeRun:
        today = now.astimezone(UTC).date()
        last = self.log.read_last()
        if last is None or (last.finished and last.day != today):
            return PurgeRun(today)
        return last

    def _delete_page(self, run: PurgeRun, now: datetime) -> PurgeRun:
        page = self.sources[run.source].delete_page(run.cursor, now)
        deleted = Counter(run.deleted or {})
        deleted.update(page.deleted)
        run = replace(run, deleted=dict(deleted), cursor=page.cursor)
        if page.cursor is not None:
            return run
        run = replace(run, source=run.source + 1)
        return replace(run, finished=run.source == len(self.sources))
