"""The consent ledger: entries are appended and never changed (GDPR art. 7(1))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from urp.language import Language


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
    """An imported person's own word: from here on they have joined like everybody else."""
    NOT_CONFIRMED = "not_confirmed"
    """An imported person did not answer by the date they were given, and is no longer subscribed."""
    ENDED_AGAIN = "ended_again"
    """A restore of the tables had brought a subscription back that had ended without a word."""
    MERGED_OPT_OUT = "merged_opt_out"
    """Two citizens proved to be one person, and one of them had left."""
    MERGED_SUBSCRIPTION = "merged_subscription"
    """Two citizens proved to be one person, and the subscription was the other's: so is its proof."""
    MERGED = "merged"
    """Last entry of a record that goes on under another citizen's id."""
    NOTICE_ACCEPTED = "notice_accepted"
    NOTICE_SENT = "notice_sent"
    NOTICE_DELIVERED = "notice_delivered"
    NOTICE_READ = "notice_read"
    NOTICE_FAILED = "notice_failed"
    """What became of the welcome with the privacy notice: `message_id` is the welcome's own."""
    NOTICE_REFUSED = "notice_refused"
    """The welcome was not sent, refused by WhatsApp or by us: it has only our reply's id."""


PROVE_NOTHING = frozenset({EntryKind.WITHOUT_EFFECT, EntryKind.MERGED})
"""Alone they show neither that somebody consented nor that a consent ended: no reason to keep anybody."""


class Source(StrEnum):
    TEXT = "text"
    BUTTON = "button"
    NOTICE_BUTTON = "notice_button"
    """The Cancellami button of a notice, which names the recipient row it was pressed on."""
    CONTACT_SHARED = "contact_shared"
    STATUS = "status"
    IMPORT = "import"
    """No message of WhatsApp's: `at` is the moment of the office's own act."""
    MERGE = "merge"
    RESTORE = "restore"
    """After a restore of the tables: carried out again from the record of exclusions, which has no words."""


@dataclass(frozen=True, slots=True)
class LedgerEntry:
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
