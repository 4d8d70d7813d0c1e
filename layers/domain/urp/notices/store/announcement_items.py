"""Recurring announcements as stored items: ANNOUNCEMENT#<id> / SERIES in the broadcasts table."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from urp.aws.dynamodb import Item, Value, from_iso, to_iso
from urp.aws.expiry import to_expiry
from urp.notices.announcements.model import (
    Announcement,
    AnnouncementDraft,
    AnnouncementStatus,
    HolidayPolicy,
    LastOccurrence,
    Schedule,
)
from urp.notices.announcements.rule_reading import parse_rule
from urp.notices.broadcasts.model import BeyondTier

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
        "draft": _draft_item(announcement.draft),
        "channel_text": announcement.channel_text,
        "status": announcement.status.value,
        "created_at": to_iso(announcement.created_at),
        "created_by": announcement.created_by,
        "counts_from": to_iso(announcement.counts_from),
        "edition": announcement.edition,
        "handled": None if announcement.handled is None else announcement.handled.isoformat(),
        "last": _last_item(announcement.last),
        "work": None if look_at is None else WORK,
        "work_at": None if look_at is None else to_iso(look_at),
        "listing": LISTING if listed else None,
        "listed_at": f"{to_iso(announcement.created_at)}#{announcement.id}" if listed else None,
        "expires_at": to_expiry(kept_from, notices_days),
    }


def announcement_from(item: Item) -> Announcement:
    return Announcement(
        id=UUID(item["pk"].removeprefix("ANNOUNCEMENT#")),
        draft=_draft_from(item["draft"]),
        channel_text=item["channel_text"],
        status=AnnouncementStatus(item["status"]),
        created_at=from_iso(item["created_at"]),
        created_by=item["created_by"],
        counts_from=from_iso(item["counts_from"]),
        edition=item["edition"],
        version=item["version"],
        handled=date.fromisoformat(item["handled"]) if "handled" in item else None,
        look_at=from_iso(item["work_at"]) if "work_at" in item else None,
        last=_last_from(item["last"]) if "last" in item else None,
    )


def _draft_item(draft: AnnouncementDraft) -> dict[str, Value]:
    schedule = draft.schedule
    stored: dict[str, Value] = {
        "title": draft.title,
        "template": draft.template,
        "parameters": dict(draft.parameters),
        "link": draft.link,
        "rule": str(schedule.rule),
        "start": schedule.start.isoformat(),
        "time": schedule.time.isoformat(timespec="minutes"),
        "holidays": schedule.holidays.value,
        "topics": sorted(draft.topics),
        "tolerance": int(draft.tolerance.total_seconds()),
        "beyond_tier": draft.beyond_tier.value,
    }
    useful_for = draft.useful_for
    return stored if useful_for is None else {**stored, "useful_for": int(useful_for.total_seconds())}


def _draft_from(item: Item) -> AnnouncementDraft:
    return AnnouncementDraft(
        title=item["title"],
        template=item["template"],
        parameters=item["parameters"],
        link=item["link"],
        schedule=Schedule(
            rule=parse_rule(item["rule"]),
            start=date.fromisoformat(item["start"]),
            time=time.fromisoformat(item["time"]),
            holidays=HolidayPolicy(item["holidays"]),
        ),
        topics=frozenset(item["topics"]),
        tolerance=timedelta(seconds=item["tolerance"]),
        useful_for=timedelta(seconds=item["useful_for"]) if "useful_for" in item else None,
        beyond_tier=BeyondTier(item["beyond_tier"]),
    )


def _last_item(last: LastOccurrence | None) -> dict[str, Value] | None:
    if last is None:
        return None
    return {"broadcast": str(last.broadcast_id), "at": to_iso(last.at), "missed_before": last.missed_before}


def _last_from(item: Item) -> LastOccurrence:
    return LastOccurrence(UUID(item["broadcast"]), from_iso(item["at"]), item["missed_before"])


def _last_at(announcement: Announcement) -> datetime | None:
    return None if announcement.last is None else announcement.last.at
