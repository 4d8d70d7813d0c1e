"""A statement counted from tables, page by page."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from tests.fakes.broadcasts.closing_ports import Nudges
from tests.fakes.broadcasts.costs import costs_of
from tests.fakes.broadcasts.engine_store import EngineStore
from tests.integration.broadcasts.people import NOTICE, NOW, created
from urp.aws.tables import Tables
from urp.citizens.identity.model import AUDIENCE_SHARDS
from urp.notices.broadcasts.closing import CloseBroadcast
from urp.notices.broadcasts.model import Broadcast, BroadcastStatus, Counts
from urp.notices.broadcasts.recipients import Answer, AnsweredRow, AnswerKind, Ending
from urp.notices.broadcasts.trackers import RowReference
from urp.notices.store.freezing import Freezing
from urp.notices.store.sending_threads import SystemClock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

PAGE = 7  # items; DynamoDB's own page is 1 MB


@dataclass
class SmallPages:
    client: DynamoDBClient
    pages: list[int] = field(default_factory=list)

    def query(self, **request: Any) -> Any:  # noqa: ANN401 - boto3's own
        answer = self.client.query(**request, Limit=PAGE)
        self.pages.append(len(answer["Items"]))
        return answer


def test_a_shard_of_many_pages_is_counted_without_ever_holding_it(tables: Tables) -> None:
    store, paged = EngineStore(tables), SmallPages(tables.client)
    people = [UUID(int=(number + 1) * AUDIENCE_SHARDS + number % 3) for number in range(240)]
    _written_to(store, people)
    close = CloseBroadcast(
        store.broadcasts,
        Freezing(replace(tables, client=cast("DynamoDBClient", paged))),
        store.receipts,
        store.statements,
        Nudges(),
        SystemClock(),
        costs_of(store, {}).closed,
    )

    said = close(_sent(store, len(people)), NOW + timedelta(seconds=9))

    statement = store.statements.statement(NOTICE)
    assert said == "closed"
    assert statement is not None
    assert statement.counts == Counts(accepted=200, stopped=40)
    assert (statement.first_at, statement.last_at) == (NOW, NOW + timedelta(seconds=199))
    assert sum(paged.pages) == len(people)
    assert max(paged.pages) == PAGE
    assert len(store.statements.parts(NOTICE)) == AUDIENCE_SHARDS


def _written_to(store: EngineStore, people: list[UUID]) -> None:
    """The first two hundred accepted, one each second; the notice was stopped before the others."""
    rows = [RowReference(NOTICE, each.int % AUDIENCE_SHARDS, each) for each in people]
    for shard in range(3):
        store.freezing.add(NOTICE, shard, [row.citizen_id for row in rows if row.shard == shard], NOW)
    store.rows.answer(
        [
            AnsweredRow(row, Answer(AnswerKind.ACCEPTED, NOW + timedelta(seconds=after)))
            for after, row in enumerate(rows[:200])
        ]
    )
    for row in rows[200:]:
        store.rows.end(NOTICE, row.shard, [row.citizen_id], Ending.STOPPED)


def _sent(store: EngineStore, audience: int) -> Broadcast:
    draft = created(store)
    sending = replace(draft, status=BroadcastStatus.STOPPING, sending_at=NOW, audience=audience)
    return store.broadcasts.store(draft, sending)
