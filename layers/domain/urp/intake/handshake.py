"""Meta's check, once, that the address it is about to post to is ours."""

from __future__ import annotations

import hmac
from collections.abc import Mapping


def challenge_to_echo(query: Mapping[str, object], verify_token: str) -> str | None:
    """The bare text Meta wants back, or nothing for whoever does not know the token."""
    mode, token, challenge = (query.get(f"hub.{name}") for name in ("mode", "verify_token", "challenge"))
    if mode != "subscribe" or not isinstance(token, str) or not isinstance(challenge, str) or not challenge:
        return None
    known = hmac.compare_digest(token.encode("utf-8", "surrogatepass"), verify_token.encode())
    return challenge if known else None
