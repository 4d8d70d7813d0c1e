"""What an erasure on request takes and what stays, by class of docs/conservazione.md (GDPR art. 17)."""

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
    """Why something stays."""

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
"""What is not stored by person: never looked through, so never counted."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What of one citizen lies together in the tables, and goes together."""

    kind: RetentionClass
    place: tuple[str, str]
    """In the store's own words."""
    items: Mapping[RetentionClass, int]
    version: int | None = None
    """As it was read: it goes only as long as nobody changed it."""
    since: datetime | None = None
    case: Case | None = None
    request: RightsRequest | None = None
    conversation: UUID | None = None
    proves: bool = False
    """That they consented once, or that a consent ended."""
    at_the_end: bool = False
    """What is needed until the citizen is told; it goes, or is reduced, with the last step."""


@dataclass(frozen=True, slots=True)
class ErasureStatus:
    """What decides about the rest."""

    blocked: bool
    """A block is in force, here or at WhatsApp."""
    proof: bool
    """They once consented: who says so must be able to show it, and how it ended (arts. 7(1), 17(3)(e))."""


@dataclass(frozen=True, slots=True)
class ErasureStep:
    """The last one: the request answered, and what had to stay until then."""

    request: RightsRequest
    citizen: Citizen
    """As read: with `ids` those whose profiles go, or lose what nothing keeps."""
    ids: tuple[UUID, ...]
    forgets: bool
    """Nothing keeps who they are."""
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
    """Those they are and were known by."""
    return tuple(dict.fromkeys((citizen.id, request.citizen_id, *citizen.absorbed)))


def hash_people(citizen: Citizen, request: RightsRequest) -> str:
    """Of whom an erasure is about, and by whose word: two people who turned out to be one are more than was
    proposed."""
    people = sorted(map(str, list_ids(citizen, request)))
    return fingerprint(
        {"request": request.id, "kind": request.kind, "asked": request.asked, "people": people}
    )


def find_status(citizen: Citizen, traces: Iterable[Trace], now: datetime) -> ErasureStatus:
    proof = any(trace.proves for trace in traces)
    return ErasureStatus(citizen.is_blocked(now) or _is_held_at_whatsapp(citizen), proof)


def _is_held_at_whatsapp(citizen: Citizen) -> bool:
    """Meta may hold them blocked: what undoes that one day must be known until it is done."""
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
    """Written after the erasure began: it is nothing they asked to erase."""
    return request.erasure is not None and trace.since is not None and trace.since > request.erasure.at


def reduce_state(
    state: DeskState, request_id: UUID, kept_cases: frozenset[UUID], talks: frozenset[UUID]
) -> DeskState:
    """Warnings of the cases that stay, other requests that wait, and a conversation opened meanwhile."""
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
