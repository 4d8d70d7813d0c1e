"""The keyed hash of a person used outside the citizens table: queue groups, marketing preferences."""

from __future__ import annotations

import hashlib
import hmac


def hash_sender(hash_key: str, sender_id: str) -> str:
    """64 hex digits. Keyed, since the few thousand million possible phones could be hashed one by one."""
    return hmac.new(hash_key.encode(), sender_id.encode(), hashlib.sha256).hexdigest()
