"""The console in front of real browsers: a town on tables in memory, behind a port of this machine. Its clock
stands still until a test moves it, so that a day has the three days after which two people may erase."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from tests.browser.hands import HANDS, Hand, Way
from tests.fakes.staff_calls import STAFF_ID
from tests.integration.console.console_town import BothFunctions, ConsoleTown, console_town
from urp.console.asked import PREFIX, read_event

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.chromium import Visitor
    from urp.acts.model import Role


@dataclass(frozen=True, slots=True)
class Office:
    """Its members, each in a browser of their own."""

    console: ConsoleTown
    visitor: Visitor
    origin: str

    def address(self, path: str = "/") -> str:
        return f"{self.origin}{PREFIX}{path}"

    def opens(
        self, *roles: Role, person: str = STAFF_ID, name: str = "Anna Bianchi", way: Way = Way.MOUSE
    ) -> Page:
        """The first page, signed in just now."""
        return self.visitor.open(
            self.address(),
            javascript=way is not Way.NO_JAVASCRIPT,
            reduced_motion=way
            is Way.KEYBOARD,  # scrolling that takes its time would be waited for at each stop
            cookies=self.console.office(*roles, person=person, name=name).cookies,
        )

    def signs_in(self, way: Way, *roles: Role, person: str = STAFF_ID, name: str = "Anna Bianchi") -> Hand:
        return HANDS[way](self.opens(*roles, person=person, name=name, way=way))


class _Function(BaseHTTPRequestHandler):
    """As API Gateway hands requests on, and one at a time."""

    answers: Callable[[Mapping[str, Any]], Mapping[str, Any]]

    def do_GET(self) -> None:
        self._hand_on()

    def do_POST(self) -> None:
        self._hand_on()

    def _hand_on(self) -> None:
        path, _, query = self.path.partition("?")
        sent = self.rfile.read(int(self.headers.get("content-length", 0)))
        event = {
            "requestContext": {"http": {"method": self.command}},
            "rawPath": path,
            "rawQueryString": query,
            "headers": {name.lower(): value for name, value in self.headers.items()},
            "body": b64encode(sent).decode(),
            "isBase64Encoded": True,
        }
        answer = self.answers(event)
        content = b64decode(answer["body"]) if answer["isBase64Encoded"] else answer["body"].encode()
        self.send_response(answer["statusCode"])
        for name, value in answer["headers"].items():
            self.send_header(name, value)
        for cookie in answer["cookies"]:
            self.send_header("set-cookie", cookie)
        if answer["statusCode"] != 204:  # such an answer has no length (RFC 9110, 8.6)
            self.send_header("content-length", str(len(content)))
        self.end_headers()
        with suppress(ConnectionError):  # the page was left meanwhile
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""


@contextmanager
def serve(outputs: Mapping[str, str]) -> Iterator[tuple[ConsoleTown, str]]:
    """A console of that AWS, and its origin."""
    turn = Lock()
    with ThreadingHTTPServer(("127.0.0.1", 0), _Function) as server:
        origin = f"http://127.0.0.1:{server.server_port}"
        town = console_town(outputs, origin=origin)
        both = BothFunctions(town.console, town.evidence)

        def answer(event: Mapping[str, Any]) -> Mapping[str, Any]:
            with turn:
                return both.answer(read_event(event, origin)).to_event()

        server.RequestHandlerClass = type("_ThisConsole", (_Function,), {"answers": staticmethod(answer)})
        Thread(target=server.serve_forever, daemon=True, kwargs={"poll_interval": 0.05}).start()
        yield town, origin
        server.shutdown()
