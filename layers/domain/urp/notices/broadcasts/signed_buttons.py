"""The leave button of a notice, signed: only our own takes off whoever the notice was sent to.

Phones hold notices from before, without a signature: that one takes off whoever presses it, and nobody else.
So does one whose signature another key made.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from hmac import compare_digest

from urp.notices.broadcasts.trackers import RowReference, leave_button, leave_payload

_PURPOSE = b"urp: leave button of a notice, 1"
_BITS = 128  # 22 characters of base64


@dataclass(frozen=True, slots=True)
class SignedButtons:
    key: Callable[[], str]
    """Any secret that sender and receiver share; a key for this purpose alone is derived from it."""

    def leave(self, row: RowReference) -> str:
        unsigned = leave_payload(row)
        return f"{unsigned}:{self._signature(unsigned)}"

    def row_of(self, payload: str) -> RowReference | None:
        """The row that a leave button of ours names; None where it is not, or not certainly, ours."""
        button = leave_button(payload)
        if button is None or button.signature is None:
            return None
        expected = self._signature(leave_payload(button.row))
        return button.row if compare_digest(expected, button.signature) else None

    def _signature(self, unsigned: str) -> str:
        derived = hmac.digest(self.key().encode(), _PURPOSE, hashlib.sha256)
        signed = hmac.digest(derived, unsigned.encode(), hashlib.sha256)[: _BITS // 8]
        return base64.urlsafe_b64encode(signed).decode().rstrip("=")
