"""Meta's statuses written into the rows, and what they change in the counters of their broadcast.

Two calls for up to fifty people: their rows read, then one transaction of the rows and one counter item.
Which of the thirty-two is left to chance, so that recorders at work together hardly ever meet on one. A row
is written only while it is as it was read: then the counters have exactly what it adds to them.

Read first, since a guess of fifty rows is right only if each is, and a transaction that is cancelled costs as
much as one that is not: ten times the reading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from random import Random
from uuid import UUID

from urp.aws.dynamodb import Value, Write, get_many, query, transact
from urp.aws.expiry import to_expiry
from urp.aws.tables import Store, Tables
from urp.errors import ConflictError, UnavailableError
from urp.notices.broadcasts.receipts import ARRIVED, ReceiptCounts, Share, change, receipt_counts, with_news
from urp.notices.broadcasts.recipients import AnswerKind, Delivery, Outcome, RecipientRow, stage
from urp.notices.broadcasts.trackers import RowReference
from urp.notices.store.broadcast_items import header_key
from urp.notices.store.recipient_items import delivery_item, row_from, row_key
from urp.pauses import pause_briefly

COUNTERS = 32
_TRIES = 4  # then in halves: one row that somebody keeps writing to must not hold up the others
_COUNTER = "DELIVERY#"
_COUNT = "count_"  # `read` alone is a word that DynamoDB reserves


class DeliveryLedger(Store):
    def __init__(self, tables: Tables, chance: Random) -> None:
        super().__init__(tables)
        self._chance = chance

    def record(
        self,
        broadcast_id: UUID,
        news: Sequence[tuple[RowReference, Delivery]],
        now: datetime,
        failed: set[RowReference] | None = None,
    ) -> int:
        """News of at most `RECORDED_TOGETHER` people of one broadcast, and what they change in its counters:
        all or nothing, and nothing twice. Who has no row is left out. `failed` gains the rows written here
        whose message was not known to have failed. Returns how many had news; raises UnavailableError when
        it may not have been done."""
        for _ in range(_TRIES):
            try:
                return self._recorded(broadcast_id, news, now, failed)
            except ConflictError:
                pause_briefly()
        if len(news) == 1:
            raise UnavailableError("the row keeps changing")
        half = len(news) // 2
        return self._each(broadcast_id, (news[:half], news[half:]), now, failed)

    def _each(
        self,
        broadcast_id: UUID,
        parts: Iterable[Sequence[tuple[RowReference, Delivery]]],
        now: datetime,
        failed: set[RowReference] | None,
    ) -> int:
        """All of them, before it is said that one could not be written."""
        written, failure = 0, None
        for some in parts:
            try:
                written += self.record(broadcast_id, some, now, failed)
            except UnavailableError as error:
                failure = error
        if failure is not None:
            raise failure
        return written

    def _recorded(
        self,
        broadcast_id: UUID,
        news: Sequence[tuple[RowReference, Delivery]],
        now: datetime,
        failed: set[RowReference] | None,
    ) -> int:
        found = get_many(self._client, self._tables.broadcasts, [row_key(row) for row, _ in news])
        writes, counted, fell = list[Write](), Counter[str](), set[RowReference]()
        for row, delivery in news:
            item = found.get(row_key(row))
            if item is None:
                continue
            before = row_from(item)
            after = with_news(before, delivery)
            if after == before:
                continue
            writes.append(self._row_write(row, before, after))
            counted.update(change(before, after))
            if after.delivery.failed_at != before.delivery.failed_at:
                fell.add(row)
        if not writes:
            return 0
        people = len(writes)
        transact(self._client, [*writes, *self._counter_write(broadcast_id, counted, now)])
        if failed is not None:
            failed |= fell
        return people

    def _row_write(self, row: RowReference, before: RecipientRow, after: RecipientRow) -> Write:
        """`witnessed` keeps a worker from sending to this person any more."""
        known, news = delivery_item(before.delivery), delivery_item(after.delivery)
        values: dict[str, Value] = {
            name: value for name, value in news.items() if value is not None and value != known[name]
        }
        values |= {"witnessed": True, "stage": stage(after.delivery).value}
        if after.settled is not None and before.settled is None:
            values["settled"] = after.settled.value
        if after.was_held and not before.was_held:
            values["was_held"] = True
        condition, expected = _unchanged(before)
        pk, sk = row_key(row)
        return Write(
            "Update",
            self._tables.broadcasts,
            {"pk": pk, "sk": sk},
            condition=condition,
            update="SET " + ", ".join(f"{name} = :{name}" for name in values),
            values={**{f":{name}": value for name, value in values.items()}, **expected},
        )

    def _counter_write(self, broadcast_id: UUID, counted: Share, now: datetime) -> Sequence[Write]:
        """Nothing when the news were older than what is known."""
        added: dict[str, Value] = {name: number for name, number in counted.items() if number}
        if not added:
            return ()
        adds = ", ".join(f"{_COUNT}{name} :{name}" for name in added)
        return (
            Write(
                "Update",
                self._tables.broadcasts,
                {
                    "pk": header_key(broadcast_id)[0],
                    "sk": f"{_COUNTER}{self._chance.randrange(COUNTERS):02d}",
                },
                update=f"ADD {adds} SET expires_at = if_not_exists(expires_at, :due)",
                values={
                    **{f":{name}": value for name, value in added.items()},
                    ":due": to_expiry(now, self._tables.retention.notices),
                },
            ),
        )


class ReceiptCounters(Store):
    def counts(self, broadcast_id: UUID) -> ReceiptCounts:
        """Read consistently."""
        items = query(
            self._client,
            self._tables.broadcasts,
            ConsistentRead=True,
            KeyConditionExpression="pk = :broadcast AND begins_with(sk, :counters)",
            ExpressionAttributeValues={":broadcast": header_key(broadcast_id)[0], ":counters": _COUNTER},
        )
        total = Counter[str]()
        for item in items:
            total.update({name.removeprefix(_COUNT): item[name] for name in item if name.startswith(_COUNT)})
        return receipt_counts(total)


def _unchanged(before: RecipientRow) -> tuple[str, dict[str, Value]]:
    """Nobody changed what this row adds to the counters: its stage, when it was sent and delivered once it
    arrived, and before its first status what it had ended as. An answer that accepts changes nothing: a
    status says as much."""
    if before.delivery.has_status:
        expected: dict[str, Value] = {":before": stage(before.delivery).value}
        same = "stage = :before"
        if stage(before.delivery) in ARRIVED:
            known = {"sent_at": before.delivery.sent_at, "delivered_at": before.delivery.delivered_at}
            unknown = (name for name, at in known.items() if at is None)
            same += "".join(f" AND attribute_not_exists({name})" for name in unknown)
        if before.delivery.charge is None:
            return f"{same} AND attribute_not_exists(charge)", expected
        return f"{same} AND charge = :charged", expected | {":charged": before.delivery.charge}
    held = "attribute_exists(held)" if before.delivery.held else "attribute_not_exists(held)"
    first = f"attribute_exists(pk) AND attribute_not_exists(stage) AND {held} AND "
    match before.outcome:
        case Outcome.UNCLEAR | Outcome.REFUSED:
            return first + "answer = :before", {":before": before.outcome.value}
        case Outcome.PENDING | Outcome.HANDED | Outcome.ACCEPTED:
            open_or_accepted = "(attribute_not_exists(answer) OR answer = :accepted)"
            return (
                first + f"{open_or_accepted} AND attribute_not_exists(ending)",
                {":accepted": AnswerKind.ACCEPTED.value},
            )
        case ending:
            return (
                first + "ending = :before AND attribute_not_exists(answer)",
                {":before": ending.value},
            )
