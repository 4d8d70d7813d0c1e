"""The number's rate as one number: a theoretical arrival time that every reservation moves (GCRA).

Two lanes share the number's rate. The main lane has 95 %: broadcasts, whatever the desk needs beyond its own,
and citizens' messages, which Meta counts too. The desk's lane has the rest less one message a second, kept
back for the jitter of sending. Each lane spaces its slots evenly: no sliding second holds more than the rate.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

MAIN_SHARE = 0.95
HORIZON = timedelta(seconds=1)
"""No broadcast reserves further ahead: what is reserved delays a stop or an emergency no longer than this."""
DESK_HORIZON = timedelta(seconds=10)
"""A reply that would wait longer goes back to its queue."""
LATEST = timedelta(milliseconds=25)
"""Later than this after its slot a message takes a new slot: catching up would bunch. After a stall it is two
messages more in a second at 80, which with a reply of the desk's still fits; twice as much does not."""
BURST = timedelta(seconds=1)
"""Throttles that follow the first of a burst so closely were called before anybody could slow down."""
LONE = timedelta(seconds=4)
"""A throttle that comes so long after the last is an accident: a stall of some machine bunched messages."""
PAUSE = timedelta(seconds=1)
LONE_PAUSE = timedelta(milliseconds=250)
"""Long enough for a bunch to leave Meta's sliding second at its own pace; a whole second lost 67 messages."""
RECOVERY = timedelta(seconds=60)
"""From the last throttle until the whole rate is used again."""
_JITTER = 1  # messages a second
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
        """Needs no timer: whoever looks computes it."""
        passed = min(max(now - self.at, timedelta(0)), RECOVERY)
        return self.share + (_WHOLE - self.share) * passed // RECOVERY


def is_lone(before: Slowdown | None, now: datetime) -> bool:
    return before is None or now - before.at >= LONE


def pause_until(before: Slowdown | None, wish: timedelta | None, now: datetime) -> datetime:
    """`wish`: Meta's own, when it expresses one."""
    return now + (wish or (LONE_PAUSE if is_lone(before, now) else PAUSE))


def slowed(before: Slowdown | None, now: datetime) -> Slowdown:
    """A lone one leaves the pace as it is: its pause is enough. Soon after another a tenth less than the
    whole, or a fifth less than a pace that had not come back yet. The same while a burst lasts."""
    if before is not None and now - before.at < BURST:
        return before
    share = share_at(before, now)
    if is_lone(before, now):
        return Slowdown(now, share)
    fall = _FIRST_FALL if share == _WHOLE else _FALL
    return Slowdown(now, max(_LEAST, share * fall // _WHOLE))


def share_at(slowdown: Slowdown | None, now: datetime) -> int:
    return _WHOLE if slowdown is None else slowdown.share_at(now)


def pace(per_second: int, slowdown: Slowdown | None, now: datetime) -> float:
    """Messages a second at the moment, never above what the number may."""
    return per_second * share_at(slowdown, now) / _WHOLE


def spacing(per_second: float) -> timedelta:
    """Between two slots of the main lane."""
    return timedelta(microseconds=ceil(1_000_000 / (per_second * MAIN_SHARE)))


def desk_spacing(per_second: int) -> timedelta | None:
    """None: the number is too slow to keep anything back, the desk takes from the main lane alone."""
    own = per_second * (1 - MAIN_SHARE) - _JITTER
    return timedelta(microseconds=ceil(1_000_000 / own)) if own >= 1 else None


def slice_size(per_second: float) -> int:
    """People per reservation: 10 at 80 messages a second and above. Never more than a worker's threads can be
    on the way with at once, or the last of the slice miss their slots."""
    return max(1, min(_LARGEST_SLICE, int(per_second / _SLICES_A_SECOND)))


def seconds_for(people: int, per_second: int) -> int:
    """What a broadcast to so many takes at least."""
    return ceil(people * spacing(per_second).total_seconds())


def slots(first: datetime, count: int, apart: timedelta) -> Iterator[datetime]:
    return (first + apart * step for step in range(count))
