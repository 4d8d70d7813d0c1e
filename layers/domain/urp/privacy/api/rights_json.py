"""Requests about one's own data and what is held on a citizen, as public JSON."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from pydantic import Field

from urp.desk.api.conversation_json import LANGUAGE_NAMES, TAKE_OVER
from urp.desk.model import OF_THE_OFFICE, RightsKind
from urp.desk.outbox import ReplyOutcome
from urp.masking import collect_published, mask
from urp.meaning.breaches import Breach
from urp.moderation.casebook.model import BY_RULE, Outcome, StepKind
from urp.privacy.rights.model import ARTICLES, RightsState
from urp.staff_api.schemas import Count, Input, Listing, Moment, Output
from urp.town.municipality.codes import Category, RedirectKind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import date, datetime

    from urp.citizens.identity.model import Citizen
    from urp.meaning.breaches import Breach
    from urp.privacy.api.offices import PrivacyOffices
    from urp.privacy.rights.model import Held, JudgedMessage, RightsRequest, Talk


_MOST_WORDS = 3500


"""The text around them is short, and WhatsApp takes 4,096 characters."""


class RightsListing(Listing):
    state: Literal["open", "closed"] = Field(
        "open", description="open: by their last day, overdue ones on top; closed: the newest first"
    )


class ExtensionJson(Output):
    until: date
    reason: str
    at: Moment
    by: str
    told: str = Field(description="chat, or how the citizen was told elsewhere")
    in_chat: ReplyOutcome | None = Field(
        description="What became of the message; null: told elsewhere, or written before this was kept"
    )


class ErasureJson(Output):
    """That an erasure was begun; with the request still open, it has to be carried to its end."""

    at: Moment
    by: str


class ClosingJson(Output):
    at: Moment
    by: str
    words: str
    told: str
    in_chat: ReplyOutcome | None = Field(
        description="As in an extension: only `delivered` means that it arrived"
    )


class RestrictionJson(Output):
    """Art. 18: a copy waits out of reach of every expiry."""

    at: Moment
    by: str
    items: int
    lifted_at: Moment | None = Field(description="Null: in force")


class RightsRequestJson(Output):
    id: UUID
    number: str = Field(description="One sequence a year: 2026/0001")
    kind: RightsKind
    article: str = Field(description="Of the GDPR")
    state: RightsState
    citizen: UUID
    conversation: UUID = Field(description="Where the citizen's words stand, while they are kept")
    received_at: Moment
    due: date = Field(description="The last day for the answer, told to the citizen")
    days_left: int = Field(description="Negative: overdue")
    left: bool = Field(description="The subscription ended at once")
    asked: RightsKind | None = Field(
        description="As the citizen's words were understood; another than `kind`: staff corrected it. Null: "
        "not known. An erasure that was not read in their words takes two people"
    )
    confirmed_at: Moment | None = Field(
        description="When the citizen confirmed the erasure with the code of the chat: done in minutes, "
        "without the office. Still open an hour later: an administrator carries it out"
    )
    extension: ExtensionJson | None
    erasure: ErasureJson | None
    restriction: RestrictionJson | None
    closing: ClosingJson | None


class RightsRequestsJson(Output):
    items: tuple[RightsRequestJson, ...]
    next: str | None


class CorrectedRights(Input):
    kind: RightsKind


class InTheChat(Input):
    seen: Count | None = Field(
        None, description="Needed to tell them in the chat: `said` of the conversation as last read"
    )
    take_over: bool = Field(False, description=TAKE_OVER)


class RightsExtension(InTheChat):
    reason: str = Field(min_length=3, max_length=300, description="The citizen reads it")
    told_elsewhere: str | None = Field(
        None,
        min_length=3,
        max_length=200,
        description="How the citizen was told, if not in the chat; absent: this call tells them there",
    )


class RightsClosing(InTheChat):
    outcome: Literal["answered", "refused"]
    words: str = Field(
        min_length=3, max_length=_MOST_WORDS, description="The answer, or the reasons; the citizen reads them"
    )
    told_elsewhere: str | None = Field(None, min_length=3, max_length=200)


class HeldProfileJson(Output):
    user_ids: tuple[str, ...] = Field(description="WhatsApp's, whole: they are the citizen's own")
    phones: tuple[str, ...]
    former_phones: tuple[str, ...] = Field(description="Numbers they had before")
    subscribed: bool
    subscribed_at: Moment | None
    left_at: Moment | None
    topics: tuple[str, ...] | None = Field(description="Null: all of them")
    topics_since: dict[str, date] = Field(description="Topics given up and taken back: on which day")
    no_marketing: bool = Field(description="They told WhatsApp to stop promotions")
    window_ends_at: Moment | None = Field(description="24 hours after their last message")
    block_breach: Breach | None
    block_until: Moment | None


class HeldConsentJson(Output):
    kind: str
    at: Moment
    source: str
    text: str = Field(description="Identifiers masked but the citizen's own phones, as in every text here")
    policy_version: str
    privacy_version: str


class HeldBlockJson(Output):
    kind: str
    at: Moment
    breach: Breach | None = Field(description="As it was told; what the office wrote for itself is not here")
    until: Moment | None


class HeldMessageJson(Output):
    at: Moment
    kind: str
    by_the_office: bool
    text: str = Field(description="Identifiers masked: they may be somebody else's")


class HeldConversationJson(Output):
    id: UUID
    opened_at: Moment
    status: str
    possible_danger: bool = Field(description="Kept as of a possible danger to who writes or to others")
    written_in: str | None = Field(
        description="Italian name of the language last written in; null: Italian or English"
    )
    messages: tuple[HeldMessageJson, ...]


class HeldRedirectJson(Output):
    at: Moment
    kind: RedirectKind
    category: Category
    text: str


class HeldStepJson(Output):
    at: Moment
    step: StepKind
    by_rule: bool = Field(description="The service did it by itself; false: a person of the office")
    told: bool = Field(description="The citizen was written to about it")
    until: Moment | None = Field(description="Of a block; null: without an end, or none")


class HeldCaseJson(Output):
    at: Moment
    breach: Breach
    reason: str = Field(description="The phrase by which whoever is told of it is told what broke the rules")
    outcome: Outcome | None = Field(description="What was done about it; null: nothing yet")
    text: str = Field(description="Identifiers of people masked; empty once erased")
    steps: tuple[HeldStepJson, ...] = Field(description="Oldest first; without what the office wrote of them")


class OwnCopyJson(Output):
    """What the desk, the list and the blocks hold on one citizen, for the answer to an access request.
    Notices received, the desk's own state and the exclusion record are not in it."""

    request: RightsRequestJson
    profile: HeldProfileJson
    consent: tuple[HeldConsentJson, ...]
    blocks: tuple[HeldBlockJson, ...]
    conversations: tuple[HeldConversationJson, ...]
    sent_elsewhere: tuple[HeldRedirectJson, ...]
    requests: tuple[RightsRequestJson, ...]
    cases: tuple[HeldCaseJson, ...] = Field(
        description="Messages judged against the rules; those held as evidence are left out"
    )
    next: str | None = Field(
        description="The cursor of the rest, where one answer cannot carry all; null: this is the end"
    )


class CopyPage(Input):
    """Which part of a copy."""

    cursor: str | None = Field(
        None, min_length=1, max_length=1500, description="The `next` of the page before; opaque"
    )


def find_local_today(offices: PrivacyOffices, now: datetime) -> date:
    return now.astimezone(offices.municipality.zone).date()


def to_request_json(request: RightsRequest, today: date) -> RightsRequestJson:
    extension, closing = request.extension, request.closing
    return RightsRequestJson.from_view(
        request,
        article=ARTICLES[request.kind],
        citizen=request.citizen_id,
        conversation=request.conversation_id,
        days_left=request.count_days_left(today),
        extension=ExtensionJson.from_view(extension) if extension else None,
        erasure=ErasureJson.from_view(request.erasure) if request.erasure else None,
        restriction=RestrictionJson.from_view(request.restriction) if request.restriction else None,
        closing=ClosingJson.from_view(closing) if closing else None,
    )


def to_held_json(
    request: RightsRequest, held: Held, today: date, public: Collection[str], reason: Callable[[Breach], str]
) -> OwnCopyJson:
    """`public` contacts are shown, and so are their own phones: it is their copy (art. 15(3) GDPR). What else
    a text names may be somebody else's (art. 15(4))."""
    shown = frozenset(public) | _list_own_phones(held.citizen)
    return OwnCopyJson(
        request=to_request_json(request, today),
        profile=_to_profile_json(held.citizen),
        consent=tuple(
            HeldConsentJson.from_view(
                entry, kind=entry.kind.value, source=entry.source.value, text=mask(entry.text, shown)
            )
            for entry in held.consent
        ),
        blocks=tuple(HeldBlockJson.from_view(event) for event in held.blocks),
        conversations=tuple(_to_talk_json(talk, shown) for talk in held.talks),
        sent_elsewhere=tuple(
            HeldRedirectJson.from_view(kept.redirect, text=mask(kept.redirect.text, shown))
            for kept in held.redirects
        ),
        requests=tuple(to_request_json(each, today) for each in held.requests),
        cases=tuple(_to_case_json(case, shown, reason(case.case.breach)) for case in held.cases),
        next=None,
    )


def _list_own_phones(citizen: Citizen) -> frozenset[str]:
    return collect_published(*(f"+{phone}" for phone in (*citizen.phones, *citizen.former_phones)))


def _to_case_json(judged: JudgedMessage, shown: Collection[str], reason: str) -> HeldCaseJson:
    return HeldCaseJson(
        at=judged.case.written_at,
        breach=judged.case.breach,
        reason=reason,
        outcome=judged.case.outcome,
        text=mask(judged.text, shown),
        steps=tuple(
            HeldStepJson(
                at=step.at,
                step=step.kind,
                by_rule=step.author == BY_RULE,
                told=step.reply_id is not None,
                until=step.until,
            )
            for step in judged.steps
        ),
    )


def _to_profile_json(citizen: Citizen) -> HeldProfileJson:
    block = citizen.block
    return HeldProfileJson.from_view(
        citizen,
        topics=None if citizen.topics is None else tuple(sorted(citizen.topics)),
        topics_since=dict(citizen.topics_since),
        block_breach=block.breach if block else None,
        block_until=block.until if block else None,
    )


def _to_talk_json(talk: Talk, shown: Collection[str]) -> HeldConversationJson:
    conversation = talk.conversation
    return HeldConversationJson.from_view(
        conversation,
        status=conversation.status.value,
        written_in=LANGUAGE_NAMES.get(conversation.written_in),
        messages=tuple(
            HeldMessageJson(
                at=message.message.at,
                kind=message.message.kind.value,
                by_the_office=message.message.kind in OF_THE_OFFICE,
                text=mask(message.message.text, shown),
            )
            for message in talk.messages
        ),
    )
