"""/staff/announcements: notices that recur by a rule."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.permissions import Permission
from urp.notices.announcements.model import AnnouncementDraft, Schedule
from urp.notices.announcements.rule_words import read_rule
from urp.notices.api.announcement_json import (
    AnnouncementPreviewJson,
    AnnouncementsJson,
    AnnouncementViewJson,
    ChangedAnnouncement,
    NewAnnouncement,
    NewAnnouncementApproval,
    announcement_json,
    announcement_preview_json,
    announcement_view_json,
)
from urp.notices.api.approval_json import read_indispensable
from urp.staff_api.routing import Request, Route, always
from urp.staff_api.schemas import Listing, Nothing

if TYPE_CHECKING:
    from urp.acts.model import Act
    from urp.notices.announcements.views import AnnouncementView
    from urp.notices.api.offices import NoticesOffices


def listed(offices: NoticesOffices, request: Request[Listing, Nothing]) -> AnnouncementsJson:
    page = offices.announcements.page(request.query.cursor, request.query.limit)
    day = request.now.astimezone(offices.municipality.zone).date()
    items = tuple(announcement_json(each, day, offices.municipality) for each in page.items)
    return AnnouncementsJson(items=items, next=page.cursor)


def shown(offices: NoticesOffices, request: Request[Nothing, Nothing]) -> AnnouncementViewJson:
    return _view(offices, offices.announcements.get(request.read_id("announcement"), request.now))


def previewed(offices: NoticesOffices, request: Request[Nothing, NewAnnouncement]) -> AnnouncementPreviewJson:
    draft = _draft(request.body)
    sentence, agenda = offices.announcements.preview(draft, request.now)
    first = draft.broadcast(agenda.outings[0].at)
    notice = offices.broadcasts.preview(first, request.now, draft.topics)
    return announcement_preview_json(sentence, agenda, notice, request.now, offices.municipality)


def created(offices: NoticesOffices, request: Request[Nothing, NewAnnouncement]) -> AnnouncementViewJson:
    announcement_id = request.new_id
    act = request.make_act("announcement.create", f"announcement/{announcement_id}")
    return _view(offices, offices.announcements.create(announcement_id, _draft(request.body), act))


def created_before(
    offices: NoticesOffices, request: Request[Nothing, NewAnnouncement], resource_id: str
) -> AnnouncementViewJson:
    return _view(offices, offices.announcements.get(UUID(resource_id), request.now))


def changed(offices: NoticesOffices, request: Request[Nothing, ChangedAnnouncement]) -> AnnouncementViewJson:
    announcement_id, body = request.read_id("announcement"), request.body
    act = request.make_act("announcement.change", f"announcement/{announcement_id}")
    return _view(offices, offices.announcements.change(announcement_id, _draft(body), body.version, act))


def changed_before(
    offices: NoticesOffices, request: Request[Nothing, ChangedAnnouncement], _: str
) -> AnnouncementViewJson:
    return _view(offices, offices.announcements.get(request.read_id("announcement"), request.now))


def approved(
    offices: NoticesOffices, request: Request[Nothing, NewAnnouncementApproval]
) -> AnnouncementViewJson:
    announcement_id, body = request.read_id("announcement"), request.body
    act = request.make_act("announcement.approve", f"announcement/{announcement_id}")
    return _view(offices, offices.announcements.approve(announcement_id, body.seen, body.until, act))


def acted_before(
    offices: NoticesOffices, request: Request[Nothing, NewAnnouncementApproval], _: str
) -> AnnouncementViewJson:
    return _view(offices, offices.announcements.get(request.read_id("announcement"), request.now))


def paused(offices: NoticesOffices, request: Request[Nothing, Nothing]) -> AnnouncementViewJson:
    return _view(
        offices, offices.announcements.pause(request.read_id("announcement"), _act(request, "pause"))
    )


def resumed(offices: NoticesOffices, request: Request[Nothing, Nothing]) -> AnnouncementViewJson:
    return _view(
        offices, offices.announcements.resume(request.read_id("announcement"), _act(request, "resume"))
    )


def deleted(offices: NoticesOffices, request: Request[Nothing, Nothing]) -> AnnouncementViewJson:
    return _view(
        offices, offices.announcements.delete(request.read_id("announcement"), _act(request, "delete"))
    )


def _act(request: Request[Nothing, Nothing], verb: str) -> Act:
    return request.make_act(f"announcement.{verb}", f"announcement/{request.read_id('announcement')}")


def _view(offices: NoticesOffices, view: AnnouncementView) -> AnnouncementViewJson:
    return announcement_view_json(view, offices.municipality)


def _draft(body: NewAnnouncement) -> AnnouncementDraft:
    return AnnouncementDraft(
        title=body.title,
        template=body.template,
        parameters=body.parameters,
        link=body.link,
        topics=frozenset(body.topics),
        schedule=Schedule(
            rule=read_rule(body.rule),
            start=body.start,
            time=time.fromisoformat(body.time),
            holidays=body.holidays,
        ),
        tolerance=timedelta(minutes=body.tolerance_minutes),
        beyond_tier=body.beyond_tier,
        useful_for=None if body.useful_minutes is None else timedelta(minutes=body.useful_minutes),
        indispensable=read_indispensable(body.indispensable),
        in_quiet_hours=body.in_quiet_hours,
    )


_ONE = "/staff/announcements/{announcement}"

ROUTES = (
    Route(
        "GET", "/staff/announcements", Permission.READ, "List recurring announcements",
        Listing, Nothing, AnnouncementsJson, listed,
    ),
    Route(
        "POST", "/staff/announcements", Permission.WRITE, "Write a recurring announcement",
        Nothing, NewAnnouncement, AnnouncementViewJson, created, status=201, repeat=created_before,
        description="Active at once: three minutes before its time each occurrence becomes a broadcast; one "
        "that is not covered by an approval waits for one.",
    ),
    Route(
        "POST", "/staff/announcements/preview", Permission.WRITE,
        "See its rule in words and its next twelve days",
        Nothing, NewAnnouncement, AnnouncementPreviewJson, previewed, description="Stores nothing.",
    ),
    Route(
        "GET", _ONE, Permission.READ, "Read a recurring announcement and its next twelve days",
        Nothing, Nothing, AnnouncementViewJson, shown,
    ),
    Route(
        "PUT", _ONE, Permission.WRITE, "Write it anew",
        Nothing, ChangedAnnouncement, AnnouncementViewJson, changed, repeat=changed_before,
        description="All of it, with the version that was read; 409 `changed_meanwhile`, `due_now`. What is "
        "a broadcast already stays as it is: `under_way` names it. The approval is gone.",
    ),
    Route(
        "POST", _ONE + "/approve", Permission.APPROVE, "Approve what it becomes",
        Nothing, NewAnnouncementApproval, AnnouncementViewJson, approved, repeat=acted_before, fresh=always,
        description="For a time. 403 `same_person` for who wrote or changed it; 409 `changed_since_read` if "
        "`seen` is not its `seal`.",
    ),
    Route(
        "DELETE", _ONE, Permission.WRITE, "End it for good", Nothing, Nothing, AnnouncementViewJson, deleted,
        description="What is a broadcast already stays: `under_way` names it.",
    ),
    Route(
        "POST", _ONE + "/pause", Permission.STOP, "Pause it", Nothing, Nothing, AnnouncementViewJson, paused,
        description="What falls in the pause is not sent, not even later. Again changes nothing.",
    ),
    Route(
        "POST", _ONE + "/resume", Permission.SEND,
        "Let it go on", Nothing, Nothing, AnnouncementViewJson, resumed,
        description="With the next day that its rule names.",
    ),
)  # fmt: skip
