"""Rules of joining and leaving, and the entries of the consent ledger.

Commands are ordered by WhatsApp's clock, but never later than their receipt; messages may come late, twice
and in any order. A command counts if it is newer than the last one that counted; in the same second leaving
wins. A command that changes nothing counts too, or a late, older one could undo it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from urp.citizens.identity.model import Citizen
from urp.citizens.topics import forget_topics
from urp.language import Language
from urp.whatsapp.message import WINDOW


class Command(StrEnum):
    JOIN = "join"
    LEAVE = "leave"


class EntryKind(StrEnum):
    JOINED = "joined"
    LEFT = "left"
    WITHOUT_EFFECT = "without_effect"
    """A command older than the one already in force, or one that changed nothing."""
    IMPORTED = "imported"
    """Taken over from a list; `text` says where and when consent was collected, `message_id` which line of
    which import."""
    CONFIRMED = "confirmed"
    """An imported person confirmed; from here on they have joined like any other subscriber."""
    NOT_CONFIRMED = "not_confirmed"
    """An imported person did not answer by the date they were given, and is no longer subscribed."""
    ENDED_AGAIN = "ended_again"
    """A restore of the tables brought back a subscription that had ended without a command."""
    MERGED_OPT_OUT = "merged_opt_out"
    """Two citizens proved to be one person, and one of them had left."""
    MERGED_SUBSCRIPTION = "merged_subscription"
    """Two citizens proved to be one person, and the subscription was the other's: so is its proof."""
    MERGED = "merged"
    """Last entry of a record that continues under another citizen's id."""
    NOTICE_ACCEPTED = "notice_accepted"
    NOTICE_SENT = "notice_sent"
    NOTICE_DELIVERED = "notice_delivered"
    NOTICE_READ = "notice_read"
    NOTICE_FAILED = "notice_failed"
    """What became of the welcome with the privacy notice: `message_id` is the welcome's own."""
    NOTICE_REFUSED = "notice_refused"
    """The welcome was not sent, refused by WhatsApp or by us: it has only our reply's id."""


PROVE_NOTHING = frozenset({EntryKind.WITHOUT_EFFECT, EntryKind.MERGED})
"""Entries that prove neither a consent nor its end: alone they are no reason to keep a citizen."""


class Source(StrEnum):
    TEXT = "text"
    BUTTON = "button"
    NOTICE_BUTTON = "notice_button"
    """The Cancellami button of a notice, which names the recipient row it was pressed on."""
    TOLD_HOW = "told_how"
    """ "Sì", right after they were told the word that leaves."""
    CONTACT_SHARED = "contact_shared"
    STATUS = "status"
    IMPORT = "import"
    """No message of WhatsApp's: `at` is the moment of the office's own act."""
    MERGE = "merge"
    RESTORE = "restore"
    """After a restore of the tables: carried out again from the record of exclusions, which has no words."""


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """Appended and never changed (GDPR art. 7(1))."""

    citizen_id: UUID
    kind: EntryKind
    at: datetime
    """WhatsApp's own timestamp of the message or status."""
    recorded_at: datetime
    message_id: str
    source: Source
    text: str
    """Exactly as the citizen wrote it; the label for a button; which request it was for one about their own
    data; for a merge the other citizen's id; empty for a status."""
    policy_version: str
    privacy_version: str
    language: Language | None = None
    """Of what became of a privacy notice: the one it was shown in."""


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
    """`dated_ahead`: WhatsApp's time was later than the receipt `at`. A leave counts as of its receipt. A
    joining does too, but it may have been written at any time before, so every leave received after it
    counts: it moves `subscribed_at` and not `consent_at`."""
    if not _counts(citizen, command, at):
        return ConsentDecision(Outcome.OLDER, citizen)
    if command is Command.LEAVE:
        outcome = Outcome.LEFT if citizen.subscribed else Outcome.NOT_JOINED
        spoken_at = max(filter(None, (at, citizen.consent_at)))
        left = replace(citizen, subscribed=False, consent_at=spoken_at, left_at=at, unconfirmed=None)
        return ConsentDecision(outcome, forget_topics(left))
    joined = replace(
        citizen if citizen.subscribed else forget_topics(citizen),
        subscribed=True,
        consent_at=citizen.consent_at if dated_ahead else at,
        subscribed_at=at,
        left_at=None,
        unconfirmed=None,
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
    if command is Command.LEAVE and _has_joined_ahead(citizen):
        return True
    same_second = at == citizen.consent_at
    return same_second and (command is Command.LEAVE or citizen.subscribed)


def _has_joined_ahead(citizen: Citizen) -> bool:
    """After any other joining, nothing that counted is older than it."""
    joined_at, spoken_at = citizen.subscribed_at, citizen.consent_at
    return citizen.subscribed and joined_at is not None and spoken_at is not None and spoken_at < joined_at


def hear_wish(citizen: Citizen, at: datetime, *, stop: bool) -> Citizen:
    """About promotions, told to WhatsApp. Its clock orders; in the same second the stop holds. No command of
    ours undoes it: Meta would refuse all the same."""
    known = citizen.marketing_said_at
    if known is not None and (at < known or (at == known and not stop)):
        return citizen
    return replace(citizen, no_marketing=stop, marketing_said_at=at)


def has_future_times(citizen: Citizen, now: datetime) -> bool:
    moments = (citizen.consent_at, citizen.subscribed_at, citizen.left_at, citizen.ids_as_of)
    return any(moment is not None and moment > now for moment in moments)


def cap_future_times(citizen: Citizen, now: datetime) -> Citizen:
    """Cap stored times that lie in the future: a "Iscrivimi" dated 2100 made every later "Cancellami" an
    older command.

    Such times were stored before a message's time was limited to its receipt. The message was received at the
    latest with the citizen's last one, 24 hours before the end of their window. For a subscriber the time of
    joining is then unknown, so any leave counts.
    """
    if not has_future_times(citizen, now):
        return citizen
    ends = citizen.window_ends_at
    last = min(now, ends - WINDOW) if ends else now
    consent_at = _cap(last, citizen.consent_at, now)
    if citizen.subscribed and consent_at != citizen.consent_at:
        consent_at = None
    return replace(
        citizen,
        consent_at=consent_at,
        subscribed_at=_cap(last, citizen.subscribed_at, now),
        left_at=_cap(last, citizen.left_at, now),
        ids_as_of=_cap(last, citizen.ids_as_of, now),
    )


def _cap(last: datetime, moment: datetime | None, now: datetime) -> datetime | None:
    return last if moment is not None and moment > now else moment
