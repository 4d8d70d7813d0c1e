"""What the desk remembers of a citizen, as it is stored and read by its own key."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from urp.aws.dynamodb import Item, Value, Write, from_iso, get, put_version, to_iso
from urp.aws.expiry import to_expiry
from urp.aws.tables import Tables
from urp.desk.doubt import Doubt, DoubtAnswer, DoubtedMessage
from urp.desk.floods import Pace
from urp.desk.model import (
    AutomaticReply,
    DeskState,
    DeskStateChange,
    GivenWarning,
    OpenRequest,
    RightsKind,
)
from urp.language import Language
from urp.town.municipality.codes import Category, RedirectKind


def state_key(citizen_id: UUID) -> tuple[str, str]:
    return f"DESK#{citizen_id}", "STATE"


def state_write(change: DeskStateChange, tables: Tables, now: datetime) -> Write:
    after = change.after
    pk, sk = state_key(after.citizen_id)
    ends = [
        to_expiry(now, tables.retention.desk_text),
        *(to_expiry(warning.at, tables.retention.warnings) for warning in after.warnings),
    ]
    replies: list[Value] = [
        {"at": to_iso(reply.at), "counted": reply.counted, "said": reply.said}
        for reply in after.automatic_replies
    ]
    item: dict[str, Value] = {
        "pk": pk,
        "sk": sk,
        "conversation": str(after.conversation_id) if after.conversation_id else None,
        "receipt_sent_on": after.receipt_sent_on,
        "social_services_on": after.social_services_on,
        "reminded_on": after.reminded_on,
        "courtesy_period": after.courtesy_period,
        "refused_at": to_iso(after.refused_at) if after.refused_at else None,
        "automatic_replies": replies,
        "silenced": after.silenced,
        "muted": after.muted,
        "heard_at": to_iso(after.heard_at) if after.heard_at else None,
        "told_in_their_language_on": after.told_in_their_language_on,
        "greeted_on": after.greeted_on,
        "language": after.language.value,
        "child_at": to_iso(after.child_at) if after.child_at else None,
        "warnings": [{"case": str(warning.case_id), "at": to_iso(warning.at)} for warning in after.warnings]
        or None,
        "threatened_at": to_iso(after.threatened_at) if after.threatened_at else None,
        "told_not_taken_at": to_iso(after.told_not_taken_at) if after.told_not_taken_at else None,
        "asked_phone_at": to_iso(after.asked_phone_at) if after.asked_phone_at else None,
        "expires_at": max(ends),
        "rights": _open_requests_item(after.rights) or None,
        "doubt": _doubt_item(after.doubt) if after.doubt else None,
        "pace": _pace_item(after.pace),
    }
    return put_version(tables.desk, item, change.before.version)


def state_from(item: Item) -> DeskState:
    """A silence of before its quiet was counted starts to be quiet with the next message."""
    return DeskState(
        citizen_id=UUID(item["pk"].removeprefix("DESK#")),
        version=item["version"],
        conversation_id=UUID(item["conversation"]) if "conversation" in item else None,
        receipt_sent_on=item.get("receipt_sent_on"),
        social_services_on=item.get("social_services_on"),
        reminded_on=item.get("reminded_on"),
        courtesy_period=item.get("courtesy_period"),
        refused_at=from_iso(item["refused_at"]) if "refused_at" in item else None,
        automatic_replies=tuple(
            AutomaticReply(from_iso(each["at"]), each["counted"], each.get("said", ""))
            for each in item["automatic_replies"]
        ),
        silenced=item["silenced"],
        muted=item["muted"],
        heard_at=from_iso(item["heard_at"]) if "heard_at" in item else None,
        told_in_their_language_on=item.get("told_in_their_language_on"),
        greeted_on=item.get("greeted_on"),
        language=Language(item.get("language", Language.ITALIAN)),
        child_at=from_iso(item["child_at"]) if "child_at" in item else None,
        warnings=tuple(
            GivenWarning(UUID(each["case"]), from_iso(each["at"])) for each in item.get("warnings", ())
        ),
        threatened_at=from_iso(item["threatened_at"]) if "threatened_at" in item else None,
        told_not_taken_at=from_iso(item["told_not_taken_at"]) if "told_not_taken_at" in item else None,
        asked_phone_at=from_iso(item["asked_phone_at"]) if "asked_phone_at" in item else None,
        rights=_open_requests_from(item.get("rights", [])),
        doubt=_doubt_from(item["doubt"]) if "doubt" in item else None,
        pace=_pace_from(item.get("pace")),
    )


def read_state(tables: Tables, citizen_id: UUID) -> DeskState:
    """An empty one for a citizen who never wrote."""
    item = get(tables.client, tables.desk, *state_key(citizen_id))
    return state_from(item) if item else DeskState(citizen_id)


def _pace_item(pace: Pace | None) -> dict[str, Value] | None:
    if pace is None:
        return None
    return {
        "since": to_iso(pace.since),
        "messages": pace.messages,
        "last": to_iso(pace.last),
        "counted": list(pace.counted),
    }


def _pace_from(item: Item | None) -> Pace | None:
    if item is None:
        return None
    return Pace(from_iso(item["since"]), item["messages"], from_iso(item["last"]), tuple(item["counted"]))


def _doubt_item(doubt: Doubt) -> dict[str, Value]:
    messages: list[Value] = [
        [message.message_id, to_iso(message.at), message.category.value, message.rule, message.received]
        for message in doubt.messages
    ]
    return {
        "id": doubt.id,
        "asked_at": to_iso(doubt.asked_at),
        "kind": doubt.kind.value,
        "conversation": str(doubt.conversation_id),
        "waited": doubt.waited,
        "closes": doubt.closes,
        "messages": messages,
        "answer": doubt.answer.value if doubt.answer else None,
    }


def _doubt_from(item: Item) -> Doubt:
    return Doubt(
        id=item["id"],
        asked_at=from_iso(item["asked_at"]),
        kind=RedirectKind(item["kind"]),
        conversation_id=UUID(item["conversation"]),
        waited=item["waited"],
        closes=item["closes"],
        messages=tuple(
            DoubtedMessage(message_id, from_iso(at), Category(category), rule, received)
            for message_id, at, category, rule, received in item["messages"]
        ),
        answer=DoubtAnswer(item["answer"]) if item["answer"] else None,
    )


def _open_requests_item(requests: tuple[OpenRequest, ...]) -> list[Value]:
    return [
        [str(request.id), request.number, request.kind.value, request.due.isoformat()] for request in requests
    ]


def _open_requests_from(items: list[list[str]]) -> tuple[OpenRequest, ...]:
    return tuple(
        OpenRequest(UUID(request_id), number, RightsKind(kind), date.fromisoformat(due))
        for request_id, number, kind, due in items
    )
