"""Secrets from Secrets Manager, cached for five minutes."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from urp.errors import MisconfiguredError, UnavailableError

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

_FRESH_FOR = 300  # seconds: how long a rotation may take to be noticed
_GONE = "ResourceNotFoundException"
_REFUSED = "AccessDeniedException"


class CachedSecrets[T]:
    """While Secrets Manager does not answer or refuses, the last good secrets are used: a role changes at
    once, while the previous version of a function still runs for some minutes."""

    def __init__(
        self,
        client: SecretsManagerClient,
        secret_arn: str,
        parse: Callable[[str], T],
        clock: Callable[[], float],
    ) -> None:
        self._client = client
        self._secret_arn = secret_arn
        self._parse = parse
        self._clock = clock
        self._lock = Lock()
        self._last: T | None = None
        self._fresh_until = 0.0

    def get_current(self) -> T:
        with self._lock:
            now = self._clock()
            if self._last is None or not now < self._fresh_until <= now + _FRESH_FOR:
                self._last = self._fetch() or self._last
                self._fresh_until = now + _FRESH_FOR
            if self._last is None:
                raise UnavailableError("Secrets Manager does not answer")
            return self._last

    def _fetch(self) -> T | None:
        try:
            answer = self._client.get_secret_value(SecretId=self._secret_arn)
        except ClientError as error:
            code = error.response.get("Error", {}).get("Code", "")
            if code == _GONE or (code == _REFUSED and self._last is None):
                raise MisconfiguredError("secret", code) from error
            return None
        except BotoCoreError:
            return None
        return self._parse(answer.get("SecretString", ""))
