"""Meta's statuses, written in the rows their tracker names. In any order, twice, late or never.

What they add up to is counted with each row's news and never from all rows: each row with a status has a
share in the counters of its broadcast. The recorder writes a row's news and the difference of its shares in
one transaction, so the counters are at every moment the sum of the shares.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import batched
from typing import TYPE_CHECKING
from uuid import UUID

from urp.citizens.identity.learning import Lesson
from urp.citizens.identity.model import SenderIds
from urp.desk.receipts import is_of_a_reply
from urp.errors import UnavailableError
from urp.notices.broadcasts.automatic_stop import troubles_of
from urp.notices.broadcasts.recipients import OPEN, Delivery, DeliveryStage, Outcome, RecipientRow, stage
from urp.notices.broadcasts.tally import ByCharge, charge_of, first_said
from urp.notices.broadcasts.trackers import RowReference, Tracker, parse_tracker
from urp.notices.broadcasts.trouble import TroubleReports
from urp.whatsapp.status import DeliveryState, DeliveryStatus

if TYPE_CHECKING:
    from urp.notices.store.delivery import DeliveryLedger


RECORDED_TOGETHER = 50
"""People of one transaction: twice as many collide more often with workers, and are hardly cheaper."""
WITH_STATUS = (DeliveryStage.SENT, DeliveryStage.DELIVERED, DeliveryStage.READ, DeliveryStage.FAILED)
_FAILED = "failed_"
_SETTLED = "settled_"
_CHARGED = "charged_"
ARRIVED = (DeliveryStage.DELIVERED, DeliveryStage.READ)
_ARRIVED_WITHIN = "arrived_within_"
_READ_WITHIN = "read_within_"
WITHIN_MINUTES = (1, 2, 5, 10, 30, 60, 180, 360, 720, 1440, 4320, 10_080, 43_200)
"""How soon after Meta sent it: few counters, however long the news come."""
_UNHELD = "unheld"

type Share = Mapping[str, int]
"""Counter by name: a stage, `failed_<Meta's code>`, `settled_<outcome>`, `charged_<charge>`, `unheld`,
`arrived_within_<minutes>`, `read_within_<minutes>`."""


@dataclass(frozen=True, slots=True)
class ReceiptCounts:
    """The counters of one broadcast."""

    stages: Mapping[DeliveryStage, int] = field(default_factory=dict)
    """Of those with a status, by their furthest news."""
    failed_by_code: tuple[tuple[int, int], ...] = ()
    settled: Mapping[Outcome, int] = field(default_factory=dict)
    """People whose job counts them so, and who have a status."""
    unheld: int = 0
    """People whose job counts them as held, and who have a status."""
    charged: ByCharge = ()
    """Of those whom the message reached, as Meta bills them: it does so when it delivers."""
    arrived_within: Mapping[int, int] = field(default_factory=dict)
    """Of those whom it reached, by minutes after Meta sent it: each in the shortest span alone."""
    read_within: Mapping[int, int] = field(default_factory=dict)

    @property
    def with_status(self) -> int:
        return sum(self.stages.values())


@dataclass(frozen=True, slots=True)
class Settled:
    """For the log."""

    statuses: int
    rows: int
    replies: int
    aliases: int


@dataclass(frozen=True, slots=True)
class RecordReceipts:
    ledger: DeliveryLedger
    teach: Callable[[Sequence[Lesson], datetime], int]
    """How many taught something; hardly anything to do for those that teach nothing."""
    replies: Callable[[Sequence[DeliveryStatus], datetime], int]
    """The desk's own."""
    reports: TroubleReports

    def __call__(self, statuses: Sequence[DeliveryStatus], now: datetime) -> Settled:
        """Raises UnavailableError when some rows could not be written: doing all of it again does no harm."""
        ours = [
            (tracker, status)
            for status in statuses
            if status.tracker is not None and (tracker := parse_tracker(status.tracker)) is not None
        ]
        desk = [status for status in statuses if is_of_a_reply(status)]
        rows = self._write_rows(ours, now)
        replies = self.replies(desk, now) if desk else 0
        lessons = lessons_of(ours)
        aliases = self.teach(lessons, now) if lessons else 0
        return Settled(len(statuses), rows, replies, aliases)

    def _write_rows(self, ours: Sequence[tuple[Tracker, DeliveryStatus]], now: datetime) -> int:
        """A failure is reported by the call that writes it in its row, whatever fails afterwards: the call
        that does all of it again finds it there, and does not report it twice."""
        failed = set[RowReference]()
        try:
            return sum(self.ledger.record(one, some, now, failed) for one, some in portions(coalesced(ours)))
        finally:
            for broadcast_id, trouble in troubles_of(_failures(ours, failed)).items():
                with suppress(UnavailableError):  # the rows tell all the same
                    self.reports.report(broadcast_id, trouble)


def _failures(
    statuses: Iterable[tuple[Tracker, DeliveryStatus]], rows: Set[RowReference]
) -> list[tuple[Tracker, DeliveryStatus]]:
    """Of those rows, one a row."""
    found: dict[RowReference, tuple[Tracker, DeliveryStatus]] = {}
    for tracker, status in statuses:
        if status.status is DeliveryState.FAILED and tracker.row in rows:
            found.setdefault(tracker.row, (tracker, status))
    return list(found.values())


def portions(
    news: Iterable[tuple[RowReference, Delivery]],
) -> Iterator[tuple[UUID, Sequence[tuple[RowReference, Delivery]]]]:
    """What is written together: people of one broadcast."""
    by_broadcast: dict[UUID, list[tuple[RowReference, Delivery]]] = defaultdict(list)
    for row, delivery in news:
        by_broadcast[row.broadcast_id].append((row, delivery))
    for broadcast_id, everybody in by_broadcast.items():
        for some in batched(everybody, RECORDED_TOGETHER, strict=False):
            yield broadcast_id, some


def coalesced(
    statuses: Iterable[tuple[Tracker, DeliveryStatus]],
) -> list[tuple[RowReference, Delivery]]:
    """One write a person, whatever number of statuses came for them."""
    news: dict[RowReference, Delivery] = {}
    for tracker, status in statuses:
        news[tracker.row] = heard(_charged(news.get(tracker.row, Delivery()), status), status)
    return [(row, delivery) for row, delivery in news.items() if delivery.has_status]


def _charged(delivery: Delivery, status: DeliveryStatus) -> Delivery:
    return replace(delivery, charge=first_said(delivery.charge, charge_of(status)))


def heard(delivery: Delivery, status: DeliveryStatus) -> Delivery:
    """Each kind of news has its own place, so that none takes another's back. The first of its kind stays."""
    match status.status:
        case DeliveryState.SENT:
            return replace(delivery, sent_at=_first(delivery.sent_at, status.at))
        case DeliveryState.DELIVERED:
            return replace(delivery, delivered_at=_first(delivery.delivered_at, status.at))
        case DeliveryState.READ | DeliveryState.PLAYED:
            return replace(delivery, read_at=_first(delivery.read_at, status.at))
        case DeliveryState.FAILED:
            if delivery.failed_at is not None and delivery.failed_at <= status.at:
                return delivery
            code = status.errors[0].code if status.errors else 0
            return replace(delivery, failed_at=status.at, failed_code=code)
        case DeliveryState.UNKNOWN:
            return delivery


def lessons_of(statuses: Iterable[tuple[Tracker, DeliveryStatus]]) -> list[Lesson]:
    """One status a person, of those sent to a phone whose user id was unknown, that now shows the user id."""
    lessons: dict[UUID, Lesson] = {}
    for tracker, status in statuses:
        if tracker.to_phone and status.user_id is not None:
            citizen_id, ids = tracker.row.citizen_id, SenderIds(status.user_id, status.phone)
            lessons.setdefault(citizen_id, Lesson(citizen_id, ids, status.at, status.wamid))
    return list(lessons.values())


def _first(known: datetime | None, news: datetime) -> datetime:
    return news if known is None else min(known, news)


def with_news(row: RecipientRow, news: Delivery) -> RecipientRow:
    """The first news of each kind stays, in whatever order and however often they come."""
    known = row.delivery
    after = replace(
        row,
        delivery=Delivery(
            held=known.held,
            sent_at=known.sent_at or news.sent_at,
            delivered_at=known.delivered_at or news.delivered_at,
            read_at=known.read_at or news.read_at,
            failed_at=known.failed_at or news.failed_at,
            failed_code=known.failed_code if known.failed_at else news.failed_code,
            charge=first_said(known.charge, news.charge),
        ),
    )
    if known.has_status or not news.has_status:
        return after
    ended = row.outcome not in OPEN and row.outcome is not Outcome.ACCEPTED
    return replace(after, settled=row.outcome if ended else None, was_held=known.held)


def share(row: RecipientRow) -> Share:
    if not row.delivery.has_status:
        return {}
    furthest = stage(row.delivery)
    counted = [furthest.value]
    if furthest is DeliveryStage.FAILED:
        counted.append(f"{_FAILED}{row.delivery.failed_code or 0}")
    if row.settled is not None:
        counted.append(_SETTLED + row.settled.value)
    if row.was_held:
        counted.append(_UNHELD)
    if furthest in ARRIVED:
        counted += [_CHARGED + row.delivery.charge] if row.delivery.charge is not None else []
        counted += _spans(row.delivery)
    return Counter(counted)


def _spans(delivery: Delivery) -> Iterator[str]:
    """By Meta's own clock: nothing while it has not said when it sent the message."""
    if delivery.sent_at is None:
        return
    arrived_at = delivery.delivered_at or delivery.read_at
    for name, at in ((_ARRIVED_WITHIN, arrived_at), (_READ_WITHIN, delivery.read_at)):
        if at is not None:
            minutes = (at - delivery.sent_at).total_seconds() / 60
            last = WITHIN_MINUTES[-1]
            yield f"{name}{next((most for most in WITHIN_MINUTES if minutes <= most), last)}"


def change(before: RecipientRow, after: RecipientRow) -> Share:
    """Leaving a stage subtracts."""
    difference = Counter(share(after))
    difference.subtract(share(before))
    return {name: number for name, number in difference.items() if number}


def receipt_counts(counters: Share) -> ReceiptCounts:
    return ReceiptCounts(
        stages={each: counters.get(each.value, 0) for each in WITH_STATUS},
        failed_by_code=tuple(
            sorted((int(name.removeprefix(_FAILED)), number) for name, number in _named(counters, _FAILED))
        ),
        settled={Outcome(name.removeprefix(_SETTLED)): number for name, number in _named(counters, _SETTLED)},
        unheld=counters.get(_UNHELD, 0),
        charged=tuple(
            sorted((name.removeprefix(_CHARGED), number) for name, number in _named(counters, _CHARGED))
        ),
        arrived_within=_by_minutes(counters, _ARRIVED_WITHIN),
        read_within=_by_minutes(counters, _READ_WITHIN),
    )


def _by_minutes(counters: Share, start: str) -> Mapping[int, int]:
    return {int(name.removeprefix(start)): number for name, number in _named(counters, start)}


def _named(counters: Share, start: str) -> list[tuple[str, int]]:
    """Those that came back to nothing are left out."""
    return [(name, number) for name, number in counters.items() if name.startswith(start) and number]
