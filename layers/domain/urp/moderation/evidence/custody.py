"""The custody log of a file: every entry has a hash over its content and the hash before it.

An entry's hash is the SHA-256 of its other fields as JSON: UTF-8, keys sorted, no spaces.
`infra/evidence/verify.py` computes it again on its own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from urp.acts.acts import name_resource
from urp.acts.model import Act
from urp.acts.second_person import ProposalChange, fingerprint
from urp.moderation.evidence.model import EvidenceFile, Facts, KeptMessage

if TYPE_CHECKING:
    from urp.moderation.store.evidence import EvidenceRegister

BEFORE_THE_FIRST = "0" * 64
NOTHING_MORE: Mapping[str, str] = MappingProxyType({})
_UNITS = (("giorno", "giorni", 86_400), ("ora", "ore", 3_600), ("minuto", "minuti", 60))


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

    def to_fields(self) -> dict[str, object]:
        return {
            "fascicolo": str(self.file_id),
            "numero": self.number,
            "quando": to_utc_text(self.at),
            "chi": self.by,
            "atto": self.act.value,
            "dettagli": dict(self.details),
            "precedente": self.previous,
        }

    @property
    def hash(self) -> str:
        return hash_fields(self.to_fields())


def hash_fields(fields: Mapping[str, object]) -> str:
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def to_log(entries: tuple[CustodyEntry, ...]) -> list[dict[str, object]]:
    return [{**entry.to_fields(), "impronta": entry.hash} for entry in entries]


@dataclass(frozen=True, slots=True)
class EvidenceStep:
    """One act on a file: the file after it, and its entry in the custody log."""

    before: EvidenceFile
    after: EvidenceFile
    entry: CustodyEntry
    messages: tuple[KeptMessage, ...] = ()
    """Only of the first step."""
    confirmed: ProposalChange | None = None
    """Of a release: what one person proposed and this one confirms."""


def take_step(
    register: EvidenceRegister,
    before: EvidenceFile,
    after: EvidenceFile,
    kind: CustodyAct,
    act: Act,
    details: Mapping[str, str] = NOTHING_MORE,
    messages: tuple[KeptMessage, ...] = (),
    confirmed: ProposalChange | None = None,
) -> EvidenceFile:
    """Store an act and return the stored file. Of two concurrent acts the slower may have begun first; the
    log's times never go back."""
    at = max(act.at, before.head_at or act.at)
    entry = CustodyEntry(
        file_id=before.id,
        number=before.version + 1,
        at=at,
        by=act.by,
        act=kind,
        details=details,
        previous=before.head or BEFORE_THE_FIRST,
    )
    after = replace(after, head=entry.hash, head_at=at)
    register.record(
        EvidenceStep(before, after, entry, messages, confirmed), name_resource(act, str(before.id))
    )
    return replace(after, version=entry.number)


def hash_content(file: EvidenceFile) -> str:
    """Hash of what staff decide about; a reading, which only adds to the custody log, does not change it."""
    return fingerprint(asdict(replace(file, head="", head_at=None, version=0)))


def hash_facts(facts: Facts) -> str:
    return hash_fields(asdict(facts))


def to_utc_text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def to_local_text(moment: datetime, zone: ZoneInfo) -> str:
    """`25/11/2026 12:00:00`, by the municipality's clock."""
    return moment.astimezone(zone).strftime("%d/%m/%Y %H:%M:%S")


def describe_span(span: timedelta) -> str:
    """`2 giorni, 3 ore e 5 minuti`: the two or three units that are not zero."""
    left = int(span.total_seconds())
    if left < _UNITS[-1][2]:
        return "meno di un minuto"
    parts = []
    for one, many, seconds in _UNITS:
        count, left = divmod(left, seconds)
        if count:
            parts.append(f"{count} {one if count == 1 else many}")
    return " e ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
