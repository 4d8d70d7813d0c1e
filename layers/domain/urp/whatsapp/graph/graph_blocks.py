"""Meta's block list of the number: one request, one answer, never an exception for what Meta does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import requests
from urllib3.exceptions import HTTPError

from urp.whatsapp.blocking import Answer, ListPage, NoAnswer, NotNow, read_answers, read_page, to_request
from urp.whatsapp.graph.graph_connection import (
    GraphTokens,
    WatchedAdapter,
    Wire,
    check_base_url,
    open_session,
)

TIMEOUTS = (3.05, 10.0)  # seconds to connect and to the first byte
PEOPLE_A_PAGE = 100  # Meta documents no most; Graph's usual one


class GraphBlocks:
    """One connection, for one call after the other. The token is in no error and no log."""

    def __init__(
        self,
        base_url: str,
        version: str,
        phone_number_id: str,
        tokens: GraphTokens,
        *,
        timeouts: tuple[float, float] = TIMEOUTS,
    ) -> None:
        self._url = f"{check_base_url(base_url)}/{version}/{phone_number_id}/block_users"
        self._tokens = tokens
        self._timeouts = timeouts
        self._wire = Wire()
        self._session = open_session(WatchedAdapter(self._wire))

    def add(self, address: str) -> Answer:
        return self._change("POST", [address])[address]

    def remove(self, addresses: Sequence[str]) -> Mapping[str, Answer]:
        return self._change("DELETE", addresses)

    def read_page(self, after: str | None) -> ListPage | None:
        query: dict[str, str | int] = {"limit": PEOPLE_A_PAGE} | ({"after": after} if after else {})

        def get(headers: Mapping[str, str]) -> requests.Response:
            return self._session.get(
                self._url, params=query, headers=headers, timeout=self._timeouts, allow_redirects=False
            )

        try:
            answer = self._tokens.ask(get)
        except (requests.RequestException, HTTPError, OSError):
            self._session.close()
            return None
        return read_page(answer.status_code, answer.content)

    def _change(self, method: str, addresses: Sequence[str]) -> dict[str, Answer]:
        self._session.close()  # a kept connection that Meta closed meanwhile would look like no answer

        def change(headers: Mapping[str, str]) -> requests.Response:
            self._wire.written = False
            return self._session.request(
                method,
                self._url,
                json=to_request(addresses),
                headers=headers,
                timeout=self._timeouts,
                allow_redirects=False,
            )

        try:
            answer = self._tokens.ask(change)
        except (requests.RequestException, HTTPError, OSError):
            self._session.close()
            lost: Answer = NoAnswer() if self._wire.written else NotNow(None)
            return dict.fromkeys(addresses, lost)
        return read_answers(answer.status_code, answer.content, addresses)
