"""Turns and holes as the office reads them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from urp.desk.duty.turns import AHEAD, Hole
from urp.town.opening_hours.words import write_moment

FALLBACK = "gli avvisi vanno all'indirizzo di riserva"
NO_FALLBACK = "gli avvisi non arrivano a nessuno: anche l'indirizzo di riserva manca"


def write_hole(hole: Hole, now: datetime, zone: ZoneInfo) -> str:
    """`Da giovedì 11 giugno 2026 alle 18 a venerdì 12 giugno 2026 alle 9 nessuno è di turno`; one that
    reaches the end of what is looked at has no end."""
    goes_on = hole.ends_at >= now + AHEAD
    if hole.starts_at <= now:
        if goes_on:
            return f"Da adesso, e per i prossimi {AHEAD.days} giorni, nessuno è di turno"
        return f"Da adesso a {write_moment(hole.ends_at, zone)} nessuno è di turno"
    start = f"Da {write_moment(hole.starts_at, zone)}"
    if goes_on:
        return f"{start} nessuno è più di turno"
    return f"{start} a {write_moment(hole.ends_at, zone)} nessuno è di turno"


def write_holes(holes: Sequence[Hole], now: datetime, zone: ZoneInfo, *, fallback: bool) -> tuple[str, ...]:
    """Each a sentence, with what becomes of the alerts."""
    whither = FALLBACK if fallback else NO_FALLBACK
    return tuple(f"{write_hole(hole, now, zone)}: {whither}." for hole in holes)
