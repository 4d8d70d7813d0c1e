"""How an act of staff is carried out: once, and again when somebody else moved first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from urp.acts.model import Act
from urp.errors import ConflictError, TouchedError
from urp.pauses import pause_if_touched

MOST_ATTEMPTS = 5
_MOVED = {ConflictError.code, TouchedError.code}
"""Somebody else was faster: reading again may help. Any other conflict is a refusal with its own name."""


def retry_if_moved[T](attempt: Callable[[], T]) -> T:
    """Citizens write while the office acts: a version that moved is read again. A closed window is final."""
    for _ in range(MOST_ATTEMPTS - 1):
        try:
            return attempt()
        except ConflictError as conflict:
            if conflict.code not in _MOVED:
                raise
            pause_if_touched(conflict)
    return attempt()


def name_resource(act: Act, resource_id: str) -> Act:
    """The act whose idempotency mark answers a repetition with this resource."""
    if act.idempotency is None:
        return act
    return replace(act, idempotency=replace(act.idempotency, resource_id=resource_id))
