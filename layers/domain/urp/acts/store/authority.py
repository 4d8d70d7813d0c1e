"""The time-stamping authority, asked over HTTP (RFC 3161, section 3.4). It learns a hash and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import requests

from urp.acts.record.timestamping import NotGrantedError, check_stamp, stamp_request
from urp.errors import UnavailableError

_LONGEST_ANSWER = 100_000
"""A stamp with its certificates has some 6,000 bytes; DynamoDB keeps 400,000."""
_SECONDS = (3, 10)
"""To connect, to answer."""


class TimestampAuthority:
    def __init__(self, url: str, new_nonce: Callable[[], int]) -> None:
        self._url = url
        self._new_nonce = new_nonce

    def __call__(self, content: bytes) -> bytes:
        """Its whole answer, checked to be a stamp of these bytes. UnavailableError."""
        nonce = self._new_nonce()
        try:
            answer = requests.post(
                self._url,
                data=stamp_request(content, nonce),
                headers={"Content-Type": "application/timestamp-query"},
                timeout=_SECONDS,
                allow_redirects=False,
            )
            answer.raise_for_status()
            token = answer.content
            check_stamp(token, content, nonce)
        except (requests.RequestException, NotGrantedError) as error:
            raise UnavailableError("the authority gave no stamp") from error
        if len(token) > _LONGEST_ANSWER:
            raise UnavailableError("the authority's answer is too long")
        return token
