"""Who is told, away from the desk, that something waits for a person."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

TO_CONFIRM = "proposal_to_confirm"
"""Alert: a setting that loosens a limit, a list of numbers or a role waits for a second person."""
ALERTED = "Abbiamo inviato un avviso a chi è di turno."


class Alerts(Protocol):
    """The person on duty, told of what waits for a second person, of a conversation or of a threat."""

    def alert(self, subject: UUID, kind: str, further: int = 0) -> bool:
        """False when nobody could be told; never fails: the citizen must read 112 in any case. `further`:
        messages of danger in the same conversation for which nobody was told since."""
        ...
