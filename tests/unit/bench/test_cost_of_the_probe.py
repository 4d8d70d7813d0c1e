"""What a probe each minute costs in a month: arithmetic, rather too much of everything."""

from __future__ import annotations

from tests.bench.prices import MILAN

PROBES = 31 * 24 * 60
PUT_TO_BUCKET = 0.0000056
"""Dollars; to verify, as those of `MILAN`."""
ALARM = 0.10
MILLION = 1_000_000


def test_the_probe_costs_less_than_two_dollars_a_month() -> None:
    """Probe, webhook and handler, half a second of half a gigabyte each; announced, marked and counted in
    transactions of two units a write; received, deleted and put, with empty receives."""
    each = (
        MILAN.api_requests / MILLION
        + 3 * MILAN.invocations / MILLION
        + 3 * 0.5 * 0.5 * MILAN.gb_seconds
        + 10 * MILAN.writes / MILLION
        + 6 * MILAN.reads / MILLION
        + 4 * MILAN.queue_requests / MILLION
        + 3 * 0.000_001 * MILAN.logs_gb
        + PUT_TO_BUCKET
    )

    assert ALARM + PROBES * each < 2
