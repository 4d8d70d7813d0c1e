"""The number's rate as one number: a theoretical arrival time that every reservation moves (GCRA).

Two lanes share the number's rate. The main lane has 95 %: broadcasts, whatever the desk needs beyond its own,
and citizens' messages, which Meta counts too. The desk's lane has the rest less one message in eighty, kept
back for the jitter of sending and of clocks. Each lane spaces its slots evenly: no sliding second holds more
than the rate. Half of the reserve may be lent to a broadcast while the desk is idle (`Loan`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

MAIN_SHARE = 0.95
HORIZON = timedelta(seconds=1)
"""No broadcast reserves further ahead: what is reserved delays a stop or an emergency no longer than this."""
HORIZON_IN_A_CROWD = timedelta(milliseconds=250)
"""The same while the desk has more to say than its own slots: what citizens write is taken from what is
left."""
SLICING = timedelta(seconds=10)
"""After a broadcast's last reservation: until then it may be waiting for its next, and the desk goes
first."""
DESK_LEAD = timedelta(milliseconds=100)
"""No reply reserves further ahead, beyond what broadcasts may: what a crowd writes in the meantime takes its
share of the rate, and could not any more from slots that are given."""
LATEST = timedelta(milliseconds=25)
"""Later than this after its slot a message takes a new slot: catching up would bunch. After a stall it is two
messages more in a second at 80, which with a reply of the desk's still fits; twice as much does not."""
BURST = timedelta(seconds=1)
"""Throttles this close after the first of a burst are of calls made before the slowdown."""
LONE = timedelta(seconds=4)
"""A throttle so long after the last is accidental: a machine stalled and messages bunched."""
PAUSE = timedelta(seconds=1)
LONE_PAUSE = timedelta(milliseconds=250)
"""Long enough for a bunch to leave Meta's sliding second at its own pace; a whole second lost 67 messages."""
RECOVERY = timedelta(seconds=60)
"""From the last throttle until the whole rate is used again."""
SKEW = timedelta(milliseconds=10)
"""Between the clocks of two workers: a second of Meta's may be so much longer by ours."""
WINDOW = timedelta(seconds=1) + SKEW
_JITTER = 80  # of so many messages one; at least one a second
_LENT = 40
IDLE = timedelta(seconds=20)
"""Time without a message or a reply after which the desk's slots are lent. A citizen who then writes finds
the lent slots in Meta's window of a second, so nothing is lent between one message and the next."""
LENT_FROM = timedelta(milliseconds=70)
"""After the reservation, at the earliest: the mark is set before."""
LENT_AT_MOST = timedelta(milliseconds=100)
"""After the reservation, at the latest."""
UNLENT = timedelta(seconds=60)
"""After Meta refused for the rate, or the desk had more to say than its own slots."""
_LARGEST_SLICE = 10
_SLICES_A_SECOND = 8  # small enough to stop at once, large enough that reserving costs little


_WHOLE = 1_000  # a share is counted in thousandths: stored and computed without rounding
_FIRST_FALL, _FALL = 900, 800
_LEAST = 100  # a number that Meta throttles whatever we do still finds out when that is over


@dataclass(frozen=True, slots=True)
class Slowdown:
    """Meta throttled the number at `at`: from `share` thousandths of its rate the pace comes back evenly."""

    at: datetime
    share: int

    def share_at(self, now: datetime) -> int:
        """The share of the rate at `now`, computed without a timer."""
        passed = min(max(now - self.at, timedelta(0)), RECOVERY)
        return self.share + (_WHOLE - self.share) * passed // RECOVERY


def is_lone(before: Slowdown | None, now: datetime) -> bool:
    return before is None or now - before.at >= LONE


def find_pause_end(before: Slowdown | None, wish: timedelta | None, now: datetime) -> datetime:
    """`wish`: Meta's own, when it expresses one."""
    return now + (wish or (LONE_PAUSE if is_lone(before, now) else PAUSE))


def slow_down(before: Slowdown | None, now: datetime) -> Slowdown:
    """The slowdown after a throttle. A lone one leaves the pace as it is: its pause is enough. Soon after
    another a tenth less than the whole, or a fifth less than a pace that had not come back yet. The same
    while a burst lasts."""
    if before is not None and now - before.at < BURST:
        return before
    share = find_share(before, now)
    if is_lone(before, now):
        return Slowdown(now, share)
    fall = _FIRST_FALL if share == _WHOLE else _FALL
    return Slowdown(now, max(_LEAST, share * fall // _WHOLE))


def find_share(slowdown: Slowdown | None, now: datetime) -> int:
    return _WHOLE if slowdown is None else slowdown.share_at(now)


def choose_pace(per_second: int, slowdown: Slowdown | None, now: datetime) -> float:
    """Messages a second at the moment, never above what the number may."""
    return per_second * find_share(slowdown, now) / _WHOLE


def compute_spacing(per_second: float) -> timedelta:
    """Between two slots of the main lane."""
    return timedelta(microseconds=ceil(1_000_000 / (per_second * MAIN_SHARE)))


def compute_desk_spacing(per_second: int) -> timedelta | None:
    """None: the number is too slow to keep anything back, the desk takes from the main lane alone."""
    own = _compute_desk_share(per_second)
    return _to_spacing(own) if own >= 1 else None


@dataclass(frozen=True, slots=True)
class Loan:
    """Half of the reserve is lent: the rest is available to the desk at once."""

    apart: timedelta
    """Between two slots that are lent."""
    desk_apart: timedelta
    """Between two of the desk's own, when one was lent within a second of them."""
    given_back: int
    """Slots of the main lane, when a citizen writes within a second of a loan."""


def compute_loan(per_second: int) -> Loan | None:
    """None: too little to share."""
    lent = per_second // _LENT
    left = int(_compute_desk_share(per_second)) - lent
    return Loan(_to_spacing(lent), _to_spacing(left), lent) if left >= 1 else None


def find_lent_slot(apart: timedelta, lent_at: datetime | None, now: datetime) -> datetime | None:
    """The next after the last one of `lent_at`; None while it lies too far ahead."""
    earliest = now + LENT_FROM
    slot = earliest if lent_at is None else max(earliest, lent_at + apart)
    return slot if slot <= now + LENT_AT_MOST else None


def may_lend(quiet_since: datetime, slowed_at: datetime, excess_at: datetime, now: datetime) -> bool:
    """While the desk is idle, and not for a minute after a throttle, or after it had more to say than its
    slots."""
    return quiet_since <= now - IDLE and max(slowed_at, excess_at) <= now - UNLENT


def choose_horizon(excess_at: datetime, now: datetime) -> timedelta:
    """How far ahead a broadcast may reserve."""
    return HORIZON_IN_A_CROWD if excess_at > now - BURST else HORIZON


def _compute_desk_share(per_second: int) -> float:
    return per_second * (1 - MAIN_SHARE) - max(1, per_second / _JITTER)


def _to_spacing(in_a_second: float) -> timedelta:
    return timedelta(microseconds=ceil(WINDOW / timedelta(microseconds=1) / in_a_second))


def choose_slice_size(per_second: float) -> int:
    """People per reservation: 10 at 80 messages a second and above. Never more than a worker's threads can be
    on the way with at once, or the last of the slice miss their slots."""
    return max(1, min(_LARGEST_SLICE, int(per_second / _SLICES_A_SECOND)))


def estimate_seconds(people: int, per_second: int) -> int:
    """What a broadcast to so many takes at least."""
    return ceil(people * compute_spacing(per_second).total_seconds())


def count_unbooked(inbound: int, booked: int, last: datetime, now: datetime) -> int:
    """Inbound messages that have no slots yet. Those older than a second do not count at Meta any more."""
    return inbound - booked if last > now - HORIZON else 0


def estimate_unseen(per_second: int) -> int:
    """Inbound messages that may come after a read without making a reservation fail."""
    return per_second // 100


def list_slots(first: datetime, count: int, apart: timedelta) -> Iterator[datetime]:
    return (first + apart * step for step in range(count))
