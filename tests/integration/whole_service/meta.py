"""Meta's Graph API as the service's own client sees it, without a socket."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import requests
import responses

from tests.integration.whole_service.people import Person, now

BASE_URL = "https://graph.example"
type Answer = tuple[int, dict[str, str], str]


@dataclass(slots=True)
class Meta:
    people: Sequence[Person]
    urls: list[str] = field(default_factory=list)
    sent: list[tuple[Person, str, str]] = field(default_factory=list)
    """To whom, tracker, message id."""
    breaks_for: set[int] = field(default_factory=set)
    """Numbers of people for whom the connection breaks once, in words that quote them."""
    refuses: set[int] = field(default_factory=set)
    blocked: set[str] = field(default_factory=set)
    """Phones and user ids on the number's list."""

    def listen(self, mock: responses.RequestsMock) -> None:
        everything = re.compile(re.escape(BASE_URL) + "/.*")
        mock.add_callback(responses.POST, everything, callback=self._post)
        mock.add_callback(responses.GET, everything, callback=self._get)
        mock.add_callback(responses.DELETE, everything, callback=self._block)

    def statuses(self, kinds: Sequence[str] = ("sent", "delivered", "read")) -> list[dict[str, Any]]:
        return [
            {
                "id": message_id,
                "status": kind,
                "timestamp": str(now()),
                "recipient_id": person.phone,
                "recipient_user_id": person.user_id,
                "biz_opaque_callback_data": tracker,
            }
            for person, tracker, message_id in self.sent
            for kind in kinds
        ]

    def _get(self, request: requests.PreparedRequest) -> Answer:
        self.urls.append(str(request.url))
        if "block_users" not in str(request.url):
            return 200, {}, "{}"
        listed = [{"user_id" if "." in each else "wa_id": each} for each in sorted(self.blocked)]
        return 200, {}, json.dumps({"data": listed})

    def _block(self, request: requests.PreparedRequest) -> Answer:
        self.urls.append(str(request.url))
        told = json.loads(request.body or b"")["block_users"]
        asked = {each.get("user_id") or each["user"] for each in told}
        adds = request.method == "POST"
        self.blocked = self.blocked | asked if adds else self.blocked - asked
        done = [{"input": each} for each in sorted(asked)]
        return 200, {}, json.dumps({"block_users": {"added_users" if adds else "removed_users": done}})

    def _post(self, request: requests.PreparedRequest) -> Answer:
        if str(request.url).endswith("/block_users"):
            return self._block(request)
        self.urls.append(str(request.url))
        body = json.loads(request.body or b"")
        address = str(body.get("to", body.get("recipient"))).removeprefix("+")
        person = next(each for each in self.people if address in (each.phone, each.user_id))
        if person.number in self.breaks_for:
            self.breaks_for.remove(person.number)
            raise requests.ConnectionError(f"no route for {body}")
        if person.number in self.refuses:
            error = {"code": 131026, "message": f"undeliverable to {person.phone}"}
            return 400, {}, json.dumps({"error": error})
        message_id = person.new_message_id()
        self.sent.append((person, body["biz_opaque_callback_data"], message_id))
        contact = {"input": address, "wa_id": person.phone, "user_id": person.user_id}
        return 200, {}, json.dumps({"contacts": [contact], "messages": [{"id": message_id}]})
