"""Rules of what an erasure on request erases and keeps, by class of docs/conservazione.md (GDPR art. 17)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.second_person import fingerprint
from urp.citizens.blocks import MirrorState
from urp.citizens.identity.model import Citizen
from urp.desk.model import DeskState
from urp.language import Language
from urp.moderation.casebook.model import WAITING, Case
from urp.privacy.rights.model import RightsRequest
from urp.retention.classes import RetentionClass

if TYPE_CHECKING:
    from urp.desk.model import DeskStateChange
    from urp.desk.outbox import OutboxRow


class Why(StrEnum):
    """Reasons to keep data."""

    PROOF = "proof_of_consent"
    BLOCK = "block_in_force"
    EVIDENCE = "held_as_evidence"
    REGISTER = "register_of_requests"
    ACTS = "acts_of_staff"
    BY_NOTICE = "kept_by_notice"
    COPY = "copy_that_expires"


ALWAYS_KEPT: Mapping[RetentionClass, Why] = {
    RetentionClass.AUDIT: Why.ACTS,
    RetentionClass.RECIPIENT_ROWS: Why.BY_NOTICE,
    RetentionClass.RECEIVED_BODIES: Why.COPY,
}
"""Data not stored by person: never read, so never counted."""


@dataclass(frozen=True, slots=True)
class Trace:
    """Items of one citizen that are stored, and deleted, together."""

    kind: RetentionClass
    place: tuple[str, str]
    """The key in the store."""
    items: Mapping[RetentionClass, int]
    version: int | None = None
    """Version as read: it is deleted only if unchanged."""
    since: datetime | None = None
    """Of a conversation: its oldest message that is left."""
    case: Case | None = None
    request: RightsRequest | None = None
    conversation: UUID | None = None
    proves: bool = False
    """It proves a consent, or the end of one."""
    at_the_end: bool = False
    """Needed until the citizen is told; deleted or reduced with the last step."""


@dataclass(frozen=True, slots=True)
class ErasureStatus:
    """The state of a citizen that decides what is kept."""

    blocked: bool
    """A block is in force, here or at WhatsApp."""
    proof: bool
    """They once consented: the town hall must be able to show it, and how it ended (arts. 7(1), 17(3)(e))."""


@dataclass(frozen=True, slots=True)
class ErasureStep:
    """The last step: the answered request, and what had to be kept until then."""

    request: RightsRequest
    citizen: Citizen
    """As read; `ids` are those whose profiles are deleted or reduced."""
    ids: tuple[UUID, ...]
    forgets: bool
    """There is no reason to keep their identity."""
    keeps_block: bool
    states: tuple[DeskStateChange, ...]
    reply: OutboxRow | None


@dataclass(frozen=True, slots=True)
class ErasurePreview:
    erased: Mapping[RetentionClass, int] = field(default_factory=dict)
    kept: Mapping[tuple[RetentionClass, Why], int] = field(default_factory=dict)
    undecided: int = 0
    """Cases among the erased ones that nobody has decided yet."""


def list_ids(citizen: Citizen, request: RightsRequest) -> tuple[UUID, ...]:
    """Current and earlier ids of the citizen."""
    return tuple(dict.fromkeys((citizen.id, request.citizen_id, *citizen.absorbed)))


def hash_people(citizen: Citizen, request: RightsRequest) -> str:
    """Hash of the people and the request of an erasure: a merge after the proposal changes it."""
    people = sorted(map(str, list_ids(citizen, request)))
    return fingerprint(
        {"request": request.id, "kind": request.kind, "asked": request.asked, "people": people}
    )


def find_status(citizen: Citizen, traces: Iterable[Trace], now: datetime) -> ErasureStatus:
    proof = any(trace.proves for trace in traces)
    return ErasureStatus(citizen.is_blocked(now) or _is_held_at_whatsapp(citizen), proof)


def _is_held_at_whatsapp(citizen: Citizen) -> bool:
    """True if Meta may hold them blocked: their ids are needed to lift that."""
    mirror = citizen.at_whatsapp
    if mirror is None or mirror.state is MirrorState.LIFTED:
        return False
    return mirror.state is not MirrorState.REFUSED or bool(mirror.ids)


def find_keep_reason(trace: Trace, standing: ErasureStatus, now: datetime) -> Why | None:
    match trace.kind:
        case RetentionClass.CITIZENS | RetentionClass.ALIASES | RetentionClass.CONSENT if standing.proof:
            return Why.PROOF
        case RetentionClass.CITIZENS | RetentionClass.ALIASES | RetentionClass.BLOCKS:
            return Why.BLOCK if standing.blocked else None
        case RetentionClass.RIGHTS_REQUESTS:
            return Why.REGISTER
        case RetentionClass.EVIDENCE:
            return Why.EVIDENCE
        case RetentionClass.CASES if trace.case and trace.case.held:
            return Why.EVIDENCE
        case RetentionClass.CASES if trace.case and trace.case.block_in_force(now):
            return Why.BLOCK
        case _:
            return None


def is_newer(trace: Trace, request: RightsRequest) -> bool:
    """True if written after what the request asks to erase: not part of it."""
    until = request.erases_until
    return until is not None and trace.since is not None and trace.since > until


def reduce_state(
    state: DeskState, request_id: UUID, kept_cases: frozenset[UUID], talks: frozenset[UUID]
) -> DeskState:
    """The desk state with only the warnings of kept cases, other open requests, and a conversation opened
    meanwhile."""
    warnings = tuple(warning for warning in state.warnings if warning.case_id in kept_cases)
    rights = tuple(right for right in state.rights if right.id != request_id)
    if state.conversation_id in talks:
        return replace(state, warnings=warnings, rights=rights)
    return DeskState(
        state.citizen_id,
        state.version,
        language=state.language if warnings or rights else Language.ITALIAN,
        warnings=warnings,
        threatened_at=state.threatened_at if kept_cases else None,
        rights=rights,
    )


def count_preview(traces: Sequence[Trace], standing: ErasureStatus, now: datetime) -> ErasurePreview:
    erased, kept, undecided = Counter[RetentionClass](), Counter[tuple[RetentionClass, Why]](), 0
    for trace in traces:
        why = find_keep_reason(trace, standing, now)
        for kind, items in trace.items.items():
            if why is None:
                erased[kind] += items
            else:
                kept[kind, why] += items
        if why is None and trace.case and trace.case.state in WAITING:
            undecided += 1
    return ErasurePreview(erased, kept, undecided)
