"""Read the number's entry at Meta: its messaging limit, and whether Meta answers. It costs nothing and sends
nothing."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

import requests

from urp.errors import UrpError
from urp.whatsapp.graph.graph_connection import GraphTokens
from urp.whatsapp.reach import LIMIT_OF_NUMBER, MessagingLimit, read_number_limit


class GraphLimit:
    def __init__(self, base_url: str, version: str, phone_number_id: str, tokens: GraphTokens) -> None:
        self._url = f"{base_url.rstrip('/')}/{version}/{phone_number_id}?fields={LIMIT_OF_NUMBER}"
        self._tokens = tokens

    def ask(self) -> MessagingLimit | None:
        try:
            answer = self._tokens.ask(self._get)
        except (requests.RequestException, OSError, UrpError):
            return None
        return read_number_limit(answer.content) if answer.ok else None

    def _get(self, headers: Mapping[str, str]) -> requests.Response:
        return requests.get(self._url, headers=headers, timeout=TIMEOUTS, allow_redirects=False)


TIMEOUTS = (3.05, 5.0)  # seconds to connect and to the first byte


class GraphReachability:
    def __init__(self, base_url: str, version: str, phone_number_id: str, tokens: GraphTokens) -> None:
        self._url = f"{base_url.rstrip('/')}/{version}/{phone_number_id}?fields=id"
        self._tokens = tokens

    def answers(self) -> bool:
        """Also a refusal is an answer; a server's own failure is none."""
        try:
            answer = self._tokens.ask(self._get)
        except (requests.RequestException, OSError):
            return False
        return answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR

    def _get(self, headers: Mapping[str, str]) -> requests.Response:
        return requests.get(self._url, headers=headers, timeout=TIMEOUTS, allow_redirects=False)
