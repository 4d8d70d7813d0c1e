"""Did Meta open this connection? By the client certificate that API Gateway asked for and verified.

Its trust store holds a public authority, which signs others' certificates too: the name decides. And the same
API answers at an address that asks for no certificate, the office's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from urp.errors import ForbiddenError

NAME = "client.webhooks.fbclientcerts.com"
"""Meta, "Webhooks: mTLS"."""
_COMMON_NAME = re.compile(r"(?:^|(?<!\\)[,+])\s*CN=([^,+]*)")


class CertificateRefusedError(ForbiddenError):
    """Whoever posts this is not Meta, whatever they sign with."""

    code = "certificate_refused"


def check_certificate(event: Mapping[str, object]) -> None:
    found: object = event
    for name in ("requestContext", "authentication", "clientCert", "subjectDN"):
        found = found.get(name) if isinstance(found, Mapping) else None
    if not isinstance(found, str) or _COMMON_NAME.findall(found) != [NAME]:
        raise CertificateRefusedError("the client certificate is not Meta's")
