"""The register of rights requests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from tests.acting import AS_OPERATOR
from tests.fakes.desk_world import RecordedReplies
from tests.fakes.memory_exclusions import MemoryExclusions
from tests.fakes.stored import know
from tests.integration.desk_stores import ANNA, CITIZEN, TALK, conversation
from urp.acts.model import Act
from urp.acts.store.audit import AuditTrail
from urp.aws.dynamodb import transact
from urp.aws.tables import Tables
from urp.citizens.identity.model import Citizen
from urp.desk.model import (
    Conversation,
    ConversationChange,
    DeskState,
    DeskStateChange,
    OpenRequest,
    RightsKind,
)
from urp.desk.store.conversation_items import conversation_write, state_write
from urp.moderation.store.blocks import BlockRegister
from urp.moderation.store.cases import CaseRegister
from urp.privacy.rights.model import RightsRequest
from urp.privacy.rights.office import RightsOffice
from urp.privacy.store.rights import HeldRecords, RightsRegister
from urp.privacy.store.rights_items import write_request
from urp.town.municipality import load_municipality
from urp.town.texts import load_texts

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
TOWN = load_municipality("urp_profile", placeholders_allowed=True)
TEXTS = load_texts("urp_profile", TOWN, placeholders_allowed=True)
ASKED = RightsRequest(
    id=UUID(int=70),
    number="2026/0001",
    kind=RightsKind.ACCESS,
    citizen_id=ANNA,
    conversation_id=TALK,
    received_at=NOON,
    due=date(2026, 12, 28),
)


@dataclass(frozen=True, slots=True)
class RightsStores:
    register: RightsRegister
    held: HeldRecords
    put: Callable[[RightsRequest], None]
    acts: Callable[[], list[tuple[str, str]]]
    becomes: Callable[[Conversation], None]
    """The conversation, by somebody else's hand."""
    tables: Tables
    replies: RecordedReplies = field(default_factory=RecordedReplies)

    def office(self, citizen: Citizen = CITIZEN) -> RightsOffice:
        return RightsOffice(
            register=self.register,
            people=know(self.tables, citizen),
            held=self.held,
            replies=self.replies,
            texts=TEXTS,
            zone=TOWN.zone,
            is_holiday=TOWN.calendar.holidays.is_national,
        )

    @property
    def talk(self) -> Conversation:
        talk = self.register.conversation(TALK)
        assert talk is not None
        return talk

    def asks(self, request: RightsRequest = ASKED) -> None:
        self.put(request)


def open_stores(tables: Tables) -> RightsStores:
    client = tables.client
    register = RightsRegister(tables)
    blocks = BlockRegister(tables, exclusions=MemoryExclusions())
    held = HeldRecords(tables, blocks_of=blocks.list_history, casebook=CaseRegister(tables))

    def put(request: RightsRequest) -> None:
        before = register.state(ANNA)
        change = DeskStateChange(before, replace(remembering(request), version=before.version))
        transact(client, [write_request(request, tables), state_write(change, tables, NOON)])
        if register.conversation(TALK) is None:
            talk = conversation(said=1)
            transact(client, [conversation_write(ConversationChange(talk, talk), tables)])

    def hands_on(after: Conversation) -> None:
        before = register.conversation(TALK)
        assert before is not None
        transact(client, [conversation_write(ConversationChange(before, after), tables)])

    def acts() -> list[tuple[str, str]]:
        entries = AuditTrail(tables).of_day(NOON.date(), None, 100).items
        return [(entry.name, entry.details) for entry in entries]

    return RightsStores(register, held, put, acts, hands_on, tables)


def remembering(request: RightsRequest) -> DeskState:
    return DeskState(ANNA, rights=(OpenRequest(request.id, request.number, request.kind, request.due),))


def act(name: str = "rights.close", number: int = 1, after: timedelta = timedelta(hours=1)) -> Act:
    return Act(
        f"act{number}", "staff-1", name, f"rights-request/{ASKED.id}", NOON + after, standing=AS_OPERATOR
    )
