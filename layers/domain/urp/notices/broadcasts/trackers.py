"""How a row is named where only a short text travels: Meta's tracker, the payload of a button."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from urp.citizens.identity.model import AUDIENCE_SHARDS

SIGNATURE_LENGTH = 22
_SIGNED = re.compile(rf"(?P<unsigned>.+):(?P<signature>[A-Za-z0-9_-]{{{SIGNATURE_LENGTH}}})")


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
    """As it came: whether it is ours is for `signed_buttons` to say."""


def leave_button(payload: str) -> LeaveButton | None:
    """Signed or not. Whoever presses it wants to leave; who else leaves with them, the signature decides."""
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
