"""Which addresses are official: https, and a domain of the profile's list or below one."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from urp.domains import is_of
from urp.errors import InvalidError

LONGEST_LINK = 300


def check_link(link: str, domains: Collection[str]) -> None:
    """An address that only looks official is refused: `https://comune.example@elsewhere.example/`."""
    if not link:
        return
    if len(link) > LONGEST_LINK or any(not each.isprintable() or each.isspace() for each in link):
        raise InvalidError("link", "is not an address")
    try:
        found = urlsplit(link)
        plain = found.port is None and found.username is None and found.password is None
    except ValueError:
        raise InvalidError("link", "is not an address") from None
    if found.scheme != "https" or not plain:
        raise InvalidError("link", "must begin with https:// and a plain domain")
    host = (found.hostname or "").lower()
    if "\\" in link or not is_of(host, domains):
        raise InvalidError("link", "is not of an official domain: " + ", ".join(domains))
