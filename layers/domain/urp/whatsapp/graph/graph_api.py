"""Meta's Graph API: one request, one outcome, never an exception for what Meta or the network does."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import requests
from urllib3.exceptions import HTTPError

from urp.whatsapp.answers import read_outcome
from urp.whatsapp.graph.graph_connection import (
    GraphTokens,
    WatchedAdapter,
    Wire,
    check_base_url,
    open_session,
)
from urp.whatsapp.outgoing import Address, OutgoingMessage, to_payload
from urp.whatsapp.ports import NotSent, SendOutcome, Unclear

CONNECT_TIMEOUT = 3.05  # seconds; a little above the 3 s after which TCP repeats a lost first packet
READ_TIMEOUT = (
    10.0  # seconds without a byte, then the message is unclear; Meta's median is under half a second
)
IDLE_LIMIT = (
    3.0  # seconds; a server may close an older idle connection just while we write: a false "unclear"
)


@dataclass(slots=True)
class _Line:
    """One thread's connection to Meta."""

    session: requests.Session
    wire: Wire
    adapter: WatchedAdapter
    last_used: float = field(default=0.0)
    tokens: Sequence[str] | None = field(default=None, repr=False)
    """Taken by `get_ready` for the next message."""


class GraphApi:
    """Sends from any number of threads, each with its own connection. The token is in no error and no log."""

    def __init__(
        self,
        base_url: str,
        version: str,
        phone_number_id: str,
        tokens: GraphTokens,
        *,
        clock: Callable[[], float] = time.time,  # the wall clock: a frozen container's own may stand still
        timeouts: tuple[float, float] = (CONNECT_TIMEOUT, READ_TIMEOUT),
    ) -> None:
        self._url = f"{check_base_url(base_url)}/{version}/{phone_number_id}/messages"
        self._likewise = requests.Request("POST", self._url).prepare()  # asked before each message
        self._tokens = tokens
        self._clock = clock
        self._timeouts = timeouts
        self._own = threading.local()

    def get_ready(self) -> None:
        line = self._borrow_line()
        line.tokens = self._tokens.get_current()
        with suppress(HTTPError, OSError):  # then the message is not sent, and says so
            line.adapter.open(self._likewise, self._timeouts[0])
            line.last_used = self._clock()

    def send(self, message: OutgoingMessage, address: Address, tracker: str) -> SendOutcome:
        body = to_payload(message, address, tracker)
        line = self._borrow_line()
        tokens, line.tokens = line.tokens, None

        def post(headers: Mapping[str, str]) -> requests.Response:
            line.wire.written = False
            return line.session.post(
                self._url, json=body, headers=headers, timeout=self._timeouts, allow_redirects=False
            )

        try:
            answer = self._tokens.ask(post, tokens)
        except (requests.RequestException, HTTPError, OSError) as error:
            line.session.close()
            reason = type(error).__name__  # its sentence may show the request
            return Unclear(reason) if line.wire.written else NotSent(None, reason)
        finally:
            line.last_used = self._clock()
        return read_outcome(answer.status_code, answer.content, answer.headers.get("Retry-After"))

    def _borrow_line(self) -> _Line:
        """The thread's connection, dropped when it was idle too long."""
        line: _Line | None = getattr(self._own, "line", None)
        if line is None:
            line = self._own.line = _open_line()
        if not 0 <= self._clock() - line.last_used < IDLE_LIMIT:
            line.session.close()
        return line


def _open_line() -> _Line:
    wire = Wire()
    adapter = WatchedAdapter(wire)
    return _Line(open_session(adapter), wire, adapter)
