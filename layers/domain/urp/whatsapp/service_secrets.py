"""Meta's secrets, validated: one for receiving functions, one for sending ones. No error shows them.

Each value may be two while a new one takes the place of an old one (docs/decisions/secrets.md): newest first.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from urp.environment import confirmed
from urp.errors import MisconfiguredError

_SHORTEST_HASH_KEY = 16  # characters


@dataclass(frozen=True, slots=True)
class WebhookSecrets:
    """What tells that a webhook is Meta's. `hash_key` never changes."""

    app_secrets: tuple[str, ...] = field(repr=False)
    verify_tokens: tuple[str, ...] = field(repr=False)
    hash_key: str = field(repr=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        found = _read_object(text)
        hash_key = confirmed("hash_key", found.get("hash_key"))
        if len(hash_key) < _SHORTEST_HASH_KEY:
            raise MisconfiguredError("hash_key", f"shorter than {_SHORTEST_HASH_KEY} characters")
        return cls(
            app_secrets=_read_values("app_secrets", found),
            verify_tokens=_read_values("verify_tokens", found, alone="verify_token"),
            hash_key=hash_key,
        )


@dataclass(frozen=True, slots=True)
class AccessTokens:
    """With which we call Meta."""

    tokens: tuple[str, ...] = field(repr=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        return cls(_read_values("access_tokens", _read_object(text), alone="access_token"))


def _read_object(text: str) -> Mapping[str, object]:
    try:
        found = json.loads(text)
    except ValueError:
        raise MisconfiguredError("secret", "not JSON") from None  # the cause would show the value
    if not isinstance(found, dict):
        raise MisconfiguredError("secret", "not a JSON object")
    return found


def _read_values(name: str, found: Mapping[str, object], *, alone: str = "") -> tuple[str, ...]:
    """`alone`: the name under which a secret filled by hand holds a single value."""
    if name not in found and alone:
        return (confirmed(alone, found.get(alone)),)
    values = found.get(name)
    if not isinstance(values, list) or not values:
        raise MisconfiguredError(name, "missing or empty")
    return tuple(confirmed(f"{name}.{i}", one) for i, one in enumerate(values))
