"""Meta's check, once, that the address it is about to post to is ours."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping


def challenge_to_echo(query: Mapping[str, object], verify_tokens: Iterable[str]) -> str | None:
    """The bare text Meta wants back, or nothing for whoever knows no token of ours."""
    mode, token, challenge = (query.get(f"hub.{name}") for name in ("mode", "verify_token", "challenge"))
    if mode != "subscribe" or not isinstance(token, str) or not isinstance(challenge, str) or not challenge:
        return None
    given = token.encode("utf-8", "surrogatepass")
    known = [hmac.compare_digest(given, one.encode()) for one in verify_tokens]  # all of them: same time
    return challenge if any(known) else None
