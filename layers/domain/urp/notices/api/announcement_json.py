"""Recurring announcements, as public JSON."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import Field

from urp.notices.announcements.model import AnnouncementStatus, HolidayPolicy
from urp.notices.announcements.words import schedule_in_words
from urp.notices.api.approval_json import (
    IN_QUIET_HOURS,
    IndispensableJson,
    NewIndispensable,
    indispensable_json,
)
from urp.notices.api.audience_json import TOPIC_NAMES, name_topics
from urp.notices.api.broadcast_json import BEYOND_TIER, PreviewJson, preview_json
from urp.notices.broadcasts.model import BeyondTier, BroadcastStatus
from urp.staff_api.schemas import HIGHEST, Input, Moment, Output, ShortText, TopicId
from urp.town.opening_hours.words import write_day, write_moment

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from urp.notices.announcements.agenda import Agenda, NotOnItsDay
    from urp.notices.announcements.model import Announcement
    from urp.notices.announcements.views import AnnouncementView
    from urp.notices.broadcasts.office import Preview
    from urp.town.municipality import Municipality


class NewAnnouncement(Input):
    title: str = Field(min_length=1, max_length=120, description="For the office's lists")
    template: str = Field(min_length=1, max_length=60, description="Name of a message template")
    parameters: dict[str, ShortText] = Field(
        max_length=20, description="One value for each gap of the template"
    )
    link: str = Field(
        min_length=1, max_length=300, description="Where the notice stands on the municipality's site; https"
    )
    topics: list[TopicId] = Field(
        [],
        max_length=20,
        description="Ids from /staff/topics: only who wants to hear of one. Empty: everybody",
    )
    rule: str = Field(
        min_length=1,
        max_length=200,
        description="In Italian, such as `ogni primo lunedì`, or an RFC 5545 recurrence rule, such as "
        "FREQ=MONTHLY;BYDAY=1MO. Of its parts FREQ (DAILY or longer), INTERVAL, BYDAY, BYMONTHDAY, "
        "BYSETPOS, BYMONTH, COUNT, UNTIL",
    )
    start: date = Field(description="The first day that may be one of the rule's")
    time: str = Field(
        pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$", description="HH:MM by the municipality's clock, all year"
    )
    holidays: HolidayPolicy = Field(
        HolidayPolicy.SEND,
        description="What becomes of a day that is a holiday or that the office closed: sent all the same, "
        "left out, or moved to the next day on which the desk opens",
    )
    beyond_tier: BeyondTier = BEYOND_TIER
    tolerance_minutes: int = Field(
        60, ge=1, le=1440, description="Found later than this it is not sent: a person decides"
    )
    useful_minutes: int | None = Field(
        None, ge=10, le=43_200, description="Who was not reached so long after its time is not written to"
    )
    indispensable: NewIndispensable | None = Field(
        None, description="Of each occurrence in a period of electoral silence: without it they do not go out"
    )
    in_quiet_hours: bool = IN_QUIET_HOURS


class ChangedAnnouncement(NewAnnouncement):
    version: int = Field(
        ge=1, le=HIGHEST, description="The one that was read: 409 `changed_meanwhile` if it moved"
    )


class NewAnnouncementApproval(Input):
    seen: str = Field(min_length=1, max_length=64, description="`seal` of the announcement as it was read")
    until: date | None = Field(
        None, description="The last day; null: as long as the profile lets it, 90 days at most"
    )


class NotOnItsDayJson(Output):
    date: date
    words: str = Field(description="Italian, with the weekday")
    reason: str = Field(description="The holiday's name, or what the office wrote for the day")


class OccurrenceJson(Output):
    date: date
    at: Moment
    words: str = Field(description="Italian, with weekday and time")
    moved: tuple[NotOnItsDayJson, ...] = Field(description="The rule's days that were moved to this one")


class AgendaJson(Output):
    occurrences: tuple[OccurrenceJson, ...] = Field(description="The next twelve")
    left_out: tuple[NotOnItsDayJson, ...] = Field(description="Before the last of them")


class AnnouncementPreviewJson(AgendaJson):
    sentence: str = Field(description="The rule in Italian")
    notice: PreviewJson


class UnderWayJson(Output):
    broadcast: UUID
    status: BroadcastStatus
    due_at: Moment | None


class LastOccurrenceJson(Output):
    broadcast: UUID
    at: Moment
    missed_before: int = Field(description="Older ones found past together with it; they are not sent")


class AnnouncementJson(Output):
    id: UUID
    title: str
    template: str
    parameters: dict[str, str]
    link: str
    topics: tuple[str, ...]
    topic_names: tuple[str, ...] = Field(description=TOPIC_NAMES)
    rule: str
    sentence: str = Field(description="The rule in Italian")
    start: date
    time: str
    holidays: HolidayPolicy
    beyond_tier: BeyondTier
    tolerance_minutes: int
    useful_minutes: int | None
    indispensable: IndispensableJson | None
    in_quiet_hours: bool
    status: AnnouncementStatus
    version: int = Field(description="Goes up with every change of the office")
    created_at: Moment
    created_by: str
    last: LastOccurrenceJson | None


class AnnouncementApprovalJson(Output):
    by: str
    at: Moment
    until: date


class AnnouncementViewJson(AnnouncementJson, AgendaJson):
    text: str = Field(description="As a citizen reads it")
    approval: AnnouncementApprovalJson | None = Field(description="Gone with every change")
    covered_until: date | None = Field(
        description="Null: no approval, or it is over, or its template is another now: the next occurrence "
        "waits for an approver"
    )
    seal: str = Field(description="Send it as `seen` with the approval")
    under_way: UnderWayJson | None = Field(
        description="An occurrence that is a broadcast already and not over: changes here do not reach it"
    )
    warning: str | None = Field(description="The same in Italian, and what can be done")


class AnnouncementsJson(Output):
    items: tuple[AnnouncementJson, ...] = Field(description="Newest first")
    next: str | None


def announcement_json(announcement: Announcement, today: date, town: Municipality) -> AnnouncementJson:
    sentence = schedule_in_words(announcement.draft.schedule, town.zone, today)
    return AnnouncementJson(**_written(announcement, sentence, town))


def announcement_view_json(view: AnnouncementView, town: Municipality) -> AnnouncementViewJson:
    under_way = view.under_way
    return AnnouncementViewJson(
        **_written(view.announcement, view.sentence, town),
        **_agenda(view.agenda, town.zone),
        text=view.text,
        approval=None
        if view.announcement.approval is None
        else AnnouncementApprovalJson.from_view(view.announcement.approval),
        covered_until=view.covered_until,
        seal=view.seal,
        under_way=None
        if under_way is None
        else UnderWayJson(broadcast=under_way.id, status=under_way.status, due_at=under_way.due_at),
        warning=view.warning,
    )


def announcement_preview_json(
    sentence: str, agenda: Agenda, notice: Preview, now: datetime, town: Municipality
) -> AnnouncementPreviewJson:
    shown = preview_json(notice, now, town)
    return AnnouncementPreviewJson(**_agenda(agenda, town.zone), sentence=sentence, notice=shown)


def _written(announcement: Announcement, sentence: str, town: Municipality) -> dict[str, Any]:
    draft, last = announcement.draft, announcement.last
    useful_for = draft.useful_for
    return {
        "id": announcement.id,
        "title": draft.title,
        "template": draft.template,
        "parameters": dict(draft.parameters),
        "link": draft.link,
        "topics": tuple(sorted(draft.topics)),
        "topic_names": name_topics(draft.topics, town),
        "sentence": sentence,
        "rule": str(draft.schedule.rule),
        "start": draft.schedule.start,
        "time": f"{draft.schedule.time:%H:%M}",
        "holidays": draft.schedule.holidays,
        "beyond_tier": draft.beyond_tier,
        "tolerance_minutes": int(draft.tolerance.total_seconds()) // 60,
        "useful_minutes": None if useful_for is None else int(useful_for.total_seconds()) // 60,
        "indispensable": indispensable_json(draft.indispensable),
        "in_quiet_hours": draft.in_quiet_hours,
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
                words=write_moment(outing.at, zone),
                moved=tuple(map(_not_on_its_day, outing.moved)),
            )
            for outing in agenda.outings
        ),
        "left_out": tuple(map(_not_on_its_day, agenda.left_out)),
    }


def _not_on_its_day(day: NotOnItsDay) -> NotOnItsDayJson:
    return NotOnItsDayJson(date=day.day, words=write_day(day.day), reason=day.reason)
