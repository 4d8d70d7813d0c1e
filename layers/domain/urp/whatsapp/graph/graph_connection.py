"""HTTP connections that record whether a request began to be written.

That is the whole difference between "not sent" and "unclear", and no exception of requests tells it: a
timeout of the TLS handshake and one of the answer look the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.poolmanager import PoolManager

from urp.errors import MisconfiguredError
from urp.whatsapp.answers import is_token_refused

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Wire:
    """`written` turns true just before a request's first byte leaves; its owner sets it back."""

    def __init__(self) -> None:
        self.written = False


class WatchedAdapter(HTTPAdapter):
    """One connection, kept alive; never a retry, since a repeated request may be a repeated message."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **kwargs: Any) -> None:  # noqa: ANN401 - as requests declares it
        self.poolmanager = PoolManager(num_pools=connections, maxsize=maxsize, block=block, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _make_pools(self._wire)

    def open(self, request: requests.PreparedRequest, timeout: float) -> None:
        """For such a request, in `timeout` seconds; urllib3's exceptions. Nothing to do where one is open."""
        pool = self.get_connection_with_tls_context(request, verify=True)  # as `send` does
        if not isinstance(pool, HTTPConnectionPool):
            return
        self.cert_verify(pool, request.url, verify=True, cert=None)  # type: ignore[no-untyped-call]  # whom to trust
        line = pool._get_conn(timeout)  # urllib3 has no public way to open one without a request
        try:
            if line.is_closed:
                line.timeout = timeout
                line.connect()
        except BaseException:
            line.close()  # a handshake that failed leaves a socket that only looks open
            raise
        finally:
            pool._put_conn(line)


def check_base_url(base_url: str) -> str:
    """Without its last slash. MisconfiguredError where the token would travel in clear."""
    parts = urlsplit(base_url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise MisconfiguredError("GRAPH_BASE_URL", "the token would travel in clear")
    return base_url.rstrip("/")


def open_session(adapter: WatchedAdapter) -> requests.Session:
    session = requests.Session()
    session.trust_env = False  # a .netrc of the machine would replace the token, a proxy would see it
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session


def _make_pools(wire: Wire) -> dict[str, type[HTTPConnectionPool]]:
    class WatchedConnection(HTTPConnection):
        def send(self, data: Any) -> None:  # noqa: ANN401 - as http.client declares it
            if self.sock is None:
                self.connect()
            wire.written = True
            super().send(data)

    class WatchedTlsConnection(HTTPSConnection):
        def send(self, data: Any) -> None:  # noqa: ANN401 - as http.client declares it
            if self.sock is None:
                self.connect()
            wire.written = True
            super().send(data)

    class WatchedPool(HTTPConnectionPool):
        ConnectionCls = WatchedConnection

    class WatchedTlsPool(HTTPSConnectionPool):
        ConnectionCls = WatchedTlsConnection

    return {"http": WatchedPool, "https": WatchedTlsPool}


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
