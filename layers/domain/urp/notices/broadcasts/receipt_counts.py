"""What Meta's statuses add up to, counted with each row's news and never from all rows.

Each row with a status has a share in the counters of its broadcast. The recorder writes a row's news and the
difference of its shares in one transaction, so the counters are at every moment the sum of the shares.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from urp.notices.broadcasts.charges import ByCharge, first_said
from urp.notices.broadcasts.recipients import OPEN, Delivery, DeliveryStage, Outcome, RecipientRow, stage

WITNESSED = (DeliveryStage.SENT, DeliveryStage.DELIVERED, DeliveryStage.READ, DeliveryStage.FAILED)
_FAILED = "failed_"
_SETTLED = "settled_"
_CHARGED = "charged_"
_ARRIVED = (DeliveryStage.DELIVERED, DeliveryStage.READ)
_UNHELD = "unheld"

type Share = Mapping[str, int]
"""Counter by name: a stage, `failed_<Meta's code>`, `settled_<outcome>`, `charged_<charge>`, `unheld`."""


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

    @property
    def witnessed(self) -> int:
        return sum(self.stages.values())


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
    if known.witnessed or not news.witnessed:
        return after
    ended = row.outcome not in OPEN and row.outcome is not Outcome.ACCEPTED
    return replace(after, settled=row.outcome if ended else None, was_held=known.held)


def share(row: RecipientRow) -> Share:
    if not row.delivery.witnessed:
        return {}
    furthest = stage(row.delivery)
    counted = [furthest.value]
    if furthest is DeliveryStage.FAILED:
        counted.append(f"{_FAILED}{row.delivery.failed_code or 0}")
    if row.settled is not None:
        counted.append(_SETTLED + row.settled.value)
    if row.was_held:
        counted.append(_UNHELD)
    if row.delivery.charge is not None and furthest in _ARRIVED:
        counted.append(_CHARGED + row.delivery.charge)
    return Counter(counted)


def change(before: RecipientRow, after: RecipientRow) -> Share:
    """Leaving a stage subtracts."""
    difference = Counter(share(after))
    difference.subtract(share(before))
    return {name: number for name, number in difference.items() if number}


def receipt_counts(counters: Share) -> ReceiptCounts:
    return ReceiptCounts(
        stages={each: counters.get(each.value, 0) for each in WITNESSED},
        failed_by_code=tuple(
            sorted((int(name.removeprefix(_FAILED)), number) for name, number in _named(counters, _FAILED))
        ),
        settled={Outcome(name.removeprefix(_SETTLED)): number for name, number in _named(counters, _SETTLED)},
        unheld=counters.get(_UNHELD, 0),
        charged=tuple(
            sorted((name.removeprefix(_CHARGED), number) for name, number in _named(counters, _CHARGED))
        ),
    )


def _named(counters: Share, start: str) -> list[tuple[str, int]]:
    """Those that came back to nothing are left out."""
    return [(name, number) for name, number in counters.items() if name.startswith(start) and number]
