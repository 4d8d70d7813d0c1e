"""A town hall's callback on the loopback address that keeps what it is told."""

import http
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

from infra.local.meta.reading import Json, as_object, read_object, read_objects

PATIENCE = 10.0
"""Seconds a test waits for something to come before it fails."""


@dataclass(frozen=True, slots=True)
class ReceivedPost:
    raw: bytes
    signature: str

    @property
    def value(self) -> Json:
        entry = read_objects(as_object(json.loads(self.raw)), "entry")[0]
        return read_object(read_objects(entry, "changes")[0], "value")


class WebhookReceiver(ThreadingHTTPServer):
    """Answers each post with the next of `answers`, 200 when none is left; a GET gets its challenge back."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Post)
        self.answers: list[int] = []
        self.posts: list[ReceivedPost] = []
        self.arrived = threading.Condition()
        self._thread = threading.Thread(
            target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        )

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/webhook"

    def statuses(self) -> list[Json]:
        return [status for post in self.posts for status in read_objects(post.value, "statuses")]

    def wait_for(self, come: Callable[[], bool]) -> None:
        """Wait until `come`, asked after every post; AssertionError when patience ends."""
        with self.arrived:
            assert self.arrived.wait_for(come, timeout=PATIENCE), "what was waited for did not come"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()


class _Post(BaseHTTPRequestHandler):
    server: WebhookReceiver
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self) -> None:
        self._answer(http.HTTPStatus.OK, self.path.rpartition("hub.challenge=")[2].encode())

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        with self.server.arrived:
            self.server.posts.append(ReceivedPost(raw, self.headers["X-Hub-Signature-256"]))
            status = self.server.answers.pop(0) if self.server.answers else http.HTTPStatus.OK
            self.server.arrived.notify_all()
        self._answer(status, b"")

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""

    def _answer(self, status: int, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
