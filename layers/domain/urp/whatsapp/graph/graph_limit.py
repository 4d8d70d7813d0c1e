"""Meta's messaging limit as its own entry for the number tells it: one read, which reaches nobody."""

from __future__ import annotations

from collections.abc import Mapping

import requests

from urp.errors import UrpError
from urp.whatsapp.graph.graph_reachability import TIMEOUTS
from urp.whatsapp.graph.graph_tokens import GraphTokens
from urp.whatsapp.messaging_limit import LIMIT_OF_NUMBER, MessagingLimit, limit_of_number


class GraphLimit:
    def __init__(self, base_url: str, version: str, phone_number_id: str, tokens: GraphTokens) -> None:
        self._url = f"{base_url.rstrip('/')}/{version}/{phone_number_id}?fields={LIMIT_OF_NUMBER}"
        self._tokens = tokens

    def ask(self) -> MessagingLimit | None:
        try:
            answer = self._tokens.ask(self._get)
        except (requests.RequestException, OSError, UrpError):
            return None
        return limit_of_number(answer.content) if answer.ok else None

    def _get(self, headers: Mapping[str, str]) -> requests.Response:
        return requests.get(self._url, headers=headers, timeout=TIMEOUTS, allow_redirects=False)
