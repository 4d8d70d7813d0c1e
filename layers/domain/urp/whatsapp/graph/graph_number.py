"""Read the number's entry at Meta: its messaging limit, and whether Meta answers. It costs nothing and sends
nothing."""

from __future__ import annotations

from http import HTTPStatus

import requests

from urp.errors import UrpError
from urp.whatsapp.graph.graph_connection import GraphTokens
from urp.whatsapp.reach import LIMIT_OF_NUMBER, MessagingLimit, read_number_limit

TIMEOUTS = (3.05, 5.0)  # seconds to connect and to the first byte


class GraphNumber:
    def __init__(self, base_url: str, version: str, phone_number_id: str, tokens: GraphTokens) -> None:
        self._url = f"{base_url.rstrip('/')}/{version}/{phone_number_id}"
        self._tokens = tokens

    def ask_limit(self) -> MessagingLimit | None:
        try:
            answer = self._ask(LIMIT_OF_NUMBER)
        except (requests.RequestException, OSError, UrpError):
            return None
        return read_number_limit(answer.content) if answer.ok else None

    def answers(self) -> bool:
        """Also a refusal is an answer; a server's own failure is none."""
        try:
            answer = self._ask("id")
        except (requests.RequestException, OSError):
            return False
        return answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR

    def _ask(self, fields: str) -> requests.Response:
        url = f"{self._url}?fields={fields}"
        return self._tokens.ask(
            lambda headers: requests.get(url, headers=headers, timeout=TIMEOUTS, allow_redirects=False)
        )
