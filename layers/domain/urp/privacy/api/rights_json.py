"""Requests about one's own data and what is held on a citizen, as the office's programs see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.desk.api.conversation_json import LANGUAGE_NAMES
from urp.desk.model import OF_THE_OFFICE
from urp.masking import masked, published
from urp.moderation.casebook.model import BY_RULE
from urp.privacy.api.schemas_rights import (
    ClosingJson,
    ErasureJson,
    ExtensionJson,
    HeldBlockJson,
    HeldCaseJson,
    HeldConsentJson,
    HeldConversationJson,
    HeldMessageJson,
    HeldProfileJson,
    HeldRedirectJson,
    HeldStepJson,
    OwnCopyJson,
    RightsRequestJson,
)
from urp.privacy.rights.model import ARTICLES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import date, datetime

    from urp.citizens.identity.model import Citizen
    from urp.meaning.breaches import Breach
    from urp.privacy.api.offices import PrivacyOffices
    from urp.privacy.rights.model import RightsRequest
    from urp.privacy.rights.ports import Held, JudgedMessage, Talk


def local_today(offices: PrivacyOffices, now: datetime) -> date:
    return now.astimezone(offices.municipality.zone).date()


def request_json(request: RightsRequest, today: date) -> RightsRequestJson:
    extension, closing = request.extension, request.closing
    return RightsRequestJson.from_view(
        request,
        article=ARTICLES[request.kind],
        citizen=request.citizen_id,
        conversation=request.conversation_id,
        days_left=request.days_left(today),
        extension=ExtensionJson.from_view(extension) if extension else None,
        erasure=ErasureJson(at=request.erasure.at, by=request.erasure.by) if request.erasure else None,
        closing=ClosingJson.from_view(closing) if closing else None,
    )


def held_json(
    request: RightsRequest, held: Held, today: date, public: Collection[str], reason: Callable[[Breach], str]
) -> OwnCopyJson:
    """`public` contacts are shown, and so are their own phones: it is their copy (art. 15(3) GDPR). What else
    a text names may be somebody else's (art. 15(4))."""
    shown = frozenset(public) | _own_phones(held.citizen)
    return OwnCopyJson(
        request=request_json(request, today),
        profile=_profile(held.citizen, shown),
        consent=tuple(
            HeldConsentJson.from_view(
                entry, kind=entry.kind.value, source=entry.source.value, text=masked(entry.text, shown)
            )
            for entry in held.consent
        ),
        blocks=tuple(HeldBlockJson.from_view(event) for event in held.blocks),
        conversations=tuple(_talk(talk, shown) for talk in held.talks),
        sent_elsewhere=tuple(
            HeldRedirectJson.from_view(kept.redirect, text=masked(kept.redirect.text, shown))
            for kept in held.redirects
        ),
        requests=tuple(request_json(each, today) for each in held.requests),
        cases=tuple(_case(each, shown, reason(each.case.breach)) for each in held.cases),
        next=None,
    )


def _own_phones(citizen: Citizen) -> frozenset[str]:
    return published(*(f"+{phone}" for phone in (*citizen.phones, *citizen.former_phones)))


def _case(judged: JudgedMessage, shown: Collection[str], reason: str) -> HeldCaseJson:
    return HeldCaseJson(
        at=judged.case.written_at,
        breach=judged.case.breach,
        reason=reason,
        outcome=judged.case.outcome,
        text=masked(judged.text, shown),
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


def _profile(citizen: Citizen, shown: Collection[str]) -> HeldProfileJson:
    block = citizen.block
    return HeldProfileJson.from_view(
        citizen,
        topics=None if citizen.topics is None else tuple(sorted(citizen.topics)),
        block_breach=block.breach if block else None,
        block_until=block.until if block else None,
    )


def _talk(talk: Talk, shown: Collection[str]) -> HeldConversationJson:
    conversation = talk.conversation
    return HeldConversationJson.from_view(
        conversation,
        status=conversation.status.value,
        written_in=LANGUAGE_NAMES.get(conversation.written_in),
        messages=tuple(
            HeldMessageJson(
                at=each.message.at,
                kind=each.message.kind.value,
                by_the_office=each.message.kind in OF_THE_OFFICE,
                text=masked(each.message.text, shown),
            )
            for each in talk.messages
        ),
    )
