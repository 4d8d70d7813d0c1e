"""The bytes of a webhook as Meta writes and signs them."""

import hashlib
import hmac
import json


def escape(body: object) -> bytes:
    """JSON in Meta's escaped form (`\\u00e0`, `\\/`), which is what is signed and what is on the wire."""
    return json.dumps(body, ensure_ascii=True, separators=(",", ":")).replace("/", "\\/").encode("ascii")


def sign(app_secret: str, raw: bytes) -> str:
    """The value of X-Hub-Signature-256."""
    return "sha256=" + hmac.new(app_secret.encode(), raw, hashlib.sha256).hexdigest()
