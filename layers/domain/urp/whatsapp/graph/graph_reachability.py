"""Whether Meta answers at all: the number's own entry is read, which costs nothing and reaches nobody."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

import requests

from urp.whatsapp.graph.graph_tokens import GraphTokens

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
