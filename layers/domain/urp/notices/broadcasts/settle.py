"""Meta's statuses, brought home to the rows their tracker names. In any order, twice, late or never."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import batched
from typing import Protocol
from uuid import UUID

from urp.citizens.identity.learning import Lesson
from urp.citizens.identity.model import SenderIds
from urp.errors import UnavailableError
from urp.notices.broadcasts.automatic_stop import troubles_of
from urp.notices.broadcasts.charges import charge_of, first_said
from urp.notices.broadcasts.receipt_ports import RECORDED_TOGETHER, AliasTeacher, DeliveryLedger
from urp.notices.broadcasts.recipients import Delivery
from urp.notices.broadcasts.trackers import RowReference, Tracker, parse_tracker
from urp.notices.broadcasts.trouble import TroubleReports
from urp.whatsapp.status import DeliveryState, DeliveryStatus


class ReplyReceipts(Protocol):
    """The desk's own: statuses of replies."""

    def __call__(self, statuses: Sequence[DeliveryStatus], now: datetime) -> int: ...


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
    teach: AliasTeacher
    replies: ReplyReceipts
    reports: TroubleReports

    def __call__(self, statuses: Sequence[DeliveryStatus], now: datetime) -> Settled:
        """Raises UnavailableError when some rows could not be written: doing all of it again does no harm."""
        ours = [
            (tracker, status)
            for status in statuses
            if status.tracker is not None and (tracker := parse_tracker(status.tracker)) is not None
        ]
        desk = [status for status in statuses if (status.tracker or "").startswith("r:")]
        rows = sum(self.ledger.record(one, some, now) for one, some in portions(coalesced(ours)))
        for broadcast_id, trouble in troubles_of(ours).items():
            with suppress(UnavailableError):  # the rows tell all the same
                self.reports.report(broadcast_id, trouble)
        replies = self.replies(desk, now) if desk else 0
        lessons = lessons_of(ours)
        aliases = self.teach(lessons, now) if lessons else 0
        return Settled(len(statuses), rows, replies, aliases)


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
    return [(row, delivery) for row, delivery in news.items() if delivery.witnessed]


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
            code = status.errors[0].code if status.errors else 0
            return replace(delivery, failed_at=_first(delivery.failed_at, status.at), failed_code=code)
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
