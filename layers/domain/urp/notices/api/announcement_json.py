"""Recurring announcements, as public JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from urp.notices.announcements.words import moment_in_words
from urp.notices.api.broadcast_json import preview_json
from urp.notices.api.schemas_announcements import (
    AnnouncementJson,
    AnnouncementPreviewJson,
    AnnouncementViewJson,
    LastOccurrenceJson,
    NotOnItsDayJson,
    OccurrenceJson,
    UnderWayJson,
)
from urp.town.opening_hours.words import day_in_words

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from urp.notices.announcements.agenda import Agenda, NotOnItsDay
    from urp.notices.announcements.model import Announcement
    from urp.notices.announcements.views import AnnouncementView
    from urp.notices.broadcasts.office_views import Preview


def announcement_json(announcement: Announcement) -> AnnouncementJson:
    return AnnouncementJson(**_written(announcement))


def announcement_view_json(view: AnnouncementView, zone: ZoneInfo) -> AnnouncementViewJson:
    under_way = view.under_way
    return AnnouncementViewJson(
        **_written(view.announcement),
        **_agenda(view.agenda, zone),
        sentence=view.sentence,
        under_way=None
        if under_way is None
        else UnderWayJson(broadcast=under_way.id, status=under_way.status, due_at=under_way.due_at),
        warning=view.warning,
    )


def announcement_preview_json(
    sentence: str, agenda: Agenda, notice: Preview, now: datetime, zone: ZoneInfo
) -> AnnouncementPreviewJson:
    shown = preview_json(notice, now, zone)
    return AnnouncementPreviewJson(**_agenda(agenda, zone), sentence=sentence, notice=shown)


def _written(announcement: Announcement) -> dict[str, Any]:
    draft, last = announcement.draft, announcement.last
    useful_for = draft.useful_for
    return {
        "id": announcement.id,
        "title": draft.title,
        "template": draft.template,
        "parameters": dict(draft.parameters),
        "link": draft.link,
        "topics": tuple(sorted(draft.topics)),
        "rule": str(draft.schedule.rule),
        "start": draft.schedule.start,
        "time": f"{draft.schedule.time:%H:%M}",
        "holidays": draft.schedule.holidays,
        "beyond_tier": draft.beyond_tier,
        "tolerance_minutes": int(draft.tolerance.total_seconds()) // 60,
        "useful_minutes": None if useful_for is None else int(useful_for.total_seconds()) // 60,
        "status": announcement.status,
        "version": announcement.edition,
        "created_at": announcement.created_at,
        "created_by": announcement.created_by,
        "last": None
        if last is None
        else LastOccurrenceJson(broadcast=last.broadcast_id, at=last.at, missed_before=last.missed_before),
    }


def _agenda(agenda: Agenda, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "occurrences": tuple(
            OccurrenceJson(
                date=outing.on,
                at=outing.at,
                words=moment_in_words(outing.at, zone),
                moved=tuple(map(_not_on_its_day, outing.moved)),
            )
            for outing in agenda.outings
        ),
        "left_out": tuple(map(_not_on_its_day, agenda.left_out)),
    }


def _not_on_its_day(day: NotOnItsDay) -> NotOnItsDayJson:
    return NotOnItsDayJson(date=day.day, words=day_in_words(day.day), reason=day.reason)
