"""What a browser gets: nobody keeps a page with a citizen's words, and no page runs a foreign script."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from urp.console.static_files import StaticFile
    from urp.console.visits import File

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS: Mapping[str, str] = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # with `no-referrer` the `Origin` of a form is null (Fetch, 3.1)
    "strict-transport-security": "max-age=31536000",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
_NEVER_KEPT = "no-store"
_KEPT = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: str
    cookies: Sequence[str] = field(default_factory=tuple)
    in_base64: bool = False

    def to_event(self) -> dict[str, Any]:
        headers = {**HEADERS, "cache-control": _NEVER_KEPT, **self.headers}
        return {
            "statusCode": self.status,
            "headers": headers,
            "body": self.body,
            "cookies": list(self.cookies),
            "isBase64Encoded": self.in_base64,
        }


def page(status: int, html: str, cookies: Sequence[str] = ()) -> Answer:
    return Answer(status, {"content-type": "text/html; charset=utf-8"}, html, cookies)


def piece(html: str, version: str) -> Answer:
    return Answer(200, {"content-type": "text/html; charset=utf-8", "etag": f'"{version}"'}, html)


def back_to(address: str, cookies: Sequence[str] = ()) -> Answer:
    """303: the browser fetches the next page, and a reload repeats nothing."""
    return Answer(303, {"location": address}, "", cookies)


def download(file: File) -> Answer:
    named = {"content-disposition": f'attachment; filename="{file.name}"'}
    headers = {"content-type": file.kind, **named}
    if isinstance(file.content, str):
        return Answer(200, headers, file.content)
    return Answer(200, headers, b64encode(file.content).decode(), in_base64=True)


def static_file(found: StaticFile | None) -> Answer:
    if found is None:
        return Answer(404, {"content-type": "text/plain; charset=utf-8"}, "Non c'è.")
    packed = {"content-encoding": "gzip"} if found.packed else {}
    return Answer(
        200,
        {"content-type": found.kind, "cache-control": _KEPT, **packed},
        found.content,
        in_base64=True,
    )
