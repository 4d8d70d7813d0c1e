"""What a conversation remembers of its own course, so that figures never read what people wrote."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Facts:
    turns: int = 0
    """Of the citizen: messages that follow one another within a short time, without an answer between."""
    turn_at: datetime | None = None
    """The last message of the turn that may still go on; None once somebody answered."""
    asked_at: datetime | None = None
    """The first question; None where there was none (an emergency, a report)."""
    first_answered_at: datetime | None = None
    """By a person of the office, after the question."""
    closed_at: datetime | None = None
    reopened: int = 0
    """How often the office opened it again."""

    def heard(self, at: datetime, gap: timedelta, *, asks: bool) -> Facts:
        """The citizen wrote. WhatsApp's times may come out of order: a turn is never taken back."""
        goes_on = self.turn_at is not None and at - self.turn_at <= gap
        return replace(
            self,
            turns=self.turns if goes_on else self.turns + 1,
            turn_at=max(at, self.turn_at) if self.turn_at else at,
            asked_at=self.asked_at or (at if asks else None),
        )

    def answered(self, at: datetime) -> Facts:
        first = at if self.asked_at and self.first_answered_at is None else self.first_answered_at
        return replace(self, turn_at=None, first_answered_at=first)

    def unanswered(self, at: datetime) -> Facts:
        """The answer given then did not arrive."""
        first = None if self.first_answered_at == at else self.first_answered_at
        return replace(self, first_answered_at=first)

    def closed(self, at: datetime) -> Facts:
        return replace(self, closed_at=at, turn_at=None)

    def opened_again(self) -> Facts:
        return replace(self, closed_at=None, reopened=self.reopened + 1)


NO_FACTS = Facts()
