"""Moments and spans as a file of evidence writes them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_UNITS = (("giorno", "giorni", 86_400), ("ora", "ore", 3_600), ("minuto", "minuti", 60))


def written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def on_the_wall(moment: datetime, zone: ZoneInfo) -> str:
    """`25/11/2026 12:00:00`, by the municipality's clock."""
    return moment.astimezone(zone).strftime("%d/%m/%Y %H:%M:%S")


def span_in_words(span: timedelta) -> str:
    """`2 giorni, 3 ore e 5 minuti`: the two or three units that are not nought."""
    left = int(span.total_seconds())
    if left < _UNITS[-1][2]:
        return "meno di un minuto"
    parts = []
    for one, many, seconds in _UNITS:
        count, left = divmod(left, seconds)
        if count:
            parts.append(f"{count} {one if count == 1 else many}")
    return " e ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
