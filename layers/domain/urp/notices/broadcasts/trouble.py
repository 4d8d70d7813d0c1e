"""Signs that people, or Meta, do not want a running broadcast, as they are reported.

What is made of them: `automatic_stop`, which an inbound message never needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Trouble:
    """What came in at one moment about one broadcast."""

    failed: int = 0
    """Messages that Meta took and then did not deliver."""
    complaints: int = 0
    """People who left because of it, or asked WhatsApp for no more of these."""
    code: int | None = None
    """With which Meta refuses the account or the template after having taken the messages."""


class TroubleReports(Protocol):
    def report(self, broadcast_id: UUID | None, trouble: Trouble) -> None:
        """To be counted soon; None: about whatever is being sent now. A report may be lost."""
        ...
