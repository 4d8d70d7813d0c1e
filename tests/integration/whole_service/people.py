"""Made-up citizens, each recognisable by everything that must never leave the tables, and what Meta posts."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

OUR_ACCOUNT = "800000000000001"
OUR_NUMBER = "900000000000001"
_numbers = count(1)


def now() -> int:
    return int(datetime.now(UTC).timestamp())


@dataclass(frozen=True, slots=True)
class Person:
    number: int
    shows_phone: bool = True
    shows_user_id: bool = True
    message_ids: list[str] = field(default_factory=list)

    @property
    def phone(self) -> str:
        return f"393330000{self.number:03d}"

    @property
    def user_id(self) -> str:
        return f"IT.1000000000000000{self.number:04d}"

    @property
    def name(self) -> str:
        return f"Filippa Riconoscibile-{self.number}"

    @property
    def secret(self) -> str:
        """Put into whatever this person writes."""
        return f"segretissimo-{self.number}"

    @property
    def ids(self) -> dict[str, str]:
        shown = {"from": self.phone} if self.shows_phone else {}
        return shown | ({"from_user_id": self.user_id} if self.shows_user_id else {})

    @property
    def contact(self) -> dict[str, Any]:
        shown: dict[str, Any] = {"profile": {"name": self.name}}
        shown |= {"wa_id": self.phone} if self.shows_phone else {}
        return shown | ({"user_id": self.user_id} if self.shows_user_id else {})

    def new_message_id(self) -> str:
        """As WhatsApp makes them: the number is inside."""
        inside = base64.b64encode(f"{self.phone}:{next(_numbers)}".encode()).decode()
        self.message_ids.append(f"wamid.{inside}")
        return self.message_ids[-1]

    def traces(self) -> set[str]:
        """What shows this person to whoever reads it. A phone also without its country code."""
        return {self.phone[2:], self.user_id, self.name, self.secret, *self.message_ids}

    def says(self, words: str, at: int | None = None) -> dict[str, Any]:
        return self._message("text", {"body": words}, at)

    def sends_a_photo(self, caption: str) -> dict[str, Any]:
        return self._message("image", {"id": "1", "mime_type": "image/jpeg", "caption": caption})

    def takes_back(self, message_id: str) -> dict[str, Any]:
        return self._message("revoke", {"original_message_id": message_id})

    def shares_a_card(self, other: Person) -> dict[str, Any]:
        card = [{"name": {"formatted_name": other.name}, "phones": [{"wa_id": other.phone}]}]
        return self._message("contacts", card)

    def _message(self, kind: str, content: object, at: int | None = None) -> dict[str, Any]:
        message = {"id": self.new_message_id(), "timestamp": str(at or now()), "type": kind, kind: content}
        return self.ids | message


def posted(people: Sequence[Person], messages: Sequence[object] = (), statuses: Sequence[object] = ()) -> str:
    value: dict[str, object] = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "393660000000", "phone_number_id": OUR_NUMBER},
        "contacts": [person.contact for person in people],
    }
    value |= {"messages": list(messages)} if messages else {}
    value |= {"statuses": list(statuses)} if statuses else {}
    return changed("messages", value)


def changed(field_name: str, value: object) -> str:
    entry = {"id": OUR_ACCOUNT, "time": now(), "changes": [{"field": field_name, "value": value}]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]})


def pauses(template: str) -> str:
    news = {"event": "PAUSED", "message_template_name": template, "message_template_language": "it"}
    return changed("message_template_status_update", news)


def stops_marketing(person: Person) -> str:
    wish = {"user_id": person.user_id, "category": "marketing_messages", "value": "stop", "timestamp": now()}
    return changed("user_preferences", {"contacts": [person.contact], "user_preferences": [wish]})


def number_errors(person: Person) -> str:
    """Meta may quote a number in the words beside a code."""
    error = {"code": 131026, "title": person.phone, "error_data": {"details": f"to {person.phone}"}}
    return changed("messages", {"metadata": {"phone_number_id": OUR_NUMBER}, "errors": [error]})
