"""Interface between the nightly purge and the stores it deletes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from urp.retention.classes import RetentionClass


@dataclass(frozen=True, slots=True)
class PurgedPage:
    deleted: Mapping[RetentionClass, int]
    cursor: str | None
    """Where to continue; None if this source has no more."""


class Expired(Protocol):
    """A store with items that expire."""

    def delete_page(self, cursor: str | None, now: datetime) -> PurgedPage:
        """Delete the expired items of one page; idempotent."""
        ...
