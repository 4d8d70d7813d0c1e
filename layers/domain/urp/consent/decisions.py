"""Joining and leaving, ordered by WhatsApp's own clock; messages may come late, twice and in any order.

A command counts when it is newer than the last that counted; in the same second leaving wins. A command that
changes nothing counts too: otherwise a late, older one could undo it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from urp.consent.model import Command, EntryKind
from urp.identity.model import Citizen


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


def decide_consent(citizen: Citizen, command: Command, at: datetime) -> ConsentDecision:
    if not _counts(citizen, command, at):
        return ConsentDecision(Outcome.OLDER, citizen)
    if command is Command.LEAVE:
        outcome = Outcome.LEFT if citizen.subscribed else Outcome.NOT_JOINED
        left = replace(citizen, subscribed=False, consent_at=at, left_at=at, unconfirmed=None, topics=None)
        return ConsentDecision(outcome, left)
    joined = replace(
        citizen,
        subscribed=True,
        consent_at=at,
        subscribed_at=at,
        left_at=None,
        unconfirmed=None,
        topics=citizen.topics if citizen.subscribed else None,
    )
    if citizen.unconfirmed is not None:
        return ConsentDecision(Outcome.CONFIRMED, joined)
    if citizen.subscribed:
        return ConsentDecision(Outcome.ALREADY_JOINED, replace(citizen, consent_at=at))
    return ConsentDecision(Outcome.REJOINED if citizen.subscribed_at else Outcome.JOINED, joined)


def _counts(citizen: Citizen, command: Command, at: datetime) -> bool:
    if citizen.consent_at is None or at > citizen.consent_at:
        return True
    same_second = at == citizen.consent_at
    return same_second and (command is Command.LEAVE or citizen.subscribed)
