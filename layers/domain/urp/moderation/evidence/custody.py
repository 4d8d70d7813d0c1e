"""The custody log: who did what with a file, each entry's hash over its content and the hash before it.

An entry's hash is the SHA-256 of its other fields as JSON: UTF-8, keys sorted, no spaces.
`infra/evidence/verify.py` computes it again on its own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from urp.moderation.evidence.moments import written

BEFORE_THE_FIRST = "0" * 64


class CustodyAct(StrEnum):
    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"
    VIEWED = "viewed"
    FACTS = "facts"
    SEALED = "sealed"
    CORRECTED = "corrected"
    EXPORTED = "exported"
    SENT = "sent"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class CustodyEntry:
    file_id: UUID
    number: int
    """From 1, without a gap."""
    at: datetime
    by: str
    """Id of the member of staff in the user pool."""
    act: CustodyAct
    details: Mapping[str, str] = field(default_factory=dict)
    previous: str = BEFORE_THE_FIRST

    def fields(self) -> dict[str, object]:
        return {
            "fascicolo": str(self.file_id),
            "numero": self.number,
            "quando": written(self.at),
            "chi": self.by,
            "atto": self.act.value,
            "dettagli": dict(self.details),
            "precedente": self.previous,
        }

    @property
    def hash(self) -> str:
        return digest_of(self.fields())


def digest_of(fields: Mapping[str, object]) -> str:
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def log_of(entries: tuple[CustodyEntry, ...]) -> list[dict[str, object]]:
    return [{**entry.fields(), "impronta": entry.hash} for entry in entries]
