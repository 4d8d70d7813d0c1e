"""What AWS asks in eu-south-1 (Milan), on demand. No free tiers. What Meta asks is in the profile."""

from __future__ import annotations

from dataclasses import dataclass

EURO_A_DOLLAR = 0.86  # 25 November 2026, rounded; to verify


@dataclass(frozen=True, slots=True)
class Prices:
    """In dollars, without tax."""

    writes: float
    """A million write request units."""
    reads: float
    stored_gb_month: float
    """With its copy for the restore to any second."""
    queue_requests: float
    """A million."""
    invocations: float
    """A million."""
    gb_seconds: float
    """One, on arm64."""
    api_requests: float
    """A million, of an HTTP API."""
    logs_gb: float
    sent_gb: float
    """To the Internet."""


MILAN = Prices(
    writes=0.74,  # to verify: list price of us-east-1 (0.625, since November 2024) and Milan's usual distance
    reads=0.148,  # to verify: likewise from 0.125
    stored_gb_month=0.297 + 0.238,  # to verify
    queue_requests=0.42,  # to verify
    invocations=0.23,  # AWS's price list as public cost calculators quote it for eu-south-1
    gb_seconds=0.0000156138,  # the same source, several of them
    api_requests=1.17,  # to verify
    logs_gb=0.5985,  # to verify
    sent_gb=0.09,  # to verify
)
