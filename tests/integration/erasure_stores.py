"""A citizen who asked to be erased."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from tests.acting import AS_OPERATOR
from tests.fakes.cases import FILE, proposed
from tests.fakes.desk_world import RecordedReplies
from tests.fakes.memory_exclusions import MemoryExclusions
from tests.fakes.stored import know
from tests.integration import rights_stores
from tests.integration.desk_stores import ANNA, DAY
from tests.integration.rights_stores import ASKED, NOON, TEXTS, TOWN
from urp.acts.model import Act, IdempotencyMark
from urp.acts.second_person import SecondPerson
from urp.acts.store.proposals import ProposalRegister
from urp.aws.dynamodb import transact
from urp.aws.tables import Tables
from urp.citizens.consent import EntryKind, LedgerEntry, Source
from urp.citizens.identity.model import Citizen
from urp.citizens.store.citizens import CitizenReader
from urp.desk.model import (
    Conversation,
    ConversationChange,
    ConversationStatus,
    DeskMessage,
    MessageKind,
    RightsKind,
)
from urp.desk.store.sns import NobodyOnDuty
from urp.errors import UnavailableError
from urp.inbound.model import Effect
from urp.inbound.store.ledger import InboundLedger
from urp.moderation.casebook.model import Case, CaseOpening
from urp.privacy.rights.erasing import EraseOnRequest
from urp.privacy.rights.erasure import ErasureStep, Trace, find_keep_reason, list_ids
from urp.privacy.rights.erasure import find_status as standing_of
from urp.privacy.rights.model import RightsRequest
from urp.privacy.store.erasure import ErasureStore
from urp.privacy.store.rights import RightsRegister
from urp.privacy.store.rights_items import write_request
from urp.retention.classes import RetentionClass

ERASE_ME = replace(ASKED, kind=RightsKind.ERASURE, asked=RightsKind.ERASURE, left=True)
LEFT = Citizen(
    ANNA,
    user_ids=("IT.10000000000000000001",),
    phones=("393330000001",),
    window_ends_at=NOON + DAY,
)
LEAVING = LedgerEntry(
    ANNA, EntryKind.LEFT, NOON, NOON, "wamid.9", Source.TEXT, "richiesta 2026/0001: cancellazione", "1", "1"
)


class Dying(ErasureStore):
    """Its process dies at the given erasure."""

    def __init__(self, tables: Tables, at: int) -> None:
        super().__init__(tables)
        self._at = at

    def erase(self, trace: Trace, until: datetime | None) -> Mapping[RetentionClass, int]:
        self._at -= 1
        if self._at < 0:
            raise UnavailableError("the table does not answer")
        return super().erase(trace, until)

    def finish(self, step: ErasureStep, act: Act) -> None:
        raise UnavailableError("the table does not answer")


@dataclass(frozen=True, slots=True)
class ErasureStores:
    register: RightsRegister
    people: CitizenReader
    store: ErasureStore
    dying: Callable[[int], Dying]
    asks: Callable[[RightsRequest], None]
    knows: Callable[[Citizen], object]
    proves: Callable[[LedgerEntry], None]
    talks: Callable[[int, datetime], None]
    judges: Callable[[CaseOpening, Case], None]
    acts: Callable[[], list[tuple[str, str]]]
    proposals: ProposalRegister
    replies: RecordedReplies = field(default_factory=RecordedReplies)
    exclusions: MemoryExclusions = field(default_factory=MemoryExclusions)

    def erase(self, store: ErasureStore | None = None) -> EraseOnRequest:
        return EraseOnRequest(
            self.register,
            self.people,
            store or self.store,
            self.replies,
            TEXTS,
            self.exclusions,
            SecondPerson(self.proposals, NobodyOnDuty(), TOWN.zone),
        )

    def there(self) -> list[Trace]:
        citizen = self.people.find_one(ANNA)
        request = self.register.find(ERASE_ME.id)
        assert citizen is not None
        assert request is not None
        return list(self.store.find_traces(citizen, list_ids(citizen, request)))

    def left(self, kind: RetentionClass) -> int:
        return sum(each.items.get(kind, 0) for each in self.there())

    def unkept(self) -> list[RetentionClass]:
        """What nothing keeps and does not wait for the last night."""
        citizen = self.people.find_one(ANNA)
        assert citizen is not None
        traces = self.there()
        stands = standing_of(citizen, traces, NOON)
        return [
            trace.kind
            for trace in traces
            if not trace.at_the_end and not find_keep_reason(trace, stands, NOON)
        ]


def open_stores(tables: Tables) -> ErasureStores:
    client = tables.client
    rights = rights_stores.open_stores(tables)
    ledger = InboundLedger(tables, exclusions=MemoryExclusions())

    def asks(request: RightsRequest) -> None:
        transact(client, [write_request(request, tables)])

    def proves(entry: LedgerEntry) -> None:
        ledger.commit(Effect(entry.message_id, ledger=(entry,)), NOON)

    def talks(number: int, at: datetime) -> None:
        talk = Conversation(UUID(int=number), ANNA, ConversationStatus.OPEN, at, at, at + DAY)
        messages = tuple(
            DeskMessage(talk.id, f"wamid.{number}.{each}", MessageKind.QUESTION, at, "Dove abito io?")
            for each in range(2)
        )
        effect = Effect(f"wamid.{number}", conversation=ConversationChange(talk, talk), messages=messages)
        ledger.commit(effect, at)

    def judges(opening: CaseOpening, case: Case) -> None:
        ledger.commit(Effect(f"wamid.{case.id}", cases=(replace(opening, case=case),)), NOON)

    return ErasureStores(
        rights.register,
        CitizenReader(tables),
        ErasureStore(tables, name_hash=lambda name: f"hash-of-{name}"),
        lambda at: Dying(tables, at),
        asks,
        lambda citizen: know(tables, citizen),
        proves,
        talks,
        judges,
        rights.acts,
        ProposalRegister(tables),
    )


def a_case(number: int, *, held: bool = False) -> tuple[CaseOpening, Case]:
    opening = proposed(number, citizen=ANNA, at=NOON)
    return opening, replace(opening.case, held_by=frozenset({FILE} if held else ()))


def act(number: int = 1, *, after: timedelta = timedelta(hours=1), by: str = "staff-1") -> Act:
    mark = IdempotencyMark(f"key{number}", "body", "")
    resource = f"rights-request/{ERASE_ME.id}"
    return Act(
        f"act{number}", by, "rights.erase", resource, NOON + after, idempotency=mark, standing=AS_OPERATOR
    )
