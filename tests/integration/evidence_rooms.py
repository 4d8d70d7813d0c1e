"""The office that keeps evidence, in memory and on the tables and buckets of the real template."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

import boto3
from botocore.exceptions import ClientError

from tests.fakes.cases import INSULT, proposed
from tests.fakes.days import RETENTION
from tests.fakes.desk_world import KnownPeople
from tests.fakes.memory_evidence import MemoryEvidence, MemoryVault
from tests.fakes.memory_office import MemoryDeskRegister
from tests.integration import case_rooms
from tests.integration.evidence_posts import DAY, MINUTE, NOON, THREAT, post, written
from urp.acts.model import Act, IdempotencyMark
from urp.acts.second_person import ProposalRegister, SecondPerson
from urp.acts.store.dynamodb_proposals import DynamoProposals
from urp.aws.dynamodb import to_attributes
from urp.citizens.identity.model import Citizen
from urp.desk.model import Conversation, ConversationStatus, DeskMessage, DeskState, MessageKind
from urp.desk.store.sns import NobodyOnDuty
from urp.inbound.store.received import S3ReceivedBodies
from urp.moderation.casebook.model import CaseOpening
from urp.moderation.evidence.export import ExportFile
from urp.moderation.evidence.model import Facts
from urp.moderation.evidence.of_the_casebook import Casebook
from urp.moderation.evidence.office import RELEASE, EvidenceOffice
from urp.moderation.evidence.ports import EvidenceRegister, EvidenceVault, ReceivedBody
from urp.moderation.evidence.proposal import Proposal, ProposeFile
from urp.moderation.evidence.views import FileView
from urp.moderation.store.dynamodb_evidence import DynamoEvidence
from urp.moderation.store.s3_evidence import S3EvidenceVault
from urp.observability import digest
from urp.town.municipality import load_municipality_from

ANNA, TALK, FILE = UUID(int=1), UUID(int=100), UUID(int=500)
ROCCASERENA = load_municipality_from(
    Path(__file__).parents[1] / "profiles" / "roccaserena", placeholders_allowed=True
)
CITIZEN = Citizen(ANNA, user_ids=("IT.10000000000000000001",), phones=("393330000001",))
FACTS = Facts(
    "Ha minacciato di dare fuoco all'ufficio.", ("i messaggi",), "", ("il personale",), ("chi era in turno",)
)
MODERATOR, ADMINISTRATOR, COLLEAGUE = "staff-1", "staff-2", "staff-3"


@dataclass(frozen=True, slots=True)
class Room:
    office: EvidenceOffice
    desk: MemoryDeskRegister
    cases: case_rooms.Room
    receive: Callable[[ReceivedBody], None]
    forget: Callable[[ReceivedBody], None]
    """Its class of retention has deleted it."""
    held: Callable[[ReceivedBody], bool]
    ends: Callable[[], set[bool]]
    """Of everything stored of the file: whether it has an end."""

    @property
    def proposals(self) -> ProposalRegister:
        return self.office.second_person.register

    @property
    def seen(self) -> str:
        """Of the proposal to release the file, as whoever confirms it has read it."""
        proposal = self.proposals.find(RELEASE.name, FILE)
        assert proposal is not None
        return proposal.seen

    def release(self, at: datetime = NOON, reason: str = "La Procura ha archiviato") -> FileView:
        """Proposed by one administrator three days before, confirmed by another now."""
        self.office.propose_release(FILE, reason, act(ADMINISTRATOR, at - 3 * DAY))
        return self.office.confirm_release(FILE, self.seen, act(COLLEAGUE, at))

    @property
    def vault(self) -> EvidenceVault:
        return self.office.vault

    def comes(self, body: ReceivedBody, *texts: tuple[str, str]) -> None:
        """A citizen's messages reach the desk, and their body is stored."""
        self.receive(body)
        messages = [
            DeskMessage(TALK, name, MessageKind.QUESTION, NOON - 5 * MINUTE, text, received=body.key)
            for name, text in texts
        ]
        talk = Conversation(TALK, ANNA, ConversationStatus.OPEN, NOON, NOON, NOON + DAY)
        self.desk.put(talk, DeskState(ANNA), messages)
        self.cases.desk.put(talk, DeskState(ANNA), messages)

    def judged(self, citizen: UUID = ANNA, at: datetime = NOON - 5 * MINUTE) -> CaseOpening:
        """A message the rules took out of the desk, with the body it came in."""
        body = post(written("wamid.case.1", INSULT, at=at))
        self.receive(body)
        opening = proposed(citizen=citizen, at=at)
        opening = replace(opening, case=replace(opening.case, received=body.key))
        self.cases.put(opening)
        return opening

    def threatened(self) -> ReceivedBody:
        body = post(written("wamid.1", THREAT))
        self.comes(body, ("wamid.1", THREAT))
        return body


def memory_room() -> Room:
    register, vault = MemoryEvidence(), MemoryVault()

    def receive(body: ReceivedBody) -> None:
        vault.received_bodies[body.key] = body

    def forget(body: ReceivedBody) -> None:
        del vault.received_bodies[body.key]

    def held(body: ReceivedBody) -> bool:
        return (FILE, body.key.rpartition("/")[2]) in vault.held

    return _room(
        register,
        vault,
        case_rooms.memory_room(),
        receive,
        forget,
        held,
        lambda: {register.files[FILE].deleted_from is not None},
        register.proposals,
    )


def dynamodb_room(outputs: Mapping[str, str]) -> Room:
    s3, dynamodb = boto3.client("s3"), boto3.client("dynamodb")
    received, evidence = outputs["ReceivedBucketName"], outputs["EvidenceBucketName"]
    register = DynamoEvidence(
        dynamodb,
        desk_table=outputs["DeskTableName"],
        audit_table=outputs["AuditTableName"],
        control_table=outputs["ControlTableName"],
        retention=RETENTION,
    )
    bodies = S3ReceivedBodies(lambda: s3, received)

    def receive(body: ReceivedBody) -> None:
        bodies.keep(body.key, body.content, body.signature, (), body.received_at)

    def forget(body: ReceivedBody) -> None:
        s3.delete_object(Bucket=received, Key=body.key)

    def held(body: ReceivedBody) -> bool:
        """S3 itself refuses to delete the version."""
        key = f"files/{FILE}/{body.key.rpartition('/')[2]}"
        (version,) = s3.list_object_versions(Bucket=evidence, Prefix=key)["Versions"]
        try:
            s3.delete_object(Bucket=evidence, Key=key, VersionId=version["VersionId"])
        except ClientError as error:
            return error.response["Error"]["Code"] == "AccessDenied"
        return False

    def ends() -> set[bool]:
        found = dynamodb.query(
            TableName=outputs["DeskTableName"],
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues=to_attributes({":pk": f"EVIDENCE#{FILE}"}),
        )
        return {"expires_at" in item for item in found["Items"]}

    vault = S3EvidenceVault(lambda: s3, received=received, evidence=evidence)
    cases = case_rooms.dynamodb_room(outputs)
    proposals = DynamoProposals(
        dynamodb,
        control_table=outputs["ControlTableName"],
        audit_table=outputs["AuditTableName"],
        retention=RETENTION,
    )
    return _room(register, vault, cases, receive, forget, held, ends, proposals)


def _room(
    register: EvidenceRegister,
    vault: EvidenceVault,
    cases: case_rooms.Room,
    receive: Callable[[ReceivedBody], None],
    forget: Callable[[ReceivedBody], None],
    held: Callable[[ReceivedBody], bool],
    ends: Callable[[], set[bool]],
    proposals: ProposalRegister,
) -> Room:
    desk = MemoryDeskRegister()
    casebook = Casebook(cases.hold)
    open_file = ProposeFile(register, vault, desk, casebook, KnownPeople({ANNA: CITIZEN}), "2026-01")
    export = ExportFile(register, vault, ROCCASERENA)
    second_person = SecondPerson(proposals, NobodyOnDuty(), ROCCASERENA.zone)
    office = EvidenceOffice(register, vault, open_file, export, NobodyOnDuty(), second_person, 30 * DAY)
    return Room(office, desk, cases, receive, forget, held, ends)


def proposal(*names: str, **more: object) -> Proposal:
    refs = tuple(map(digest, names or ("wamid.1",)))
    return Proposal("Minaccia di incendio", TALK, refs, **more)  # type: ignore[arg-type]


def of_cases(*cases: UUID) -> Proposal:
    return Proposal("Minaccia di incendio", cases=cases, facts=FACTS)


def is_held(room: Room, case: UUID) -> bool:
    stored = room.cases.register.case(case)
    assert stored is not None
    return stored.case.held


_NUMBERS = iter(range(1, 1_000_000))


def act(by: str = MODERATOR, at: datetime = NOON, key: str | None = None) -> Act:
    mark = IdempotencyMark(key, "body", "") if key else None
    return Act(f"act{next(_NUMBERS)}", by, "evidence.act", f"evidence/{FILE}", at, idempotency=mark)


def sealed(room: Room, *names: str, facts: Facts = FACTS) -> None:
    room.office.propose(FILE, proposal(*names, facts=facts), act())
    room.office.approve(FILE, act(ADMINISTRATOR, NOON + MINUTE))
    room.office.seal(FILE, act(ADMINISTRATOR, NOON + 2 * MINUTE))
