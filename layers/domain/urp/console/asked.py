"""A browser's request, as API Gateway hands it on (payload 2.0)."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote

PREFIX = "/console"
LONGEST_BODY = 5_000_000
"""Bytes: a list to import is the longest; Lambda takes 6 MB. Each route has a limit of its own."""


@dataclass(frozen=True, slots=True)
class Asked:
    method: str
    path: str
    """Below `/console`; `/` for the first page."""
    query: Mapping[str, str] = field(default_factory=dict)
    cookies: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    origin: str = ""
    """Of this console, such as `https://urp.comune.example`."""

    @property
    def same_origin(self) -> bool:
        """Whether a page of ours sent it: browsers say so themselves (Fetch Metadata), older ones name the
        origin. A program says neither, and has no business here."""
        site = self.headers.get("sec-fetch-site")
        if site is not None:
            return site == "same-origin"
        return bool(self.origin) and self.headers.get("origin") == self.origin

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "application/x-www-form-urlencoded")

    @property
    def is_part(self) -> bool:
        return "hx-request" in self.headers


def read_event(event: Mapping[str, Any], origin: str) -> Asked:
    request = event["requestContext"]["http"]
    path = unquote(event["rawPath"].removeprefix(PREFIX)) or "/"
    sent = event.get("body") or ""
    body = b64decode(sent) if event.get("isBase64Encoded") else sent.encode()
    return Asked(
        method=request["method"],
        path=path.rstrip("/") or "/",
        query=dict(parse_qsl(event.get("rawQueryString") or "")),
        cookies=_read_cookies(event),
        headers={name.lower(): value for name, value in (event.get("headers") or {}).items()},
        body=body,
        origin=origin,
    )


def _read_cookies(event: Mapping[str, Any]) -> Mapping[str, str]:
    headers = event.get("headers") or {}
    lines = event.get("cookies") or headers.get("cookie", "").split(";")
    pairs = (line.strip().partition("=") for line in lines)
    return {name: value for name, _, value in pairs if name}
