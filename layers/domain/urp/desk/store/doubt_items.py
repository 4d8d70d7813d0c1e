"""A doubt as it is stored in what the desk remembers of a citizen."""

from __future__ import annotations

from uuid import UUID

from urp.aws.dynamodb_values import Item, Value, from_iso, iso
from urp.desk.doubt import Doubt, DoubtAnswer, DoubtedMessage
from urp.town.municipality.codes import Category, RedirectKind


def doubt_item(doubt: Doubt) -> dict[str, Value]:
    messages: list[Value] = [
        [message.message_id, iso(message.at), message.category.value, message.rule, message.received]
        for message in doubt.messages
    ]
    return {
        "id": doubt.id,
        "asked_at": iso(doubt.asked_at),
        "kind": doubt.kind.value,
        "conversation": str(doubt.conversation_id),
        "waited": doubt.waited,
        "closes": doubt.closes,
        "messages": messages,
        "answer": doubt.answer.value if doubt.answer else None,
    }


def doubt_from(item: Item) -> Doubt:
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
