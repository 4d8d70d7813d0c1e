"""Broadcasts and Channel editions, as public JSON."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from pydantic import Field

from urp.acts.alerts import ALERTED
from urp.notices.api.approval_json import (
    MOMENT,
    ApprovalJson,
    RefusalJson,
    SubmissionJson,
    ToApproveJson,
    approval_fields,
    to_approve_json,
)
from urp.notices.api.audience_json import AudienceRuleJson, audience_rule_json
from urp.notices.api.break_glass_json import BreakGlassJson, break_glass_json
from urp.notices.api.cost_json import CostJson, cost_json, known_cost_json
from urp.notices.api.reach_json import ReachJson, reach_json
from urp.notices.api.sheet_json import TRAINING_NOTE, SheetJson, sheet_json
from urp.notices.api.what_next import WHO_STOPS, write_what_next
from urp.notices.broadcasts.closing import unclear_note
from urp.notices.broadcasts.model import LONGEST_TITLE, BeyondTier, BroadcastStatus, HoldReason, Urgency
from urp.notices.broadcasts.training import training_note
from urp.staff_api.schemas import HIGHEST, Input, Listing, Moment, Output, ShortText, TopicId
from urp.town.opening_hours.words import write_moment

if TYPE_CHECKING:
    from urp.notices.broadcasts.channel_post import ChannelPost
    from urp.notices.broadcasts.figures import DeliveryFigures, LiveCount
    from urp.notices.broadcasts.model import Broadcast, Counts, Hold
    from urp.notices.broadcasts.office import BroadcastView, Preview
    from urp.notices.broadcasts.tally import Statement
    from urp.town.municipality import Municipality
    from urp.town.pricing.model import Cost


BEYOND_TIER: BeyondTier = Field(
    BeyondTier.REFUSE,
    description="To more people than WhatsApp lets the number write to in 24 hours: refuse (nobody is "
    "written to until a person decides) or plan (over days). An emergency always goes to as many as "
    "possible at once",
)


WORDS = "What it went out with, for ever. Null before, and of what was frozen before it was kept"


WHAT_NEXT = "Italian: when it starts, for how many people, who may stop it"


class NewBroadcast(Input):
    title: str = Field(min_length=1, max_length=LONGEST_TITLE, description="For the office's list")
    template: str = Field(min_length=1, max_length=60, description="Name of a message template")
    parameters: dict[str, ShortText] = Field(
        max_length=20, description="One value for each gap of the template"
    )
    link: str = Field(
        min_length=1, max_length=300, description="Where the notice stands on the municipality's site; https"
    )
    urgency: Urgency = Field(
        Urgency.ORDINARY,
        description="emergency: ordinary notices are silent until everybody has been reached",
    )
    topics: list[TopicId] = Field(
        [],
        max_length=20,
        description="Ids from /staff/topics: only who wants to hear of one of them. Empty: everybody, "
        "as every emergency and every alert",
    )
    beyond_tier: BeyondTier = BEYOND_TIER
    expires_at: str | None = Field(
        None, max_length=40, description="From then on it is of no use any more. " + MOMENT
    )
    tolerance_minutes: int = Field(
        60,
        ge=1,
        le=1440,
        description="Later than this after its planned time it is not sent: a person decides",
    )
    training: bool = Field(
        False,
        description="A drill: every step of a real notice, on at most 192 of its people, and nothing leaves "
        "to WhatsApp. What follows it is training too",
    )


class ChangedBroadcast(NewBroadcast):
    version: int = Field(
        ge=1, le=HIGHEST, description="The one that was read: 409 `changed_meanwhile` if it moved"
    )


class NewCorrection(Input):
    template: str = Field(min_length=1, max_length=60, description="Name of a message template")
    parameters: dict[str, ShortText] = Field(
        max_length=20, description="One value for each gap of the template"
    )
    link: str | None = Field(
        None, min_length=1, max_length=300, description="Null: where the first notice stands; https"
    )


class HoldJson(Output):
    reason: HoldReason
    at: Moment
    explanation: str = Field(description="Italian, for the office")
    code: int | None = Field(description="WhatsApp's code")
    until: Moment | None = Field(description="When it goes on by itself, at the earliest")
    ends_by_itself: bool = Field(description="Else a person resumes it, who has read the explanation")


class JobsJson(Output):
    closed: int
    total: int


class PostedJson(Output):
    by: str
    at: Moment
    link: str | None


class DiscardedJson(Output):
    by: str
    at: Moment
    reason: str


class NewTakeDown(Input):
    reason: str = Field(
        min_length=3,
        max_length=300,
        description="Italian; anybody reads it in place of the notice: no names, nothing of what was wrong",
    )


class TakenDownJson(Output):
    by: str
    at: Moment
    reason: str


class ChannelEditionJson(Output):
    broadcast: UUID
    title: str
    text: str = Field(description="Ready to copy")
    waiting_since: Moment | None = Field(description="Null until the notice itself is due")
    posted: PostedJson | None
    late: bool = Field(description="Waits for longer than the profile's `remind_hours`")
    discarded: DiscardedJson | None = Field(description="Why it is not posted")


class BroadcastJson(Output):
    id: UUID
    title: str
    template: str
    parameters: dict[str, str]
    link: str
    urgency: Urgency
    beyond_tier: BeyondTier
    status: BroadcastStatus
    version: int = Field(description="Goes up with every change")
    created_at: Moment
    created_by: str
    audience_rule: AudienceRuleJson
    due_at: Moment | None
    submission: SubmissionJson | None = Field(description="Null before it is submitted")
    approval: ApprovalJson | None
    refusal: RefusalJson | None = Field(description="Returned or rejected, and why")
    break_glass: BreakGlassJson | None = Field(description="Of what one person sent alone, and its review")
    tolerance_minutes: int
    expires_at: Moment | None
    taken_down: TakenDownJson | None = Field(description="Out of the public archive")
    sending_at: Moment | None
    closed_at: Moment | None
    hold: HoldJson | None = Field(description="Why the service itself holds it")
    audience: int | None = Field(description="Null until it is frozen")
    counts: CountsJson = Field(description="While it runs, added as each job of fifty people closes")
    open_people: int | None = Field(description="Of the audience, those in none of the counts")
    training: bool = Field(description="Nothing leaves")
    training_note: str | None = Field(description=TRAINING_NOTE)
    jobs: JobsJson


class SubmittedJson(BroadcastJson):
    alerted: bool | None = Field(
        description="Whether the person on duty was told that it waits; false: tell an approver yourself. "
        "Null where it does not wait, and in the answer to a repeated call"
    )
    what_next: tuple[str, ...] = Field(description=WHAT_NEXT)


class ApprovedJson(BroadcastJson):
    what_next: tuple[str, ...] = Field(description=WHAT_NEXT)


class SentAloneJson(BroadcastJson):
    alerted: bool | None = Field(
        description="Whether somebody on duty was told; false: the next minute tells them, or tell an "
        "approver yourself. Null in the answer to a repeated call"
    )
    what_next: tuple[str, ...] = Field(description="Italian: what happens now, and what to do")


class BroadcastStockJson(BroadcastJson):
    standing: StandingJson | None = Field(description="Null before the audience is frozen and once closed")


class PeopleByCode(Output):
    code: int = Field(description="WhatsApp's; 0: none was given")
    people: int


class DeliveryJson(Output):
    """Of the accepted, by the furthest news of each; news may come for 30 days."""

    as_of: Moment
    no_news: int
    held: int
    sent: int
    delivered: int
    read: int
    failed: int
    failed_by_code: tuple[PeopleByCode, ...]


class SentWordsJson(Output):
    """Fixed when the audience begins to be frozen; no later change of the template touches it."""

    template_version: int = Field(description="As the profile's file said then")
    digest: str = Field(description="SHA-256 of template and parameters; equal words, equal digest")
    text: str = Field(description="As a citizen reads it")


class BroadcastViewJson(BroadcastStockJson):
    to_approve: ToApproveJson | None = Field(description="While it waits for an approval")
    unclear: UnclearJson | None = Field(description="Null when nobody is")
    text: str = Field(description="As a citizen reads it")
    words: SentWordsJson | None = Field(description=WORDS)
    delivery: DeliveryJson
    reach: ReachJson | None = Field(description="Null when nobody is left to be reached, or not frozen yet")
    channel: ChannelEditionJson | None
    cost: CostJson | None = Field(
        description="Of the whole notice: an estimate while it runs, then the closing statement's. Null "
        "before the audience is frozen"
    )
    cost_so_far: CostJson | None = Field(description="Of what WhatsApp has delivered")


class PreviewJson(Output):
    audience: int = Field(description="People it would reach now")
    audience_exact: bool = Field(description="False beyond some 75,000: estimated, within one per cent")
    text: str = Field(description="As a citizen reads it")
    category: str = Field(description="What WhatsApp bills it as, by its last word")
    cost: CostJson
    channel_text: str
    seconds: int = Field(description="From the first person to the last")
    reach: ReachJson
    sheet: SheetJson
    problems: tuple[str, ...] = Field(description="Italian; with any of them it cannot be sent")
    training_note: str | None = Field(description=TRAINING_NOTE)


class BroadcastsJson(Output):
    items: tuple[BroadcastJson, ...] = Field(description="Newest first")
    next: str | None
    to_review: int | None = Field(
        description="How many that one person sent alone wait for another's review; null with a `status`"
    )


class StatementJson(Output):
    """Fixed at the close; its total is the audience."""

    broadcast: UUID
    training_note: str | None = Field(description=TRAINING_NOTE)
    closed_at: Moment
    audience: int
    counts: CountsJson
    refused_by_code: tuple[PeopleByCode, ...]
    delivery: DeliveryJson
    cost: CostJson | None = Field(
        description="Of the accepted; null when it was closed before costs were reckoned"
    )
    cost_so_far: CostJson | None = Field(description="Of what WhatsApp has delivered by now")
    break_glass: BreakGlassJson | None = Field(description="Of what one person sent alone, and its review")
    words: SentWordsJson | None = Field(description=WORDS)


class ChannelListing(Listing):
    status: Literal["waiting"] = Field("waiting", description="What is out there and not yet posted")


class ChannelEditionsJson(Output):
    items: tuple[ChannelEditionJson, ...]
    next: str | None


class NewPost(Input):
    link: str | None = Field(None, max_length=300, description="Of the post in the Channel, if copied")


class EditionDiscard(Input):
    reason: str = Field(min_length=3, max_length=300, description="Why it is not posted")


class CountsJson(Output):
    """People by where they ended; whoever is still open is in none."""

    accepted: int
    refused: int
    opted_out: int
    blocked: int
    expired: int
    stopped: int
    unclear: int
    total: int


class StandingJson(Output):
    """As of that very moment, those in the hands of a worker included; the five of them add up to the
    audience."""

    as_of: Moment
    handed_over: int = Field(description="Whom WhatsApp has, or may have: reached, unclear, in flight")
    reached: int
    ended: int = Field(description="Not reached and not to be: refused, left, blocked, expired, stopped")
    unclear: int
    in_flight: int = Field(description="Being handed over; within seconds they are in another number")
    not_yet: int


class UnclearJson(Output):
    """Those of whom nobody knows whether it reached them, and what a person may do."""

    people: int
    meaning: str = Field(description="Italian, for the office")
    settles_until: Moment | None = Field(
        description="Until then a status may tell. Null while it is being sent, and once closed"
    )
    may_resend: bool = Field(description="`resend-unclear` writes a draft for exactly them")


def broadcast_json(broadcast: Broadcast, town: Municipality) -> BroadcastJson:
    return BroadcastJson(**_header(broadcast, broadcast.progress.counts, town))


def submitted_json(
    broadcast: Broadcast, alerted: bool | None, now: datetime, town: Municipality
) -> SubmittedJson:
    told = write_what_next(broadcast, now, town.zone, alerted)
    return SubmittedJson(
        **_header(broadcast, broadcast.progress.counts, town), alerted=alerted, what_next=told
    )


def approved_json(broadcast: Broadcast, now: datetime, town: Municipality) -> ApprovedJson:
    told = write_what_next(broadcast, now, town.zone)
    return ApprovedJson(**_header(broadcast, broadcast.progress.counts, town), what_next=told)


def sent_alone_json(broadcast: Broadcast, alerted: bool | None, town: Municipality) -> SentAloneJson:
    sent, extent = broadcast.break_glass, broadcast.approval and broadcast.approval.extent
    told = [
        f"L'avviso è in partenza. Persone: {extent.people if extent else '?'}. I primi messaggi escono entro"
        " qualche secondo. Non va inviato di nuovo.",
        "Se l'avviso si sospende da solo (Meta non risponde, il gettone di accesso non vale più), chiama"
        f" {town.break_glass.call}.",
        f"{WHO_STOPS}.",
    ]
    if alerted is not None:
        told.append(ALERTED if alerted else "Nessuno è stato ancora avvisato: va avvisato un approvatore.")
    if sent is not None:
        due = write_moment(sent.review.due_at, town.zone)
        told.append(f"Un'altra persona lo verifica entro {due}.")
    return SentAloneJson(
        **_header(broadcast, broadcast.progress.counts, town), alerted=alerted, what_next=tuple(told)
    )


def stock_json(broadcast: Broadcast, live: LiveCount | None, town: Municipality) -> BroadcastStockJson:
    counted = standing_json(live) if live else None
    return BroadcastStockJson(**_header(broadcast, broadcast.progress.counts, town), standing=counted)


def standing_json(live: LiveCount) -> StandingJson:
    return StandingJson.from_view(live)


def view_json(view: BroadcastView, now: datetime, town: Municipality) -> BroadcastViewJson:
    zone = town.zone
    channel = edition_json(view.post, now, town.channel.remind_after) if view.post else None
    return BroadcastViewJson(
        **_header(view.broadcast, view.figures.counts, town),
        to_approve=to_approve_json(view.broadcast, view.to_approve) if view.to_approve else None,
        standing=standing_json(view.live) if view.live else None,
        unclear=_unclear_json(view.broadcast, view.figures.counts.unclear),
        text=view.text,
        words=_words_json(view.broadcast),
        delivery=delivery_json(view.figures.delivery),
        reach=reach_json(view.reach, now, zone) if view.reach else None,
        channel=channel,
        cost=known_cost_json(view.cost),
        cost_so_far=known_cost_json(view.cost_so_far),
    )


def _unclear_json(broadcast: Broadcast, people: int) -> UnclearJson | None:
    note = unclear_note(broadcast, people)
    if note is None:
        return None
    return UnclearJson.from_view(note)


def preview_json(preview: Preview, now: datetime, town: Municipality) -> PreviewJson:
    return PreviewJson.from_view(
        preview,
        audience=preview.audience.people,
        audience_exact=preview.audience.exact,
        cost=cost_json(preview.cost),
        reach=reach_json(preview.reach, now, town.zone),
        sheet=sheet_json(preview.sheet, now, town),
    )


def edition_json(post: ChannelPost, now: datetime, remind_after: timedelta) -> ChannelEditionJson:
    posted, discarded = post.posted, post.discarded
    return ChannelEditionJson.from_view(
        post,
        broadcast=post.broadcast_id,
        posted=PostedJson.from_view(posted) if posted else None,
        late=post.late(now, remind_after),
        discarded=DiscardedJson.from_view(discarded) if discarded else None,
    )


def statement_json(
    broadcast: Broadcast, statement: Statement, delivery: DeliveryFigures, cost_so_far: Cost | None
) -> StatementJson:
    return StatementJson(
        broadcast=statement.broadcast_id,
        training_note=training_note(broadcast.draft),
        closed_at=statement.closed_at,
        audience=statement.audience,
        counts=counts_json(statement.counts),
        refused_by_code=_by_code(statement.refused_by_code),
        delivery=delivery_json(delivery),
        cost=known_cost_json(statement.cost),
        cost_so_far=known_cost_json(cost_so_far),
        break_glass=break_glass_json(broadcast),
        words=_words_json(broadcast),
    )


def _words_json(broadcast: Broadcast) -> SentWordsJson | None:
    return None if broadcast.words is None else SentWordsJson.from_view(broadcast.words)


def _header(broadcast: Broadcast, counts: Counts, town: Municipality) -> dict[str, Any]:
    draft, progress = broadcast.draft, broadcast.progress
    return {
        "id": broadcast.id,
        "title": draft.title,
        "template": draft.template,
        "parameters": dict(draft.parameters),
        "link": draft.link,
        "urgency": draft.urgency,
        "beyond_tier": draft.beyond_tier,
        "status": broadcast.status,
        "version": broadcast.version,
        "created_at": broadcast.created_at,
        "created_by": broadcast.created_by,
        "audience_rule": audience_rule_json(broadcast.audience_rule, town),
        "due_at": broadcast.due_at,
        **approval_fields(broadcast),
        "break_glass": break_glass_json(broadcast),
        "tolerance_minutes": int(draft.tolerance.total_seconds()) // 60,
        "expires_at": draft.expires_at,
        "taken_down": TakenDownJson.from_view(broadcast.taken_down) if broadcast.taken_down else None,
        "sending_at": broadcast.sending_at,
        "closed_at": broadcast.closed_at,
        "hold": _hold_json(broadcast.hold) if broadcast.hold else None,
        "audience": broadcast.audience,
        "counts": counts_json(counts),
        "open_people": None if broadcast.audience is None else broadcast.audience - counts.total,
        "training": draft.training,
        "training_note": training_note(draft),
        "jobs": JobsJson(closed=progress.jobs_closed, total=broadcast.jobs_total),
    }


def counts_json(counts: Counts) -> CountsJson:
    return CountsJson(**asdict(counts), total=counts.total)


def _hold_json(hold: Hold) -> HoldJson:
    return HoldJson.from_view(hold)


def delivery_json(figures: DeliveryFigures) -> DeliveryJson:
    return DeliveryJson.from_view(figures, failed_by_code=_by_code(figures.failed_by_code))


def _by_code(pairs: tuple[tuple[int, int], ...]) -> tuple[PeopleByCode, ...]:
    return tuple(PeopleByCode(code=code, people=people) for code, people in pairs)
