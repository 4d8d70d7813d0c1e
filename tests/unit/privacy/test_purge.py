from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.fakes.dynamodb.tables import create_tables
from urp.acts.store.audit import AuditTrail
from urp.aws.tables import Tables
from urp.privacy.purge import PurgeExpired
from urp.privacy.store.purge import PurgeLog
from urp.retention.classes import RetentionClass
from urp.retention.purge import PurgedPage

NIGHT = datetime(2026, 11, 25, 2, 15, tzinfo=UTC)


@dataclass(slots=True)
class ExpiredPages:
    """Things past their time, some on each page."""

    kind: RetentionClass
    pages: list[int]

    def delete_page(self, cursor: str | None, now: datetime) -> PurgedPage:
        page = int(cursor or 0)
        found, self.pages[page] = self.pages[page], 0
        following = page + 1
        return PurgedPage({self.kind: found}, str(following) if following < len(self.pages) else None)


@dataclass(slots=True)
class Notebook:
    tables: Tables = field(default_factory=create_tables)

    @property
    def log(self) -> PurgeLog:
        return PurgeLog(self.tables)

    def proofs(self) -> list[dict[str, int]]:
        """What those of the first night say."""
        trail = AuditTrail(self.tables)
        return [json.loads(item.details) for item in trail.of_day(NIGHT.date(), None, 10).items]


def always() -> bool:
    return True


def pages_only(count: int) -> Callable[[], bool]:
    left = [True] * count + [False]
    return lambda: left.pop(0)


def test_everything_past_its_time_goes_and_the_proof_says_how_much() -> None:
    desk, seen = (
        ExpiredPages(RetentionClass.DESK_TEXT, [3, 2]),
        ExpiredPages(RetentionClass.DEDUPLICATION, [7]),
    )
    notebook = Notebook()

    run = PurgeExpired([desk, seen], notebook.log)(NIGHT, always)

    assert run.finished
    assert notebook.log.read_last() == run
    assert notebook.proofs() == [run.deleted]
    assert run.deleted == {RetentionClass.DESK_TEXT: 5, RetentionClass.DEDUPLICATION: 7}
    assert desk.pages == [0, 0]


def test_a_night_that_was_too_short_goes_on_where_it_stopped() -> None:
    desk, seen = (
        ExpiredPages(RetentionClass.DESK_TEXT, [3, 2]),
        ExpiredPages(RetentionClass.DEDUPLICATION, [7]),
    )
    notebook = Notebook()
    purge = PurgeExpired([desk, seen], notebook.log)

    first = purge(NIGHT, pages_only(1))
    second = purge(NIGHT + timedelta(days=1), always)

    assert (first.finished, first.deleted) == (False, {RetentionClass.DESK_TEXT: 3})
    assert (second.finished, second.day) == (True, NIGHT.date())
    assert second.deleted == {RetentionClass.DESK_TEXT: 5, RetentionClass.DEDUPLICATION: 7}


def test_a_finished_night_is_proved_once() -> None:
    notebook = Notebook()
    purge = PurgeExpired([ExpiredPages(RetentionClass.OUTBOX, [1])], notebook.log)

    purge(NIGHT, always)
    purge(NIGHT + timedelta(minutes=15), always)

    assert len(notebook.proofs()) == 1


def test_the_next_night_begins_anew() -> None:
    notebook = Notebook()
    purge = PurgeExpired([ExpiredPages(RetentionClass.OUTBOX, [1])], notebook.log)

    purge(NIGHT, always)
    run = purge(NIGHT + timedelta(days=1), always)

    assert (run.day, run.deleted) == ((NIGHT + timedelta(days=1)).date(), {RetentionClass.OUTBOX: 0})
