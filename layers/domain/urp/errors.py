"""The named failures of the service, with the two facts everything else reads: code and retryable.

UrpError
├── RejectedError        the caller is wrong: doing it again would fail again
│   ├── NotFoundError
│   ├── ConflictError    somebody else changed it first, or it is not in a state that allows this
│   │   └── TouchedError somebody else is changing it at this moment
│   ├── ForbiddenError
│   ├── TooOftenError    as often as it is allowed for now
│   └── InvalidError     one field is wrong; `field` names it
├── UnavailableError     the world is wrong: the same call may succeed later
└── MisconfiguredError   the service must not start; names the setting, never its value
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType


class UrpError(Exception):
    """A failure with a stable `code`; nobody reads its sentence to decide anything."""

    code = "error"
    retryable = False


class RejectedError(UrpError):
    code = "rejected"
    facts: Mapping[str, Sequence[str]] = MappingProxyType({})
    """What a program needs to know beside the code; members of the problem of their own (RFC 9457, 3.2)."""


class NotFoundError(RejectedError):
    code = "not_found"


class ConflictError(RejectedError):
    code = "conflict"


class TouchedError(ConflictError):
    """Conflict with another transaction on the same items: nothing was written, no condition failed."""

    code = "touched"


class ForbiddenError(RejectedError):
    code = "forbidden"


class TooOftenError(RejectedError):
    code = "too_often"


class InvalidError(RejectedError):
    """One field of what was asked is wrong. `field` is its path, such as `parameters.luogo`."""

    code = "invalid"

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem


class UnavailableError(UrpError):
    code = "unavailable"
    retryable = True


class MisconfiguredError(UrpError):
    """A setting, secret or profile field is missing, malformed or still a placeholder."""

    code = "misconfigured"

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
