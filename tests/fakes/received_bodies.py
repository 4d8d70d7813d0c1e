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


@dataclass(slots=True)
class MemoryReceivedBodies:
    """`broken`: nothing can be stored any more."""

    kept: dict[str, KeptBody] = field(default_factory=dict)
    broken: bool = False

    def keep(
        self, key: str, body: bytes, signature: str, reasons: Sequence[str], at: datetime | None = None
    ) -> None:
        if self.broken:
            raise UnavailableError("the received body was not stored")
        self.kept[key] = KeptBody(body, signature, tuple(reasons))

    def body(self, key: str) -> bytes:
        if key not in self.kept:
            raise NotFoundError("the received body is no longer there")
        return self.kept[key].body
