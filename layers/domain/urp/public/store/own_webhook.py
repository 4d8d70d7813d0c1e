"""Our own POST /webhook, called as Meta calls it, from outside of every function but its own."""

from __future__ import annotations

from collections.abc import Callable

import requests

from urp.errors import UnavailableError
from urp.whatsapp.service_secrets import WebhookSecrets
from urp.whatsapp.signature import SIGNATURE_HEADER, sign

_SECONDS = (3, 10)
"""To connect, to answer."""


class OwnWebhook:
    def __init__(self, url: str, secrets: Callable[[], WebhookSecrets]) -> None:
        self._url = url
        self._secrets = secrets

    def __call__(self, body: bytes) -> None:
        """UnavailableError unless it is taken."""
        headers = {
            "Content-Type": "application/json",
            SIGNATURE_HEADER: sign(body, self._secrets().app_secrets[0]),
        }
        try:
            answer = requests.post(
                self._url, data=body, headers=headers, timeout=_SECONDS, allow_redirects=False
            )
            answer.raise_for_status()
        except requests.RequestException as error:
            raise UnavailableError("the webhook did not take it") from error
