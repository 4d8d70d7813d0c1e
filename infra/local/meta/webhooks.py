"""Posting webhooks: signed, over kept connections, concurrently, and retried until answered with 200."""

import contextlib
import http.client
import queue
import threading
import time
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode, urlsplit

from infra.local.meta.reading import Json
from infra.local.meta.signing import escape, sign
from infra.local.meta.timetable import Timetable

RETRY_AFTER = (0.5, 2.0, 8.0, 30.0)
"""Seconds before each further attempt; Meta goes on for days, a local run gives up after these."""
TIMEOUT = 30.0


@dataclass(frozen=True, slots=True)
class Delivery:
    """Result of one post. `status` is 0 without an answer."""

    status: int
    ms: float


class Callback:
    """The service's address, with connections that are kept and shared by all threads."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme != "http" or not parts.hostname:
            raise ValueError("the callback must be an http:// address")
        self.url = url
        self._host, self._port = parts.hostname, parts.port or 80
        self._path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self._idle: queue.LifoQueue[http.client.HTTPConnection] = queue.LifoQueue()

    def post(self, raw: bytes, headers: dict[str, str]) -> int:
        """The HTTP status; OSError or HTTPException when there is none."""
        return self._call("POST", self._path, raw, headers)[0]

    def verified(self, token: str, challenge: str) -> bool:
        """Meta's handshake at registration: the challenge must come back bare."""
        asked = urlencode({"hub.mode": "subscribe", "hub.verify_token": token, "hub.challenge": challenge})
        joint = "&" if "?" in self._path else "?"
        try:
            return self._call("GET", self._path + joint + asked, None, {}) == (200, challenge.encode())
        except (OSError, http.client.HTTPException):
            return False

    def close(self) -> None:
        with contextlib.suppress(queue.Empty):
            while True:
                self._idle.get_nowait().close()

    def _call(
        self, method: Literal["GET", "POST"], path: str, raw: bytes | None, headers: dict[str, str]
    ) -> tuple[int, bytes]:
        try:
            connection, kept = self._idle.get_nowait(), True
        except queue.Empty:
            connection, kept = http.client.HTTPConnection(self._host, self._port, timeout=TIMEOUT), False
        try:
            connection.request(method, path, body=raw, headers=headers)
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException) as broken:
            connection.close()
            if kept and isinstance(broken, ConnectionError):  # the other side had let the kept connection go
                return self._call(method, path, raw, headers)
            raise
        self._idle.put(connection)
        return answer.status, content


class Webhooks:
    """Meta's side of the callback. `post` waits for the answer; `send` leaves it to the workers."""

    def __init__(self, app_secret: str, timetable: Timetable, workers: int) -> None:
        self._secret = app_secret
        self._timetable = timetable
        self._callback: Callback | None = None
        self._waiting: queue.SimpleQueue[tuple[bytes, int] | None] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=self._work, name=f"meta-webhooks-{number}", daemon=True)
            for number in range(workers)
        ]
        self._counted = threading.Lock()
        self._milliseconds: list[float] = []
        self._posts, self._answered, self._lost = 0, 0, 0
        self._last_at: float | None = None

    @property
    def url(self) -> str:
        return self._callback.url if self._callback else ""

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        for _ in self._threads:
            self._waiting.put(None)
        for thread in self._threads:
            thread.join(timeout=1.0)
        if self._callback:
            self._callback.close()

    def call_at(self, url: str) -> Callback:
        before, self._callback = self._callback, Callback(url)
        if before:
            before.close()
        return self._callback

    def send(self, body: Json) -> None:
        self._waiting.put((escape(body), 0))

    def post(self, body: object, *, retried: bool = True) -> Delivery:
        """Post now; when it is not answered 200 and `retried`, the workers go on trying later."""
        raw = escape(body)
        delivery = self._deliver(raw)
        if delivery.status != http.client.OK and retried:
            self._again(raw, 0)
        return delivery

    def described(self) -> Json:
        with self._counted:
            ordered = sorted(self._milliseconds)
            return {
                "posts": self._posts,
                "answered_200": self._answered,
                "given_up": self._lost,
                "last_at": self._last_at,
                "median_ms": ordered[len(ordered) // 2] if ordered else None,
                "slowest_ms": ordered[-1] if ordered else None,
                "over_one_second": sum(1 for each in ordered if each > 1000),
            }

    def forget(self) -> None:
        """Nothing waiting is posted any more, and the counts start anew."""
        with contextlib.suppress(queue.Empty):
            while True:
                self._waiting.get_nowait()
        with self._counted:
            self._milliseconds.clear()
            self._last_at = None
            self._posts, self._answered, self._lost = 0, 0, 0

    def _work(self) -> None:
        while (job := self._waiting.get()) is not None:
            raw, tries = job
            if self._deliver(raw).status != http.client.OK:
                self._again(raw, tries)

    def _again(self, raw: bytes, tries: int) -> None:
        if tries < len(RETRY_AFTER):
            self._timetable.after(RETRY_AFTER[tries], lambda: self._waiting.put((raw, tries + 1)))
            return
        with self._counted:
            self._lost += 1

    def _deliver(self, raw: bytes) -> Delivery:
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "facebookexternalua",
            "X-Hub-Signature-256": sign(self._secret, raw),
        }
        arrived, began = time.time(), time.perf_counter()
        try:
            status = self._callback.post(raw, headers) if self._callback else 0
        except (OSError, http.client.HTTPException):
            status = 0
        ms = round((time.perf_counter() - began) * 1000, 1)
        with self._counted:
            self._posts += 1
            self._answered += status == http.client.OK
            self._milliseconds.append(ms)
            self._last_at = arrived
        return Delivery(status, ms)
