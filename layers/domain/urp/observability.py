"""What may be written in a log: ids, codes and digests, never a person."""

from __future__ import annotations

import hashlib
import traceback
from pathlib import Path

from urp.errors import MisconfiguredError, UnavailableError


def digest(value: str) -> str:
    """Twenty hex digits that stand for an id which may hold a phone, such as WhatsApp's message ids."""
    return hashlib.sha256(value.encode()).hexdigest()[:20]


def masked_phone(digits: str) -> str:
    """The last three digits only, as staff see a number by default: `••••••••• 001`."""
    return "•" * max(len(digits) - 3, 0) + " " + digits[-3:]


def failure_fields(error: BaseException) -> dict[str, str]:
    """What a log may say of a failure: its type, its code and the line it came from. Neither its sentence nor
    its trace, since both may quote what a citizen wrote; but for the name of a missing setting and AWS's
    own code where it does not answer, which quote nobody."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    told = {"error": type(error).__name__, "error_code": getattr(error, "code", ""), "where": where}
    return told | {"reason": str(error)} if isinstance(error, MisconfiguredError | UnavailableError) else told
