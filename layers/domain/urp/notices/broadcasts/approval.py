"""What is stored of a notice's way to its approval: who asked, who approved, who refused, and of what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from urp.errors import ConflictError, ForbiddenError
from urp.notices.silence.model import Indispensable

MOVED_PERCENT = 5
"""More than that since the approver read them, and people or euro are read again."""


class ChangedSinceReadError(ConflictError):
    """The notice, its people or its cost are not what the approver has read."""

    code = "changed_since_read"


class ChangedMeanwhileError(ConflictError):
    """Somebody else changed it since it was read: their change is not overwritten."""

    code = "changed_meanwhile"


class NotTheSubmitterError(ForbiddenError):
    """Who submitted a notice takes it back; an approver returns it."""

    code = "not_the_submitter"


@dataclass(frozen=True, slots=True)
class Extent:
    """Of what is about to be approved."""

    people: int
    euro_cents: int | None
    """None where no price is known."""

    def moved_since(self, read: Extent) -> bool:
        """By more than five in a hundred. A cent more is rounding."""
        if _moved(self.people, read.people, 0):
            return True
        if self.euro_cents is None or read.euro_cents is None:
            return self.euro_cents is not read.euro_cents
        return _moved(self.euro_cents, read.euro_cents, 1)


def _moved(now: int, read: int, rounding: int) -> bool:
    return (abs(now - read) - rounding) * 100 > read * MOVED_PERCENT


@dataclass(frozen=True, slots=True)
class Submission:
    by: str
    at: datetime
    due_at: datetime | None
    """When it is to go out; None: as soon as it is approved."""
    extent: Extent | None = None
    """As counted then; None of what the clock submits."""
    indispensable: Indispensable | None = None
    """Needed in a period of electoral silence."""
    in_quiet_hours: bool = False
    """It is not urgent, and goes out in them all the same."""


@dataclass(frozen=True, slots=True)
class Approval:
    by: str
    at: datetime
    seal: str
    lapses_at: datetime
    """From then on its audience is not frozen any more."""
    extent: Extent | None = None
    """None: of a recurring announcement, whose people are not counted."""
    alone: bool = False
    """By who submitted it: to as few people as one person may write to."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An approver gave it back."""

    by: str
    at: datetime
    reason: str
    """For who wrote it."""
    final: bool
    """Rejected, not returned."""
    submission: Submission | None = None
    """What was refused."""
