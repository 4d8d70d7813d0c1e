"""The bucket of received bodies, in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from urp.errors import NotFoundError, UnavailableError


@dataclass(frozen=True, slots=True)
class KeptBody:
    body: bytes
    signature: str
    reasons: tuple[str, ...]
    at: datetime | None = field(default=None, compare=False)


@dataclass(slots=True)
class MemoryReceivedBodies:
    """`broken`: nothing can be stored any more."""

    kept: dict[str, KeptBody] = field(default_factory=dict)
    broken: bool = False

    def keep(
        self, key: str, body: bytes, signature: str, reasons: Sequence[str], at: datetime | None = None
    ) -> bool:
        if self.broken:
            raise UnavailableError("the received body was not stored")
        first = key not in self.kept
        self.kept.setdefault(key, KeptBody(body, signature, tuple(reasons), at))
        return first

    def find_first_receipt(self, key: str) -> datetime | None:
        return self.kept[key].at if key in self.kept else None

    def read_body(self, key: str) -> bytes:
        if key not in self.kept:
            raise NotFoundError("the received body is no longer there")
        return self.kept[key].body


def set_aside(bodies: MemoryReceivedBodies) -> list[tuple[str, str]]:
    """What waits for inspection, each with why."""
    waiting = (kept for key, kept in bodies.kept.items() if key.startswith("inspection/"))
    return [(kept.body.decode(), ",".join(kept.reasons)) for kept in waiting]
