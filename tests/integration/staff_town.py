"""The office's API on the tables of the real template, in a town that can be filled with citizens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

import boto3
from aws_lambda_powertools.logging import Logger

from tests.fakes.memory_exclusions import MemoryExclusions
from tests.fakes.staff_calls import Answered, Caller
from tests.integration.staff_environment import PROFILE, environment
from urp.acts.model import Role
from urp.aws.dynamodb import Value, to_attributes
from urp.aws.dynamodb_values import to_attribute
from urp.citizens.identity.model import Citizen, CitizenChange
from urp.desk.model import (
    NO_FACTS,
    Conversation,
    ConversationChange,
    ConversationStatus,
    DeskMessage,
    DeskState,
    DeskStateChange,
    MessageKind,
)
from urp.desk.transitions import make_preview
from urp.inbound.model import Effect
from urp.inbound.store.ledger import InboundLedger
from urp.notices.broadcasts.model import BroadcastStatus, Counts
from urp.notices.broadcasts.tally import Statement, Tally
from urp.notices.store.broadcast_items import progress_counts
from urp.wiring.evidence_api import EvidenceApiSettings, EvidenceOffices
from urp.wiring.resources import OfficeResources, StaffApiSettings
from urp.wiring.staff_api import staff_api_of
from urp.wiring.staff_offices import StaffOffices

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from urp.moderation.evidence.holding import HoldCase
    from urp.moderation.evidence.office import EvidenceOffice


NOON = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)
"""A Wednesday in Roccaserena, the desk open until half past twelve."""
APPROVER_ID = "c7d1e0d2-1a2b-4c3e-8d21-6f5e4d3c2b1a"
IDS = UUID("5f0c2a3e-7a51-4c1b-9f43-5d7f0f6d2c11")
NOTICE: dict[str, object] = {
    "title": "La biblioteca riapre",
    "template": "novita",
    "parameters": {"servizio": "biblioteca civica", "quando": "da lunedì"},
    "link": "https://www.roccaserena.example/biblioteca",
}


class AllOffices(StaffOffices):
    """Those of both functions that answer the office."""

    def __init__(
        self,
        resources: OfficeResources,
        evidence_settings: EvidenceApiSettings,
        client: DynamoDBClient,
        log: Logger,
    ) -> None:
        super().__init__(resources, log)
        self.evidence: EvidenceOffice = EvidenceOffices(evidence_settings, client, log).evidence


@dataclass
class StaffTown:
    client: DynamoDBClient
    settings: StaffApiSettings
    evidence_settings: EvidenceApiSettings
    now: datetime = NOON
    citizens: list[Citizen] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.log = log = Logger(service="tests", level="CRITICAL")
        acts = count(1)
        resources = OfficeResources(self.settings, self.client)
        self.tables = resources.tables
        self.offices = AllOffices(resources, self.evidence_settings, self.client, log)
        self.api = staff_api_of(
            self.tables,
            self.offices,
            log,
            lambda: self.now,
            lambda: f"{next(acts):08x}",
            by_alert=self.offices.right_by_alert,
        )
        self._ledger = InboundLedger(self.tables, exclusions=MemoryExclusions())

    @property
    def hold(self) -> HoldCase:
        """Of a case, by a file of evidence."""
        return self.offices.evidence.open_file.cases.holding

    def staff(self, *roles: Role) -> Caller:
        return Caller(self.api, roles)

    def approver(self) -> Caller:
        """Somebody else than all the others."""
        return Caller(self.api, (Role.APPROVER,), APPROVER_ID)

    def submits(self, notice: UUID | str, at: str | None = None, key: str = "submit-1") -> Answered:
        return self.staff(Role.EDITOR).post(f"/staff/broadcasts/{notice}/submit", {"at": at}, key=key)

    def approves(self, notice: UUID | str, key: str = "approve-1") -> Answered:
        """As the approver reads it now."""
        address = f"/staff/broadcasts/{notice}"
        seen = self.approver().get(address).json["to_approve"]
        read = {"people": seen["people"], "euro_cents": seen["euro_cents"], "seen": seen["seal"]}
        return self.approver().post(f"{address}/approve", read, key=key)

    def later(self, **passed: float) -> None:
        self.now += timedelta(**passed)

    def joins(
        self, topics: frozenset[str] | None = None, *, phone: bool = True, user_id: bool = True
    ) -> Citizen:
        number = next(self._numbers)
        after = Citizen(
            id=uuid5(IDS, f"citizen {number}"),
            user_ids=(f"IT.1000000000000000{number:04d}",) if user_id else (),
            phones=(f"393330000{number:03d}",) if phone else (),
            subscribed=True,
            subscribed_at=self.now,
            consent_at=self.now,
            window_ends_at=self.now + timedelta(hours=24),
            topics=topics,
        )
        self.stores(Effect(f"wamid.join.{number}", (CitizenChange(Citizen(after.id), after),)))
        self.citizens.append(after)
        return after

    def asks(self, citizen: Citizen, text: str = "Quando è aperta l'anagrafe?") -> UUID:
        """A question opens a conversation; its id."""
        number = next(self._numbers)
        message_id = f"wamid.{citizen.phone}.{number}"
        conversation = Conversation(
            id=uuid5(IDS, f"conversation {number}"),
            citizen_id=citizen.id,
            status=ConversationStatus.OPEN,
            opened_at=self.now,
            last_message_at=self.now,
            window_ends_at=self.now + timedelta(hours=24),
            said=1,
            facts=NO_FACTS.record_message(self.now, timedelta(minutes=2), asks=True),
            preview=make_preview(MessageKind.QUESTION, text, "it"),
        )
        state = DeskState(citizen.id, conversation_id=conversation.id)
        message = DeskMessage(conversation.id, message_id, MessageKind.QUESTION, self.now, text)
        self.stores(
            Effect(
                message_id,
                conversation=ConversationChange(conversation, conversation),
                desk=DeskStateChange(DeskState(citizen.id), state),
                messages=(message,),
            )
        )
        return conversation.id

    def notice(self) -> UUID:
        """A draft; its id."""
        key = f"notice-{next(self._numbers):04d}"
        written = self.staff(Role.EDITOR).post("/staff/broadcasts", NOTICE, key=key)
        return UUID(written.json["id"])

    def goes_out(self, notice: UUID) -> None:
        """As far as the Channel is concerned."""
        self.offices.broadcasts.posts.wait(notice, self.now)

    def is_sending(self, notice: UUID, audience: int) -> None:
        """As the engine leaves it once the audience is frozen."""
        office = self.offices.broadcasts
        before = office.get(notice, self.now).broadcast
        sending = BroadcastStatus.SENDING
        after = replace(
            before, status=sending, freezing_at=self.now, sending_at=self.now, audience=audience, jobs_total=1
        )
        office.broadcasts.store(before, after)

    def closes(
        self,
        notice: UUID,
        counts: Counts,
        refused: tuple[tuple[int, int], ...] = (),
        cost: str | None = "utility_39",
    ) -> None:
        """As the engine leaves it once nobody is open any more."""
        office = self.offices.broadcasts
        before = office.get(notice, self.now).broadcast
        after = replace(
            before,
            status=BroadcastStatus.CLOSED,
            freezing_at=before.freezing_at or self.now,
            closed_at=self.now + timedelta(seconds=7),
            audience=counts.total,
        )
        first, last, now = (self.now + timedelta(seconds=after) for after in (2, 6, 7))
        reckoned = cost and office.costs.closed(before, ((cost, counts.accepted - 1),), now)
        statement = Statement(notice, now, counts.total, counts, refused, first, last, reckoned or None)
        self._counted(notice, counts)
        office.statements.close(before, after, statement)

    def _counted(self, notice: UUID, counts: Counts) -> None:
        """As jobs and receipts leave the counters: one message failed, of one there are no news."""
        added: dict[str, dict[str, Value]] = {
            "HEADER": progress_counts(Tally(counts=counts)),
            "DELIVERY#07": {
                "count_delivered": counts.accepted - 2,
                "count_charged_utility_39": counts.accepted - 2,
            },
            "DELIVERY#21": {"count_failed": 1, "count_failed_131049": 1},
        }
        for sk, counters in added.items():
            self.client.update_item(
                TableName=self.settings.broadcasts_table,
                Key=to_attributes({"pk": f"BROADCAST#{notice}", "sk": sk}),
                UpdateExpression="ADD " + ", ".join(f"{name} :{name}" for name in counters),
                ExpressionAttributeValues={
                    f":{name}": to_attribute(value) for name, value in counters.items()
                },
            )

    def stores(self, effect: Effect) -> None:
        """As a citizen's message leaves it."""
        self._ledger.commit(effect, self.now)


def staff_town(outputs: Mapping[str, str], profile: str = PROFILE) -> StaffTown:
    variables = environment(outputs) | {"PROFILE_PACKAGE": profile}
    return StaffTown(
        boto3.client("dynamodb"),
        StaffApiSettings.from_env(variables),
        EvidenceApiSettings.from_env(variables),
    )
