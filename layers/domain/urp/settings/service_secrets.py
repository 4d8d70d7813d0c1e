"""The service's secrets, validated whole. They show themselves in no representation and no error."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Self

from urp.errors import MisconfiguredError
from urp.settings.environment import confirmed

_SHORTEST_HASH_KEY = 16  # characters


@dataclass(frozen=True, slots=True)
class ServiceSecrets:
    """`app_secrets`: the current one first, during a rotation also the previous. `hash_key` never changes."""

    app_secrets: tuple[str, ...] = field(repr=False)
    verify_token: str = field(repr=False)
    access_token: str = field(repr=False)
    hash_key: str = field(repr=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        try:
            found = json.loads(text)
        except ValueError:
            raise MisconfiguredError("secret", "not JSON") from None  # the cause would show the value
        if not isinstance(found, dict):
            raise MisconfiguredError("secret", "not a JSON object")
        app_secrets = found.get("app_secrets")
        if not isinstance(app_secrets, list) or not app_secrets:
            raise MisconfiguredError("app_secrets", "missing or empty")
        hash_key = confirmed("hash_key", found.get("hash_key"))
        if len(hash_key) < _SHORTEST_HASH_KEY:
            raise MisconfiguredError("hash_key", f"shorter than {_SHORTEST_HASH_KEY} characters")
        return cls(
            app_secrets=tuple(confirmed(f"app_secrets.{i}", one) for i, one in enumerate(app_secrets)),
            verify_token=confirmed("verify_token", found.get("verify_token")),
            access_token=confirmed("access_token", found.get("access_token")),
            hash_key=hash_key,
        )
