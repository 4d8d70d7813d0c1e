"""Times of the future that were stored before a message's time was held to its receipt.

A "Iscrivimi" of the year 2100 made every "Cancellami" of today an older command.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from urp.citizens.identity.model import Citizen

_WINDOW = timedelta(hours=24)


def lies_ahead(citizen: Citizen, now: datetime) -> bool:
    moments = (citizen.consent_at, citizen.subscribed_at, citizen.left_at, citizen.ids_as_of)
    return any(moment is not None and moment > now for moment in moments)


def healed(citizen: Citizen, now: datetime) -> Citizen:
    """What lies ahead was received before the citizen's last message at the latest, which the end of their
    24-hour window tells. When a subscriber joined is not known, so that any leave counts."""
    if not lies_ahead(citizen, now):
        return citizen
    ends = citizen.window_ends_at
    last = min(now, ends - _WINDOW) if ends else now
    consent_at = _held_to(last, citizen.consent_at, now)
    if citizen.subscribed and consent_at != citizen.consent_at:
        consent_at = None
    return replace(
        citizen,
        consent_at=consent_at,
        subscribed_at=_held_to(last, citizen.subscribed_at, now),
        left_at=_held_to(last, citizen.left_at, now),
        ids_as_of=_held_to(last, citizen.ids_as_of, now),
    )


def _held_to(last: datetime, moment: datetime | None, now: datetime) -> datetime | None:
    return last if moment is not None and moment > now else moment
