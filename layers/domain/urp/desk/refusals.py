"""What the desk refuses its own office, each by a name that programs can read."""

from __future__ import annotations

from urp.errors import ConflictError


class WindowClosedError(ConflictError):
    """More than 24 hours after the citizen's last message only a message template may be sent."""

    code = "window_closed"


class ConversationClosedError(ConflictError):
    code = "conversation_closed"


class CitizenBlockedError(ConflictError):
    code = "citizen_blocked"
