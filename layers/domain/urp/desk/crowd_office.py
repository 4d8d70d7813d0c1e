"""What the office is told of floods and of texts that many people send: one line each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.page import Page
from urp.desk.flood import MOST_KEPT

if TYPE_CHECKING:
    from urp.desk.store.crowds import Crowds


class CrowdKind(StrEnum):
    SAME_TEXT = "same_text"
    FLOOD = "flood"


@dataclass(frozen=True, slots=True)
class CrowdLine:
    id: str
    kind: CrowdKind
    since: datetime
    last_at: datetime
    people: int
    conversations: tuple[UUID, ...]
    """Where their messages are; of a redirected report there may be none."""

    @property
    def sentence(self) -> str:
        if self.kind is CrowdKind.FLOOD:
            return (
                f"Una persona ha scritto più di {MOST_KEPT} messaggi di seguito: i successivi non sono nella "
                "conversazione."
            )
        return f"Lo stesso testo da {self.people} persone in dieci minuti."


@dataclass(frozen=True, slots=True)
class CrowdOffice:
    lines: Crowds

    def listed(self, cursor: str | None, limit: int, now: datetime) -> Page[CrowdLine]:
        return self.lines.page(cursor, limit, now)
