"""Recurring announcements as stored items: ANNOUNCEMENT#<id> / SERIES in the broadcasts table."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from urp.aws.dynamodb import Item, Value, to_iso
from urp.aws.expiry import to_expiry
from urp.aws.items import Codec, Form
from urp.notices.announcements.model import (
    Announcement,
    AnnouncementDraft,
    AnnouncementStatus,
    LastOccurrence,
    Schedule,
)
from urp.notices.announcements.rule import Rule
from urp.notices.announcements.rule_reading import parse_rule

WORK = "announcement"
"""Its partition of the index `work`: only what the clock must look at is in it."""
LISTING = "announcement"


def announcement_key(announcement_id: UUID) -> tuple[str, str]:
    return f"ANNOUNCEMENT#{announcement_id}", "SERIES"


def announcement_item(announcement: Announcement, notices_days: int) -> dict[str, Value]:
    """As long as it is due again it is kept; from its last change or last day on, like the notices."""
    pk, sk = announcement_key(announcement.id)
    look_at, listed = announcement.look_at, announcement.status is not AnnouncementStatus.DELETED
    kept_from = max(filter(None, (announcement.counts_from, look_at, _last_at(announcement))))
    return {
        "pk": pk,
        "sk": sk,
        **_ANNOUNCEMENT.encode(announcement),
        "work": None if look_at is None else WORK,
        "listing": LISTING if listed else None,
        "listed_at": f"{to_iso(announcement.created_at)}#{announcement.id}" if listed else None,
        "expires_at": to_expiry(kept_from, notices_days),
    }


def announcement_from(item: Item) -> Announcement:
    return _ANNOUNCEMENT.decode(item, id=UUID(item["pk"].removeprefix("ANNOUNCEMENT#")))


def _draft_item(draft: AnnouncementDraft) -> dict[str, Value]:
    """The schedule stands beside the rest."""
    return {**_DRAFT.as_map().write(draft), **_SCHEDULE.encode(draft.schedule)}


def _draft_from(item: Item) -> AnnouncementDraft:
    return _DRAFT.decode(item, schedule=_SCHEDULE.decode(item))


_SCHEDULE = Codec(Schedule, forms={Rule: Form(str, parse_rule)})
_DRAFT = Codec(AnnouncementDraft, apart={"schedule"})
_ANNOUNCEMENT = Codec(
    Announcement,
    names={"look_at": "work_at"},
    forms={
        AnnouncementDraft: Form(_draft_item, _draft_from),
        LastOccurrence: Codec(LastOccurrence, names={"broadcast_id": "broadcast"}).as_map(),
    },
    apart={"id"},
    sparse={"authors"},
)


def _last_at(announcement: Announcement) -> datetime | None:
    return None if announcement.last is None else announcement.last.at
