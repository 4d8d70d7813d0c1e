"""Posts to the town hall's webhook, signed as Meta signs them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import requests

from infra.local.meta.reading import Json
from infra.local.meta.signing import sign
from infra.local.town import TownHall

SECONDS_FOR_AN_ANSWER = 30.0


@dataclass(frozen=True, slots=True)
class Webhook:
    town: TownHall

    @property
    def url(self) -> str:
        return f"{self.town.endpoints.api_url}/webhook"

    def post(self, raw: bytes, signed: str | None) -> int:
        """The HTTP status; `signed` is the header's value."""
        headers = {"content-type": "application/json", "user-agent": "facebookexternalua"}
        if signed is not None:
            headers["x-hub-signature-256"] = signed
        return requests.post(self.url, raw, headers=headers, timeout=SECONDS_FOR_AN_ANSWER).status_code

    def post_signed(self, raw: bytes, secret: str | None = None) -> int:
        return self.post(raw, sign(secret or self.town.endpoints.app_secret, raw))

    def handshake(self, token: str, challenge: str) -> tuple[int, str]:
        asked = {"hub.mode": "subscribe", "hub.verify_token": token, "hub.challenge": challenge}
        answer = requests.get(self.url, asked, timeout=SECONDS_FOR_AN_ANSWER)
        return answer.status_code, answer.text

    def body(self, *changes: Json) -> bytes:
        """A whole webhook; each change is a `field` with its `value`."""
        entry = {"id": self.town.endpoints.waba_id, "changes": list(changes)}
        return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()

    def change(self, **lists: Sequence[object]) -> Json:
        """A change of field `messages` with these lists."""
        number = {
            "display_phone_number": "390710000000",
            "phone_number_id": self.town.endpoints.phone_number_id,
        }
        value = {"messaging_product": "whatsapp", "metadata": number, **lists}
        return {"field": "messages", "value": value}
