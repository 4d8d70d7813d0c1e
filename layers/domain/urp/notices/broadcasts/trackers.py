"""How a row is named where only a short text travels: Meta's tracker, the payload of a button.

The leave button of a notice is signed: only our own takes off the person the notice was sent to. Phones hold
notices from before, without a signature: that one takes off who presses it, and nobody else. So does one
whose signature another key made.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass
from hmac import compare_digest
from uuid import UUID

from urp.citizens.identity.model import AUDIENCE_SHARDS

SIGNATURE_LENGTH = 22
_SIGNED = re.compile(rf"(?P<unsigned>.+):(?P<signature>[A-Za-z0-9_-]{{{SIGNATURE_LENGTH}}})")

_PURPOSE = b"urp: leave button of a notice, 1"
_BITS = 128  # 22 characters of base64


@dataclass(frozen=True, slots=True)
class RowReference:
    broadcast_id: UUID
    shard: int
    citizen_id: UUID

    def __str__(self) -> str:
        return f"{self.broadcast_id}:{self.shard:02d}:{self.citizen_id}"


@dataclass(frozen=True, slots=True)
class Tracker:
    """Comes back in every status of the message. `to_phone`: sent to a phone whose user id we do not know, so
    a status may teach it."""

    row: RowReference
    to_phone: bool = False

    def __str__(self) -> str:
        return f"b:{self.row}" + (":p" if self.to_phone else "")


def leave_payload(row: RowReference) -> str:
    return f"leave:{row}"


def confirm_payload(row: RowReference) -> str:
    return f"confirm:{row}"


def parse_tracker(text: str) -> Tracker | None:
    """None for whatever is not a broadcast's."""
    kind, _, rest = text.partition(":")
    row = _row(rest.removesuffix(":p"))
    return Tracker(row, rest.endswith(":p")) if kind == "b" and row else None


@dataclass(frozen=True, slots=True)
class LeaveButton:
    row: RowReference
    signature: str | None
    """As it came: whether it is ours is for `SignedButtons` to say."""


def leave_button(payload: str) -> LeaveButton | None:
    """Signed or not. Who presses it wants to leave; who else leaves with them, the signature decides."""
    signed = _SIGNED.fullmatch(payload)
    row = _row_after("leave", signed["unsigned"] if signed else payload)
    return LeaveButton(row, signed["signature"] if signed else None) if row else None


def parse_confirm_payload(payload: str) -> RowReference | None:
    return _row_after("confirm", payload)


def _row_after(word: str, payload: str) -> RowReference | None:
    kind, _, rest = payload.partition(":")
    return _row(rest) if kind == word else None


def _row(text: str) -> RowReference | None:
    try:
        broadcast_id, shard, citizen_id = text.split(":")
        row = RowReference(UUID(broadcast_id), int(shard), UUID(citizen_id))
    except ValueError:
        return None
    return row if 0 <= row.shard < AUDIENCE_SHARDS and str(row) == text else None


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
