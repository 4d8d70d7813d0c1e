"""The item that is the number's rate.

RATE#<phone number id> / RATE: `main_at` and `desk_at` (epoch µs, when each lane has its next free slot),
`sequence` (slots given so far), `emergencies` (those with people to reach; absent when none), `per_second`
(learnt from Meta), `slowed_at` (epoch µs of the last throttle) and `slowed_to` (thousandths left then).
What belongs to the messaging limit is in `reach_items`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from urp.adapters.dynamodb import Item, Value
from urp.adapters.reach_items import Counting
from urp.broadcasts.pacing import Slowdown

MICROSECOND = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def rate_key(phone_number_id: str) -> tuple[str, str]:
    return f"RATE#{phone_number_id}", "RATE"


def microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // MICROSECOND


def moment(since_epoch: int) -> datetime:
    return _EPOCH + MICROSECOND * since_epoch


def slowdown_from(item: Item) -> Slowdown | None:
    return Slowdown(moment(item["slowed_at"]), item["slowed_to"]) if "slowed_at" in item else None


@dataclass(frozen=True, slots=True)
class Move:
    update: str
    values: Mapping[str, Value]
    condition: str


def moving(count: int, cost: timedelta, now: datetime, horizon: timedelta | None, counted: Counting) -> Move:
    """The next free slot lies ahead, within the horizon, or in the past (None): then now is as good. What the
    slots count for goes with it."""
    values: dict[str, Value] = {":count": count, ":now": microseconds(now), **counted.values}
    also = f"{counted.update} ADD #sequence :count{counted.cleaning}"
    if horizon is None:
        values[":next"] = microseconds(now + cost)
        past = "(attribute_not_exists(main_at) OR main_at <= :now)"
        return Move(f"SET main_at = :next{also}", values, past + counted.condition)
    values |= {":cost": cost // MICROSECOND, ":latest": microseconds(now + horizon - cost)}
    ahead = "main_at > :now AND main_at <= :latest"
    return Move(f"SET main_at = main_at + :cost{also}", values, ahead + counted.condition)


def slowing(
    before: Slowdown | None, after: Slowdown, until: datetime
) -> Iterator[tuple[str, dict[str, Value], str]]:
    """Update, values and condition: with the pause, or alone where the lane is further ahead than that. None
    holds when somebody else has reported a throttle since `before` was seen."""
    known = "attribute_not_exists(slowed_at)" if before is None else "slowed_at = :before"
    values: dict[str, Value] = {
        ":at": microseconds(after.at),
        ":to": after.share,
        ":until": microseconds(until),
        ":before": None if before is None else microseconds(before.at),
    }
    slow = "slowed_at = :at, slowed_to = :to"
    pause = "(attribute_not_exists(main_at) OR main_at < :until)"
    yield f"SET main_at = :until, {slow}", values, f"{pause} AND {known}"
    yield f"SET {slow}", values, f"main_at >= :until AND {known}"
