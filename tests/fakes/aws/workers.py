"""How many workers a rate needs at once: the concurrency of the template's broadcast queues."""

from __future__ import annotations

from math import ceil

from tests.fakes.broadcasts.engine import THREADS
from urp.notices.broadcasts.sending import HEAD_START
from urp.whatsapp.pacing import MAIN_SHARE

CALL_S = 0.4
"""A slow call to Meta; its median is about half of it."""
RESERVE = 1.4
"""A worker at the end of its job waits for its last calls and takes the next one: measured in virtual time,
40 workers reach 92 % of the broadcast's share of 1,000 a second, 50 reach 97 %."""


def workers_for(per_second: int) -> int:
    """Messages in flight (rate times the time of one) over the threads of a worker, and the reserve."""
    in_flight = per_second * MAIN_SHARE * (CALL_S + HEAD_START.total_seconds())
    return ceil(in_flight / THREADS * RESERVE)
