"""Texts that many people send, counted in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from urp.acts.page import Page
from urp.desk.crowd import SHOWN_FROM, stretch_of
from urp.desk.crowd_office import CrowdKind, CrowdLine
from urp.errors import UnavailableError


@dataclass(slots=True)
class MemoryCrowds:
    messages: dict[str, dict[str, UUID]] = field(default_factory=dict)
    last: dict[str, datetime] = field(default_factory=dict)
    floods: list[tuple[UUID, datetime]] = field(default_factory=list)
    down: bool = False

    def mark(self, text: str, at: datetime) -> str:
        if self.down:
            raise UnavailableError("the table does not answer")
        return f"{stretch_of(at).isoformat()}#{abs(hash(text)):x}"

    @property
    def people(self) -> dict[str, int]:
        return {mark: len(messages) for mark, messages in self.messages.items()}

    def count(self, mark: str, message_id: str, conversation_id: UUID, at: datetime) -> int:
        self.messages.setdefault(mark, {})[message_id] = conversation_id
        self.last[mark] = at
        return len(self.messages[mark])

    def beyond_reading(self, conversation_id: UUID, at: datetime) -> None:
        self.floods.append((conversation_id, at))

    def page(self, cursor: str | None, limit: int, now: datetime) -> Page[CrowdLine]:
        texts = [
            CrowdLine(
                id=mark.partition("#")[2],
                kind=CrowdKind.SAME_TEXT,
                since=stretch_of(self.last[mark]),
                last_at=self.last[mark],
                people=len(messages),
                conversations=tuple(sorted(set(messages.values()))),
            )
            for mark, messages in self.messages.items()
            if len(messages) >= SHOWN_FROM
        ]
        floods = [
            CrowdLine(f"flood-{where}", CrowdKind.FLOOD, stretch_of(at), at, 1, (where,))
            for where, at in self.floods
        ]
        lines = sorted((*texts, *floods), key=lambda line: line.since, reverse=True)
        return Page(tuple(lines[:limit]), None)
