"""Meta's messaging limit as its own entry for the number tells it: one read, which reaches nobody."""

from __future__ import annotations

from collections.abc import Callable

import requests

from urp.adapters.graph_reachability import TIMEOUTS
from urp.errors import UrpError
from urp.whatsapp.messaging_limit import LIMIT_OF_NUMBER, MessagingLimit, limit_of_number


class GraphLimit:
    def __init__(
        self, base_url: str, version: str, phone_number_id: str, access_token: Callable[[], str]
    ) -> None:
        self._url = f"{base_url.rstrip('/')}/{version}/{phone_number_id}?fields={LIMIT_OF_NUMBER}"
        self._access_token = access_token

    def ask(self) -> MessagingLimit | None:
        try:
            headers = {"Authorization": f"Bearer {self._access_token()}"}
            answer = requests.get(self._url, headers=headers, timeout=TIMEOUTS, allow_redirects=False)
        except (requests.RequestException, OSError, UrpError):
            return None
        return limit_of_number(answer.content) if answer.ok else None
