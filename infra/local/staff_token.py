"""`make staff-token`: sign in with the browser and print the access token (AWS_ENDPOINT_URL: local cloud).

The token alone goes to standard output, everything else to standard error.
"""

from __future__ import annotations

import argparse
import os
import secrets
import subprocess
import sys
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urljoin, urlsplit

from infra.local.endpoints import REGION
from infra.local.stack import StackError, open_stack
from urp.console.sign_in import Attempt, SignInError, SignInPages, StaffToken
from urp.console.store.sign_in import exchange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    type Answers = SimpleQueue[Mapping[str, str]]

CALLBACKS = tuple(f"http://127.0.0.1:{port}/rientro" for port in range(8431, 8436))
"""As in template.yaml: Cognito sends the browser to an address it knows to the letter, port included."""
SECONDS_TO_SIGN_IN = 300.0
"""Enough to choose a password and to set up the second factor for the first time."""
_PAGE = (
    b'<!doctype html><html lang="it"><meta charset="utf-8"><title>URP su WhatsApp</title>'
    b"<p>Puoi chiudere questa pagina e tornare al terminale.</p></html>"
)
_NOT_OURS = (
    b'<!doctype html><html lang="it"><meta charset="utf-8"><title>URP su WhatsApp</title>'
    b"<p>Questa pagina \xc3\xa8 di un altro accesso: chiudila e continua in quella aperta per ultima.</p>"
    b"</html>"
)


def main(arguments: Sequence[str]) -> int:
    asked = _make_parser().parse_args(arguments)
    try:
        token = sign_in(
            _find_pages(asked), print_address if asked.no_browser else open_browser, asked.seconds
        )
    except KeyboardInterrupt:
        print("\nAccesso annullato.", file=sys.stderr)
        return 130
    except (SignInError, StackError) as error:
        print(f"Non riuscito: {error}.", file=sys.stderr)
        return 1
    roles = ", ".join(token.roles) or "nessuno: chi amministra te ne deve dare uno"
    print(f"Accesso riuscito. Ruoli: {roles}. Il gettone vale {token.minutes} minuti.", file=sys.stderr)
    print(token.text)
    return 0


def _find_pages(asked: argparse.Namespace) -> SignInPages:
    """As given, both being public; or read from the stack, by somebody with rights on AWS."""
    if not asked.url and not asked.client:
        stack = open_stack(asked.stack, asked.region)
        on_this_machine = os.environ.get("AWS_ENDPOINT_URL", "").rstrip("/")
        return SignInPages(on_this_machine or stack.output("SignInUrl"), stack.output("CommandClientId"))
    if not asked.url or not asked.client:
        raise SignInError("servono tutti e due, SIGN_IN_URL=https://… e CLIENT_ID=…")
    place = urlsplit(asked.url)
    if place.scheme != "https" and place.hostname != "127.0.0.1":
        raise SignInError("SIGN_IN_URL deve cominciare con https://")
    return SignInPages(asked.url.rstrip("/"), asked.client)


def sign_in(
    pages: SignInPages,
    show: Callable[[str, str], None],
    seconds: float = SECONDS_TO_SIGN_IN,
    callbacks: Sequence[str] = CALLBACKS,
) -> StaffToken:
    """Show the sign-in pages to a person and wait for the browser to come back. Raise SignInError.

    `show` gets their address, and one of this machine that leads there once.
    """
    with _bind(callbacks) as (callback, server):
        attempt = Attempt.begin(callback)
        address, once = attempt.address(pages), f"/apri/{secrets.token_urlsafe(16)}"
        answers: Answers = SimpleQueue()
        server.RequestHandlerClass = _make_receiver(attempt, {once: address}, answers)
        with _serve(server):
            show(address, urljoin(callback, once))
            try:
                answer = answers.get(timeout=max(0.0, seconds))
            except Empty:
                raise SignInError(
                    f"nessuno è entrato entro {seconds:.0f} secondi: ripeti il comando"
                    " (SECONDS=900 dà un quarto d'ora)"
                ) from None
    return exchange(pages, attempt, attempt.code_in(answer))


@contextmanager
def _bind(callbacks: Sequence[str]) -> Iterator[tuple[str, ThreadingHTTPServer]]:
    """The first address whose port is free."""
    for callback in callbacks:
        place = urlsplit(callback)
        try:
            server = ThreadingHTTPServer((str(place.hostname), place.port or 0), BaseHTTPRequestHandler)
        except OSError:
            continue
        with server:
            yield callback, server
        return
    ports = ", ".join(str(urlsplit(callback).port) for callback in callbacks)
    raise SignInError(
        f"le porte {ports} di questa macchina sono occupate: "
        "chiudi un accesso rimasto a metà e ripeti il comando"
    )


@contextmanager
def _serve(server: ThreadingHTTPServer) -> Iterator[None]:
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()


def _make_receiver(attempt: Attempt, once: dict[str, str], answers: Answers) -> type[BaseHTTPRequestHandler]:
    class Receiver(BaseHTTPRequestHandler):
        timeout = 10  # browsers open connections that they never use

        def do_GET(self) -> None:
            place = urlsplit(self.path)
            if address := once.pop(place.path, None):
                self._answer(302, b"", location=address)
            elif place.path != urlsplit(attempt.redirect).path:
                self._answer(404, b"")
            elif not attempt.is_answered_by(answer := dict(parse_qsl(place.query))):
                self._answer(400, _NOT_OURS)  # any page of any site can send a browser here: still waiting
            else:
                self._answer(200, _PAGE)
                answers.put(answer)

        def _answer(self, status: int, page: bytes, **headers: str) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.send_header("cache-control", "no-store")
            self.send_header("referrer-policy", "no-referrer")  # the code is in this page's address
            self.send_header("content-length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_: object) -> None:
            """The line would hold the code."""

    return Receiver


def open_browser(address: str, once: str) -> None:
    """In a process of its own: a browser may write to the standard output it inherits.

    Every user of the machine reads the arguments of its processes: they hold the address that opens once.
    """
    quiet = subprocess.DEVNULL
    subprocess.Popen(
        [sys.executable, "-m", "webbrowser", "-t", once], stdin=quiet, stdout=quiet, stderr=quiet
    )
    print("Se il browser non si apre, apri tu questo indirizzo su questa macchina:", file=sys.stderr)
    print(address, file=sys.stderr, flush=True)


def print_address(address: str, _: str) -> None:
    print("Apri questo indirizzo nel browser di questa macchina:", file=sys.stderr)
    print(address, file=sys.stderr, flush=True)


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make staff-token")
    parser.add_argument("--stack", default="")
    parser.add_argument("--region", default=REGION)
    parser.add_argument("--url", default="")
    parser.add_argument("--client", default="")
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--seconds", type=float, default=SECONDS_TO_SIGN_IN)
    return parser


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
