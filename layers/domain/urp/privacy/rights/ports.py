"""What the register of rights requests needs from outside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from urp.acts.model import Act
from urp.acts.page import Page
from urp.acts.second_person import ProposalChange
from urp.citizens.consent.model import LedgerEntry
from urp.citizens.identity.model import Citizen
from urp.desk.changes import ConversationChange, DeskStateChange
from urp.desk.model import Conversation, DeskMessage, DeskState
from urp.desk.office_views import StoredMessage
from urp.desk.outbox import OutboxRow
from urp.desk.redirects.model import KeptRedirect
from urp.errors import NotFoundError
from urp.moderation.blocks.model import BlockEvent
from urp.moderation.casebook.model import Case, Step
from urp.privacy.rights.erasure import Trace
from urp.privacy.rights.model import RightsRequest, RightsState
from urp.privacy.rights.refusals import RequestClosedError


@dataclass(frozen=True, slots=True)
class RightsStep:
    """What one act changes, stored together with the act or not at all."""

    request: RightsRequest
    """As it becomes, with the version it was read in."""
    state: DeskStateChange | None = None
    reply: OutboxRow | None = None
    message: DeskMessage | None = None
    """The reply, where the citizen's conversation shows it."""
    conversation: ConversationChange | None = None
    """Whose conversation that is."""
    confirmed: ProposalChange | None = None
    """Of an erasure that begins by two people's word."""


class RightsRegister(Protocol):
    def page(self, *, closed: bool, cursor: str | None, limit: int) -> Page[RightsRequest]:
        """Open ones by their last day, what is overdue on top; closed ones newest first."""
        ...

    def find(self, request_id: UUID) -> RightsRequest | None: ...

    def state(self, citizen_id: UUID) -> DeskState: ...

    def conversation(self, conversation_id: UUID) -> Conversation | None: ...

    def record(self, step: RightsStep, act: Act) -> None:
        """ConflictError when something moved since it was read; AlreadyActedError for a used key."""
        ...

    def note(self, act: Act) -> None:
        """An act that changes nothing, such as an export."""
        ...


def found(register: RightsRegister, request_id: UUID) -> RightsRequest:
    request = register.find(request_id)
    if request is None:
        raise NotFoundError("Questa richiesta non c'è.")
    return request


def found_open(register: RightsRegister, request_id: UUID) -> RightsRequest:
    request = found(register, request_id)
    if request.state is not RightsState.OPEN:
        raise RequestClosedError("Ha già avuto risposta.")
    return request


@dataclass(frozen=True, slots=True)
class Talk:
    conversation: Conversation
    messages: tuple[StoredMessage, ...]


@dataclass(frozen=True, slots=True)
class JudgedMessage:
    case: Case
    text: str
    """Empty once it is erased."""
    steps: tuple[Step, ...] = ()
    """Oldest first; of a file of evidence none, also after its release: whether there was one is not told."""


@dataclass(frozen=True, slots=True)
class Held:
    """All that tables hold on one citizen, as art. 15 asks for it, under whichever of our ids it is."""

    citizen: Citizen
    consent: tuple[LedgerEntry, ...]
    blocks: tuple[BlockEvent, ...]
    talks: tuple[Talk, ...]
    redirects: tuple[KeptRedirect, ...]
    requests: tuple[RightsRequest, ...]
    cases: tuple[JudgedMessage, ...] = ()
    """Those held as evidence left out: what is said of them is not this service's to decide."""


class HeldRecords(Protocol):
    def of(self, citizen: Citizen, ids: Iterable[UUID]) -> Held:
        """`ids`: the citizen's own and those that became theirs."""
        ...


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


class ErasureStore(Protocol):
    def of(self, citizen: Citizen, ids: Sequence[UUID]) -> tuple[Trace, ...]:
        """All of theirs that lies by person."""
        ...

    def erase(self, trace: Trace) -> None:
        """In parts where it is large. ConflictError: it moved, and whatever moved is still there; erased
        before: nothing."""
        ...

    def finish(self, step: ErasureStep, act: Act) -> None:
        """Together, and as `RightsRegister.record` refuses. A profile that nothing keeps is forgotten by the
        nightly purge once WhatsApp takes no answer any more, with its aliases."""
        ...
