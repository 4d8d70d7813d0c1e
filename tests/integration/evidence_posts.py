"""What Meta posts, signed, with messages that are evidence."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

from urp.moderation.evidence.model import ReceivedBody

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
APP_SECRET = "made-up"
THREAT = "Vengo lì e do fuoco a tutto"


def written(
    message_id: str,
    text: str,
    phone: str = "393330000001",
    name: str = "Mario",
    at: datetime = NOON - 5 * MINUTE,
) -> dict[str, object]:
    return {
        "from": phone, "id": message_id, "timestamp": str(int(at.timestamp())),
        "type": "text", "text": {"body": text}, "name": name,
    }  # fmt: skip


def corrected(message_id: str, first: str, text: str, at: datetime = NOON - 4 * MINUTE) -> dict[str, object]:
    """The sender has written `first` anew, as WhatsApp says it."""
    edit = {"original_message_id": first, "message": {"type": "text", "text": {"body": text}}}
    return {**written(message_id, "", at=at), "type": "edit", "edit": edit}


def post(*messages: dict[str, object]) -> ReceivedBody:
    """One of Meta's, with all these messages in it."""
    contacts = [{"wa_id": message["from"], "profile": {"name": message["name"]}} for message in messages]
    inside = [{name: value for name, value in message.items() if name != "name"} for message in messages]
    value = {"metadata": {"phone_number_id": "1"}, "contacts": contacts, "messages": inside}
    body = {
        "object": "whatsapp_business_account",
        "entry": [{"id": "2", "changes": [{"field": "messages", "value": value}]}],
    }
    content = json.dumps(body).encode()
    return ReceivedBody(
        key=f"messages/2026/11/25/{hashlib.sha256(content).hexdigest()}.json",
        content=content,
        signature="sha256=" + hmac.new(APP_SECRET.encode(), content, hashlib.sha256).hexdigest(),
        received_at=NOON - 4 * MINUTE,
    )
