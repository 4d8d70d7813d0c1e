"""/staff/broadcasts/{id}: a draft written anew or deleted, its words and its sheet, and a test send."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from urp.acts.permissions import Permission
from urp.notices.api.broadcast_json import BroadcastJson, ChangedBroadcast, NewBroadcast, broadcast_json
from urp.notices.api.one_broadcast import ONE, acted_before, make_act
from urp.notices.api.sheet_json import (
    SheetJson,
    TrialJson,
    TypedWordsJson,
    WordsToLookAt,
    sheet_json,
    trial_json,
    typed_words_json,
)
from urp.notices.broadcasts.model import BroadcastDraft
from urp.staff_api.reading import read_optional_moment
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Nothing

if TYPE_CHECKING:
    from urp.notices.api.offices import NoticesOffices


def read_draft(offices: NoticesOffices, body: NewBroadcast) -> BroadcastDraft:
    return BroadcastDraft(
        title=body.title,
        template=body.template,
        parameters=body.parameters,
        link=body.link,
        urgency=body.urgency,
        expires_at=read_optional_moment("expires_at", body.expires_at, offices.municipality.zone),
        tolerance=timedelta(minutes=body.tolerance_minutes),
        beyond_tier=body.beyond_tier,
        training=body.training,
    )


def changed(offices: NoticesOffices, request: Request[Nothing, ChangedBroadcast]) -> BroadcastJson:
    broadcast_id, body = request.read_id("broadcast"), request.body
    act = make_act(request, "change")
    draft, topics = read_draft(offices, body), frozenset(body.topics)
    after = offices.broadcasts.drafts.change(broadcast_id, draft, topics, body.version, act)
    return broadcast_json(after, offices.municipality)


def deleted(offices: NoticesOffices, request: Request[Nothing, Nothing]) -> Nothing:
    offices.broadcasts.drafts.delete(request.read_id("broadcast"), make_act(request, "delete"))
    return Nothing()


def sheet(offices: NoticesOffices, request: Request[Nothing, Nothing]) -> SheetJson:
    found = offices.broadcasts.sheet(request.read_id("broadcast"), request.now)
    return sheet_json(found, request.now, offices.municipality)


def looked_at(offices: NoticesOffices, request: Request[Nothing, WordsToLookAt]) -> TypedWordsJson:
    body = request.body
    draft = BroadcastDraft("", body.template, body.parameters, body.link, correction=body.correction)
    return typed_words_json(offices.broadcasts.look_at_words(draft, request.now))


def tried(offices: NoticesOffices, request: Request[Nothing, Nothing]) -> TrialJson:
    return trial_json(offices.trial_send(request.read_id("broadcast"), make_act(request, "test")))


def tried_before(offices: NoticesOffices, request: Request[Nothing, Nothing], _: str) -> TrialJson:
    return trial_json(offices.trial_send.again(make_act(request, "test")))


DRAFTS = (
    Route(
        "PUT", ONE, Permission.WRITE, "Write a draft anew",
        Nothing, ChangedBroadcast, BroadcastJson, changed, repeat=acted_before,
        description="All of it, with the version that was read; 409 `changed_meanwhile`. A draft, also a "
        "returned one; a stale one becomes a draft. Who changes it does not approve it. A follow-up keeps "
        "its audience; 409 `repeated_words` where it says another notice's words once more.",
    ),
    Route(
        "DELETE", ONE, Permission.WRITE, "Delete a draft", Nothing, Nothing, Nothing, deleted, status=204,
        description="With its Channel edition, for good. 409 for anything but a draft.",
    ),
    Route(
        "POST", "/staff/broadcasts/words", Permission.WRITE, "Look at words while they are typed",
        Nothing, WordsToLookAt, TypedWordsJson, looked_at,
        description="Stores nothing, counts nobody, and is no act: the findings of the sheet, what a draft "
        "would be refused for, and the message as a citizen would read it.",
    ),
    Route(
        "GET", ONE + "/sheet", Permission.READ, "Read what there is to know before it is approved",
        Nothing, Nothing, SheetJson, sheet,
        description="People, euro, the month's budget, WhatsApp's limit, duplicates, and the text checked. "
        "409 `on_its_way` once it is frozen.",
    ),
    Route(
        "POST", ONE + "/test", Permission.TEST, "Send it to the staff's test phones",
        Nothing, Nothing, TrialJson, tried, repeat=tried_before,
        description="As citizens will read it, to the phones of the installation's setting `TestPhones`; ten "
        "times a day in all. 409 `no_test_phones`, 429 `tests_limit`. It is on its way when this answers.",
    ),
)  # fmt: skip
