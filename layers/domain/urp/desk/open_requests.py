"""Requests about one's own data, as far as the desk remembers them while they are open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class RightsKind(StrEnum):
    """Articles 15-18, 20-22 and 7(3) of the GDPR, in the words of the office."""

    ACCESS = "accesso"
    RECTIFICATION = "rettifica"
    ERASURE = "cancellazione"
    RESTRICTION = "limitazione"
    PORTABILITY = "portabilita"
    OBJECTION = "opposizione"
    NO_AUTOMATED_DECISION = "decisione_automatizzata"
    WITHDRAWAL = "revoca"


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """What the desk remembers of it while it is open: who asks again is told the same number."""

    id: UUID
    number: str
    kind: RightsKind
    due: date
