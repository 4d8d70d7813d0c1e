"""Whose a host is: a domain's, and whatever is below it."""

from __future__ import annotations

from collections.abc import Collection


def is_of(host: str, domains: Collection[str]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)
