"""The HTTP server on the loopback address: Graph side, control side, page."""

import http
import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from infra.local.meta.control import Control
from infra.local.meta.control_call import NotUnderstood
from infra.local.meta.graph import Answer, Graph, GraphCall, is_graph
from infra.local.meta.reading import Json, as_object

MOST_BODY = 8 * 1024 * 1024
_PAGE = Path(__file__).parent / "page"
_FILES = {
    "/": ("index.html", "text/html; charset=utf-8"),
    "/phone.css": ("phone.css", "text/css; charset=utf-8"),
    "/icon.svg": ("icon.svg", "image/svg+xml"),
    **{
        f"/{name}.js": (f"{name}.js", "text/javascript; charset=utf-8")
        for name in ("api", "bubbles", "notices", "people", "phone", "words")
    },
}


class Server(ThreadingHTTPServer):
    """One thread for each connection; connections are kept."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, port: int, graph: Graph, control: Control) -> None:
        self.graph = graph
        self.control = control
        super().__init__(("127.0.0.1", port), Connection)


class Connection(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body leave together

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path in _FILES:
            name, kind = _FILES[path]
            self._write(http.HTTPStatus.OK, (_PAGE / name).read_bytes(), kind)
        else:
            self._answer()

    def do_POST(self) -> None:
        self._answer()

    def do_DELETE(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:
        """Silent: what happened is under /simulator/statistics."""

    def handle(self) -> None:
        try:
            super().handle()
        except ConnectionError:
            self.close_connection = True

    def _answer(self) -> None:
        url = urlsplit(self.path)
        query = dict(parse_qsl(url.query, keep_blank_values=True))
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > MOST_BODY:
            self.close_connection = True
            self._say(http.HTTPStatus.REQUEST_ENTITY_TOO_LARGE, {"error": "the body is too large"})
            return
        raw = self.rfile.read(int(length))
        if is_graph(url.path):
            self._graph(url.path, query, raw)
        elif url.path.startswith("/simulator/"):
            self._control(url.path, query, raw)
        else:
            self._say(http.HTTPStatus.NOT_FOUND, {"error": f"nothing is at {url.path}"})

    def _graph(self, path: str, query: dict[str, str], raw: bytes) -> None:
        call = GraphCall(
            method=self.command,
            path=path,
            query=query,
            authorization=self.headers.get("Authorization", ""),
            body=_parse_object(raw),
        )
        answer: Answer = self.server.graph.answer(call)
        if answer.after:
            time.sleep(answer.after)
        if answer.given:
            self._say(answer.status, answer.body)
        else:
            self.close_connection = True

    def _control(self, path: str, query: dict[str, str], raw: bytes) -> None:
        try:
            body: object = json.loads(raw) if raw else {}
            self._say(http.HTTPStatus.OK, self.server.control.answer(self.command, path, query, body))
        except NotUnderstood as wrong:
            self._say(wrong.status, {"error": str(wrong)})
        except ValueError:
            self._say(http.HTTPStatus.BAD_REQUEST, {"error": "the body is not JSON"})

    def _say(self, status: int, body: Json) -> None:
        self._write(status, json.dumps(body).encode(), "application/json; charset=utf-8")

    def _write(self, status: int, content: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header(
            "Content-Security-Policy", "default-src 'self'; base-uri 'none'; frame-ancestors 'none'"
        )
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(content)


def _parse_object(raw: bytes) -> Json | None:
    try:
        body = json.loads(raw)
    except ValueError:
        return None
    return as_object(body) if isinstance(body, dict) else None
