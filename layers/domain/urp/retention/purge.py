"""Where things pass their time, for the nightly purge."""

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
    """Where to go on; None when this source has no more."""


class Expired(Protocol):
    """One place where things pass their time."""

    def delete_page(self, cursor: str | None, now: datetime) -> PurgedPage:
        """Deletes what it finds past its time; doing a page twice deletes nothing more."""
        ...
