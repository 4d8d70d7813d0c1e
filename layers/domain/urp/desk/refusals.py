"""What the desk refuses its own office, each by a name that programs can read."""

from __future__ import annotations

from urp.errors import ConflictError, TooOftenError


class WindowClosedError(ConflictError):
    """More than 24 hours after the citizen's last message only a message template may be sent."""

    code = "window_closed"


class ConversationClosedError(ConflictError):
    code = "conversation_closed"


class CitizenBlockedError(ConflictError):
    code = "citizen_blocked"


class HeldByColleagueError(ConflictError):
    """Not without saying so: the call may be repeated with `take_over`, and that is recorded."""

    code = "held_by_colleague"


class ColleagueWritingError(ConflictError):
    code = "colleague_writing"


class MovedOnError(ConflictError):
    """The citizen or a colleague wrote after what the caller has read."""

    code = "moved_on"


class AnswerGoneError(ConflictError):
    """It was handed over, or never held back: nothing calls it back from WhatsApp."""

    code = "answer_gone"


class AnotherOpenError(ConflictError):
    """The citizen wrote again meanwhile: their new conversation goes on, the old one stays closed. Or two
    turned out to be one person, with one each: the colleague who answers one takes the other too, or closes
    it."""

    code = "another_open"


class NumbersLimitError(TooOftenError):
    """So many whole numbers were shown to this person today. An alarm of observability.yaml reads it."""

    code = "numbers_limit"
