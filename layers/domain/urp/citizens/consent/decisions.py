"""Joining and leaving, ordered by WhatsApp's own clock, but never later than their receipt; messages may come
late, twice and in any order.

A command counts when it is newer than the last that counted; in the same second leaving wins. A command that
changes nothing counts too: otherwise a late, older one could undo it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from urp.citizens.consent.model import Command, EntryKind
from urp.citizens.identity.model import Citizen


class Outcome(StrEnum):
    JOINED = "joined"
    REJOINED = "rejoined"
    """Joined again after having left."""
    CONFIRMED = "confirmed"
    """Taken over from a list, and joined now by their own word."""
    ALREADY_JOINED = "already_joined"
    LEFT = "left"
    NOT_JOINED = "not_joined"
    """Asked to leave without being subscribed: remembered, so that an older joining cannot undo it."""
    OLDER = "older"
    """A newer command is in force."""


CHANGES_MEMBERSHIP = frozenset({Outcome.JOINED, Outcome.REJOINED, Outcome.CONFIRMED, Outcome.LEFT})

_ENTERED_AS = {Outcome.LEFT: EntryKind.LEFT, Outcome.CONFIRMED: EntryKind.CONFIRMED}


@dataclass(frozen=True, slots=True)
class ConsentDecision:
    outcome: Outcome
    citizen: Citizen

    @property
    def entry_kind(self) -> EntryKind:
        if self.outcome not in CHANGES_MEMBERSHIP:
            return EntryKind.WITHOUT_EFFECT
        return _ENTERED_AS.get(self.outcome, EntryKind.JOINED)


def decide_consent(
    citizen: Citizen, command: Command, at: datetime, *, dated_ahead: bool = False
) -> ConsentDecision:
    """`dated_ahead`: WhatsApp's time was later than the receipt `at`. A leave counts as of its receipt. So
    does a joining, but it may have been written at any time before: each leave received after it counts. So
    it moves `subscribed_at` and not `consent_at`."""
    if not _counts(citizen, command, at):
        return ConsentDecision(Outcome.OLDER, citizen)
    if command is Command.LEAVE:
        outcome = Outcome.LEFT if citizen.subscribed else Outcome.NOT_JOINED
        spoken_at = max(filter(None, (at, citizen.consent_at)))
        left = replace(
            citizen, subscribed=False, consent_at=spoken_at, left_at=at, unconfirmed=None, topics=None
        )
        return ConsentDecision(outcome, left)
    joined = replace(
        citizen,
        subscribed=True,
        consent_at=citizen.consent_at if dated_ahead else at,
        subscribed_at=at,
        left_at=None,
        unconfirmed=None,
        topics=citizen.topics if citizen.subscribed else None,
    )
    if citizen.unconfirmed is not None:
        return ConsentDecision(Outcome.CONFIRMED, joined)
    if citizen.subscribed:
        return ConsentDecision(
            Outcome.ALREADY_JOINED, citizen if dated_ahead else replace(citizen, consent_at=at)
        )
    return ConsentDecision(Outcome.REJOINED if citizen.subscribed_at else Outcome.JOINED, joined)


def _counts(citizen: Citizen, command: Command, at: datetime) -> bool:
    if citizen.consent_at is None or at > citizen.consent_at:
        return True
    if command is Command.LEAVE and _joined_by_a_date_ahead(citizen):
        return True
    same_second = at == citizen.consent_at
    return same_second and (command is Command.LEAVE or citizen.subscribed)


def _joined_by_a_date_ahead(citizen: Citizen) -> bool:
    """After any other joining, nothing that counted is older than it."""
    joined_at, spoken_at = citizen.subscribed_at, citizen.consent_at
    return citizen.subscribed and joined_at is not None and spoken_at is not None and spoken_at < joined_at
