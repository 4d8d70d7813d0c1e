"""One act on a file, stored with its custody entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from types import MappingProxyType

from urp.acts.acts import naming
from urp.acts.model import Act
from urp.acts.second_person import ProposalChange, fingerprint
from urp.moderation.evidence.custody import BEFORE_THE_FIRST, CustodyAct, CustodyEntry, digest_of
from urp.moderation.evidence.model import EvidenceFile, Facts, KeptMessage
from urp.moderation.evidence.ports import EvidenceRegister, EvidenceStep

NOTHING_MORE: Mapping[str, str] = MappingProxyType({})


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
    """The file as it is stored then. Of two acts at once the slower may have begun first: the log's times
    never go back all the same."""
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
    register.record(EvidenceStep(before, after, entry, messages, confirmed), naming(act, str(before.id)))
    return replace(after, version=entry.number)


def content_hash(file: EvidenceFile) -> str:
    """Of all that somebody decides about: a reading adds to the custody log, and changes nothing of it."""
    return fingerprint(asdict(replace(file, head="", head_at=None, version=0)))


def facts_hash(facts: Facts) -> str:
    return digest_of(asdict(facts))
