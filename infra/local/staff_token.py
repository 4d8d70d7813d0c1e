"""`make staff-token`: sign in with the browser and print the access token (AWS_ENDPOINT_URL: local cloud).

The token alone goes to standard output, everything else to standard error.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from infra.local.endpoints import REGION
from infra.local.sign_in import Attempt, SignInError, SignInPages, StaffToken, exchange
from infra.local.stack import StackError, open_stack

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


def main(arguments: Sequence[str]) -> int:
    asked = _parser().parse_args(arguments)
    try:
        token = sign_in(_pages(asked), _say_where if asked.no_browser else _open, asked.seconds)
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


def _pages(asked: argparse.Namespace) -> SignInPages:
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
    show: Callable[[str], None],
    seconds: float = SECONDS_TO_SIGN_IN,
    callbacks: Sequence[str] = CALLBACKS,
) -> StaffToken:
    """Show the sign-in pages to a person and wait for the browser to come back. Raise SignInError."""
    with _waiting(callbacks) as (callback, answers):
        attempt = Attempt.begin(callback)
        show(attempt.address(pages))
        try:
            answer = answers.get(timeout=seconds)
        except Empty:
            raise SignInError(f"nessuno è entrato entro {seconds:.0f} secondi: ripeti il comando") from None
    return exchange(pages, attempt, attempt.code_in(answer))


@contextmanager
def _waiting(callbacks: Sequence[str]) -> Iterator[tuple[str, Answers]]:
    """The first address whose port is free, and what the browser brings there."""
    answers: Answers = SimpleQueue()
    for callback in callbacks:
        place = urlsplit(callback)
        try:
            server = ThreadingHTTPServer(
                (str(place.hostname), place.port or 0), _receiver(place.path, answers)
            )
        except OSError:
            continue
        with server:
            Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
            try:
                yield callback, answers
            finally:
                server.shutdown()
        return
    ports = ", ".join(str(urlsplit(callback).port) for callback in callbacks)
    raise SignInError(
        f"le porte {ports} di questa macchina sono occupate: "
        "chiudi un accesso rimasto a metà e ripeti il comando"
    )


def _receiver(path: str, answers: Answers) -> type[BaseHTTPRequestHandler]:
    class Receiver(BaseHTTPRequestHandler):
        timeout = 10  # browsers open connections that they never use

        def do_GET(self) -> None:
            place = urlsplit(self.path)
            if place.path != path:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.send_header("cache-control", "no-store")
            self.send_header("referrer-policy", "no-referrer")  # the code is in this page's address
            self.send_header("content-length", str(len(_PAGE)))
            self.end_headers()
            self.wfile.write(_PAGE)
            answers.put(dict(parse_qsl(place.query)))

        def log_message(self, *_: object) -> None:
            """The line would hold the code."""

    return Receiver


def _open(address: str) -> None:
    """In a process of its own: a browser may write to the standard output it inherits."""
    quiet = subprocess.DEVNULL
    subprocess.Popen(
        [sys.executable, "-m", "webbrowser", "-t", address], stdin=quiet, stdout=quiet, stderr=quiet
    )
    print("Se il browser non si apre, apri tu questo indirizzo su questa macchina:", file=sys.stderr)
    print(address, file=sys.stderr, flush=True)


def _say_where(address: str) -> None:
    print("Apri questo indirizzo nel browser di questa macchina:", file=sys.stderr)
    print(address, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
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
