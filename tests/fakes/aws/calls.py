"""The table of calls: what each store and queue asks of AWS for one call of one of its methods.

Calls and sizes of items are measured against boto3's requests and items, in
`tests/integration/broadcasts/test_calls.py`.
Transactions that meet others and are tried again are not in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import batched
from typing import Any

from tests.fakes.aws.usage import Call, batch_get, get, put_on_queue, queries, transact, update
from tests.fakes.broadcasts.number_rate import MemoryNumberRate
from tests.fakes.broadcasts.queues import VirtualQueues
from urp.citizens.identity.model import AUDIENCE_SHARDS
from urp.notices.broadcasts.jobs import Job, JobId
from urp.notices.broadcasts.recipients import AnsweredRow, Delivery
from urp.notices.broadcasts.recorded import clock_act
from urp.notices.broadcasts.trackers import RowReference
from urp.notices.store.account_notes import AccountNotes
from urp.notices.store.audience import Audience
from urp.notices.store.broadcasts import Broadcasts
from urp.notices.store.channel_posts import ChannelPosts
from urp.notices.store.delivery import DeliveryLedger, ReceiptCounters
from urp.notices.store.freezing import Freezing
from urp.notices.store.health import Health
from urp.notices.store.jobs import Jobs
from urp.notices.store.rows import Rows
from urp.notices.store.silence_periods import SilencePeriods
from urp.notices.store.statements import Statements
from urp.notices.store.trouble_counts import TroubleCounts

type Arguments = tuple[Any, ...]
type Asked = Callable[[Arguments, Any], Iterable[Call]]
"""From the arguments of a method and its result to the requests that were made."""

AT_ONCE = 50  # rows of one transaction of the stores
COUNTERS = 32  # of receipts, of one broadcast

# Bytes of the stored items; a write counts every begun 1,024 of them, a page of a query their sum.
MEMBER, ROW_NEW, ROW, JOB = 170, 130, 450, 1_000
HEADER_UNITS, JOB_UNITS = 2, 1

BROADCAST = "broadcast"  # header, shards, jobs, statement of one broadcast
WORK, LISTING, OPEN_JOBS = "index work", "index listing", "index open-jobs"
RATE, CONTROL = "rate", "account"
AUDIT = "acts of the day"
_HEADER_INDEXES = ((WORK, HEADER_UNITS), (LISTING, HEADER_UNITS))


def rows_of(shard: int) -> str:
    return f"rows of shard {shard:02d}"


def members_of(shard: int) -> str:
    return f"members of shard {shard:02d}"


def _nothing(_: Arguments, __: object) -> Iterable[Call]:
    return ()


def _one(call: Call) -> Asked:
    return lambda _, __: (call,)


def _hand_over(arguments: Arguments, _: object) -> Iterable[Call]:
    row, answers = arguments[0], arguments[3]
    written = [(rows_of(answer.row.shard), 1.0) for answer in answers]
    return (transact((rows_of(row.shard), 1), (members_of(row.shard), 1), *written),)


def _rows_written(rows: Sequence[RowReference]) -> Iterable[Call]:
    for some in batched(rows, AT_ONCE, strict=False):
        yield transact(*((rows_of(each.shard), 1.0) for each in some))


def _answer(arguments: Arguments, _: object) -> Iterable[Call]:
    answers: Sequence[AnsweredRow] = arguments[0]
    return _rows_written([answer.row for answer in answers])


def _ended(arguments: Arguments, _: object) -> Iterable[Call]:
    broadcast_id, shard, citizens, _ending = arguments
    return _rows_written([RowReference(broadcast_id, shard, citizen) for citizen in citizens])


def _delivery(arguments: Arguments, written: int) -> Iterable[Call]:
    """Read, then written together with one of the counters; nothing is written when nothing is new."""
    news: Sequence[tuple[RowReference, Delivery]] = arguments[1]
    yield batch_get(len(news))
    if written:
        rows = ((rows_of(row.shard), 1.0) for row, _ in news[:written])
        yield transact(*rows, (BROADCAST, 1))


def _decided(arguments: Arguments, _: object) -> Iterable[Call]:
    """With an entry of the audit where something was decided."""
    before, after, now = arguments
    return (_HEADER_DECIDED if clock_act(before, after, now) else _HEADER_CHANGED,)


def _added(arguments: Arguments, _: object) -> Iterable[Call]:
    shard, citizens = arguments[1], arguments[2]
    return (transact((BROADCAST, 1), *((rows_of(shard), 1.0) for _ in citizens)),)


def _jobs_added(arguments: Arguments, _: object) -> Iterable[Call]:
    jobs: Sequence[Job] = arguments[2]
    written = [(BROADCAST, JOB_UNITS)] * len(jobs)
    return (transact((BROADCAST, 1), *written, indexes=((OPEN_JOBS, JOB_UNITS),) * len(jobs)),)


def _sent(arguments: Arguments, _: object) -> Iterable[Call]:
    jobs: Sequence[JobId] = arguments[2]
    return put_on_queue(len(jobs))


_HEADER_CHANGED = update(BROADCAST, HEADER_UNITS, *_HEADER_INDEXES)
_HEADER_DECIDED = transact((AUDIT, 1), (BROADCAST, HEADER_UNITS), indexes=_HEADER_INDEXES)
_STATEMENT = transact((BROADCAST, HEADER_UNITS), (AUDIT, 1), (BROADCAST, 1), indexes=_HEADER_INDEXES)

_JOB_CHANGED = update(BROADCAST, JOB_UNITS, (OPEN_JOBS, JOB_UNITS))
_JOB_CLOSED = transact(
    (BROADCAST, JOB_UNITS),
    (BROADCAST, HEADER_UNITS),
    indexes=((OPEN_JOBS, JOB_UNITS), *_HEADER_INDEXES),
)

CALLS: Mapping[type, Mapping[str, Asked]] = {
    Broadcasts: {
        "load": _one(get()),
        "store": _one(_HEADER_CHANGED),
        "decide": _decided,
        "submitted": lambda _, found: queries(len(found), 1_200, consistent=False),
        "active": lambda _, found: queries(len(found), 1_200, consistent=False),
    },
    Statements: {
        "close": _one(_STATEMENT),
        "parts": lambda _, found: queries(len(found), 300),
        "add_part": _one(transact((BROADCAST, 1))),
    },
    ChannelPosts: {"wait": _one(update(BROADCAST, 1, (LISTING, 1)))},
    AccountNotes: {
        "all": lambda _, found: queries(len(found), 300),
        "store": _one(update(CONTROL)),
    },
    SilencePeriods: {"all": lambda _, found: queries(len(found), 600)},
    Audience: {"pages": lambda _, page: queries(len(page), MEMBER)},
    Freezing: {
        "shards": _one(batch_get(AUDIENCE_SHARDS)),
        "shard": _one(get()),
        "add": _added,
        "citizens": lambda _, found: queries(len(found), ROW_NEW),
        "rows": lambda _, found: queries(len(found), ROW),
        "row": _one(get()),
        "seal": _one(update(BROADCAST)),
        "add_jobs": _jobs_added,
        "make_ready": _one(update(BROADCAST)),
    },
    Jobs: {
        "lease": _one(_JOB_CHANGED),
        "release": _one(_JOB_CHANGED),
        "bury": _one(_JOB_CHANGED),
        "revive": lambda _, __: queries(0, JOB, consistent=False),
        "close": _one(_JOB_CLOSED),
        "open": lambda _, found: queries(len(found), JOB, consistent=False),
    },
    Rows: {
        "look": lambda arguments, _: (batch_get(1 + len(arguments[1])),),
        "read": lambda arguments, _: (batch_get(len(arguments[2])),) if arguments[2] else (),
        "hand_over": _hand_over,
        "answer": _answer,
        "take_back": lambda arguments, _: (update(rows_of(arguments[0].shard)),),
        "settle_unclear": lambda arguments, _: (update(rows_of(arguments[0].shard)),),
        "end": _ended,
    },
    DeliveryLedger: {"record": _delivery},
    ReceiptCounters: {"counts": lambda _, __: queries(COUNTERS, 200)},
    Health: {"unclear": _one(update(BROADCAST)), "forget": _one(update(BROADCAST))},
    TroubleCounts: {
        "refused": _one(update(BROADCAST)),
        "add": _one(update(BROADCAST)),
        "accept": _one(update(BROADCAST)),
    },
    MemoryNumberRate: {
        "reserve": _one(update(RATE)),
        "reserve_for_desk": _one(update(RATE)),
        "slow_down": _one(update(RATE)),
        "report_throttle": _one(update(RATE)),
        "look": _one(get()),
        "per_second": _nothing,
        "pace": _nothing,
        "learn": _one(update(RATE)),
        "emergency_begins": _one(update(RATE)),
        "emergency_waits": _one(update(RATE)),
        "emergency_ends": _one(update(RATE)),
        "emergencies": _one(get()),
        "reach": _one(get()),
        "give_back": _one(update(RATE)),
        "learn_limit": _one(update(RATE)),
    },
    VirtualQueues: {
        "expand": lambda arguments, _: put_on_queue(len(arguments[1])),
        "send": _sent,
        "dispatch": lambda _, __: put_on_queue(1),
    },
}
