"""Verify that a webhook is Meta's, by the signature over the bytes and by the client certificate; and hash
a person, with a key, for use outside the citizens table: queue groups, marketing preferences."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping

from urp.errors import ForbiddenError

SIGNATURE_HEADER = "x-hub-signature-256"


class SignatureRefusedError(ForbiddenError):
    """The sender does not know the application's secret."""

    code = "signature_refused"


_PREFIX = "sha256="
_LENGTH = len(_PREFIX) + 64


def read_raw_body(event: Mapping[str, object]) -> bytes:
    """The bytes Meta signed. A body that API Gateway calls base64 and that is not gives none."""
    body = event.get("body")
    if not isinstance(body, str):
        return b""
    if event.get("isBase64Encoded") is not True:
        return body.encode("utf-8", "surrogatepass")
    try:
        return base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError):
        return b""


def find_signature(event: Mapping[str, object]) -> str | None:
    """The signature header, whatever the case of its name."""
    headers = event.get("headers")
    if not isinstance(headers, Mapping):
        return None
    named = {str(name).lower(): value for name, value in headers.items()}
    value = named.get(SIGNATURE_HEADER)
    return value if isinstance(value, str) else None


def is_signature_valid(raw: bytes, header: str | None, app_secrets: Iterable[str]) -> bool:
    """Several secrets, since resetting the app's secret changes every signature at once."""
    if header is None or len(header) != _LENGTH or not header.startswith(_PREFIX) or not header.isascii():
        return False
    given = header.lower()
    expected = [sign(raw, secret) for secret in app_secrets if secret]
    return any([hmac.compare_digest(one, given) for one in expected])  # noqa: C419  # all are compared: same time


def sign(raw: bytes, app_secret: str) -> str:
    """The header's value, as Meta makes it."""
    return _PREFIX + hmac.new(app_secret.encode(), raw, hashlib.sha256).hexdigest()


NAME = "client.webhooks.fbclientcerts.com"
"""Meta, "Webhooks: mTLS"."""
_COMMON_NAME = re.compile(r"(?:^|(?<!\\)[,+])\s*CN=([^,+]*)")


class CertificateRefusedError(ForbiddenError):
    """The sender is not Meta, whatever the signature."""

    code = "certificate_refused"


def has_certificate(event: Mapping[str, object]) -> bool:
    found: object = event
    for name in ("requestContext", "authentication", "clientCert", "subjectDN"):
        found = found.get(name) if isinstance(found, Mapping) else None
    return isinstance(found, str) and _COMMON_NAME.findall(found) == [NAME]


def hash_sender(hash_key: str, sender_id: str) -> str:
    """64 hex digits. Keyed, since the few thousand million possible phones could be hashed one by one."""
    return hmac.new(hash_key.encode(), sender_id.encode(), hashlib.sha256).hexdigest()
