"""Call Meta with the access token it accepts: during a rotation either may be refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus

import requests

from urp.whatsapp.answers import is_token_refused

type Call = Callable[[Mapping[str, str]], requests.Response]
"""One request with these headers. It may be made again: what Meta refused with 190 was not done."""


class GraphTokens:
    """Used by any number of threads. The tokens are in no error and no log."""

    def __init__(self, tokens: Callable[[], Sequence[str]]) -> None:
        self._tokens = tokens
        self._refused: set[str] = set()

    def get_current(self) -> Sequence[str]:
        """The tokens, cached for five minutes and then fetched, which takes time. UnavailableError."""
        return self._tokens()

    def ask(self, call: Call, tokens: Sequence[str] | None = None) -> requests.Response:
        """Meta's answer to the first token that it takes, or its last refusal: of these, or the current ones.
        The one it refused before comes last: a wrong new token costs one request, not one each time."""
        *before, last = sorted(tokens or self._tokens(), key=self._refused.__contains__)
        for token in before:
            answer = call(_to_headers(token))
            if not (answer.status_code >= HTTPStatus.BAD_REQUEST and is_token_refused(answer.content)):
                self._refused.discard(token)
                return answer
            self._refused.add(token)
        return call(_to_headers(last))


def _to_headers(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
