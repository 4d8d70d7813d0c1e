"""Where a running broadcast stands, and of whom nobody knows."""

from __future__ import annotations

from pydantic import Field

from urp.staff_api.schemas import Moment, Output


class CountsJson(Output):
    """People by where they ended; whoever is still open is in none."""

    accepted: int
    refused: int
    opted_out: int
    blocked: int
    expired: int
    stopped: int
    unclear: int
    total: int


class StandingJson(Output):
    """As of that very moment, those in the hands of a worker included; the five of them add up to the
    audience."""

    as_of: Moment
    handed_over: int = Field(description="Whom WhatsApp has, or may have: reached, unclear, in flight")
    reached: int
    ended: int = Field(description="Not reached and not to be: refused, left, blocked, expired, stopped")
    unclear: int
    in_flight: int = Field(description="Being handed over; within seconds they are in another number")
    not_yet: int


class UnclearJson(Output):
    """Those of whom nobody knows whether it reached them, and what a person may do."""

    people: int
    meaning: str = Field(description="Italian, for the office")
    settles_until: Moment | None = Field(
        description="Until then a status may tell. Null while it is being sent, and once closed"
    )
    may_resend: bool = Field(description="`resend-unclear` writes a draft for exactly them")
