"""The office that keeps evidence, its buckets in memory or on S3."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

import boto3
from botocore.exceptions import ClientError

from tests.acting import AS_OPERATOR
from tests.fakes.cases import INSULT, proposed
from tests.fakes.memory_vault import MemoryVault
from tests.integration import case_stores
from tests.integration.evidence_posts import DAY, MINUTE, NOON, THREAT, post, written
from urp.acts.model import Act, IdempotencyMark
from urp.acts.second_person import SecondPerson
from urp.acts.store.proposals import ProposalRegister
from urp.aws.dynamodb import to_attributes
from urp.aws.tables import Tables
from urp.citizens.identity.model import Citizen
from urp.desk.model import Conversation, ConversationStatus, DeskMessage, DeskState, MessageKind
from urp.desk.store.sns import NobodyOnDuty
from urp.inbound.store.received import S3ReceivedBodies
from urp.moderation.casebook.model import CaseOpening, Correction
from urp.moderation.evidence.export import ExportFile
from urp.moderation.evidence.holding import Casebook, EvidenceVault
from urp.moderation.evidence.model import Facts, ReceivedBody
from urp.moderation.evidence.office import RELEASE, EvidenceOffice, FileView
from urp.moderation.evidence.proposal import Proposal, ProposeFile
from urp.moderation.store.evidence import EvidenceRegister
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
class EvidenceStores:
    office: EvidenceOffice
    cases: case_stores.CaseStores
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
        self.cases.desk.put(talk, DeskState(ANNA), messages)

    def judged(
        self,
        citizen: UUID = ANNA,
        at: datetime = NOON - 5 * MINUTE,
        corrections: tuple[Correction, ...] = (),
    ) -> CaseOpening:
        """A message the rules took out of the desk, with the body it came in."""
        body = post(written("wamid.case.1", INSULT, at=at))
        self.receive(body)
        opening = proposed(citizen=citizen, at=at)
        opening = replace(
            opening,
            case=replace(opening.case, received=body.key),
            text=replace(opening.text, corrections=corrections),
        )
        self.cases.put(opening)
        return opening

    def threatened(self) -> ReceivedBody:
        body = post(written("wamid.1", THREAT))
        self.comes(body, ("wamid.1", THREAT))
        return body


@dataclass(frozen=True, slots=True)
class Buckets:
    """Where bodies are received and evidence is kept: in memory, or on S3."""

    vault: EvidenceVault
    receive: Callable[[ReceivedBody], None]
    forget: Callable[[ReceivedBody], None]
    held: Callable[[ReceivedBody], bool]


def buckets_in_memory() -> Buckets:
    vault = MemoryVault()

    def receive(body: ReceivedBody) -> None:
        vault.received_bodies[body.key] = body

    def forget(body: ReceivedBody) -> None:
        del vault.received_bodies[body.key]

    def held(body: ReceivedBody) -> bool:
        return (FILE, body.key.rpartition("/")[2]) in vault.held

    return Buckets(vault, receive, forget, held)


def buckets_on_s3(outputs: Mapping[str, str]) -> Buckets:
    s3 = boto3.client("s3")
    received, evidence = outputs["ReceivedBucketName"], outputs["EvidenceBucketName"]
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

    vault = S3EvidenceVault(lambda: s3, received=received, evidence=evidence)
    return Buckets(vault, receive, forget, held)


def open_stores(tables: Tables, buckets: Buckets | None = None) -> EvidenceStores:
    kept, client = buckets or buckets_in_memory(), tables.client
    desk_table = tables.desk
    register = EvidenceRegister(tables)

    def ends() -> set[bool]:
        found = client.query(
            TableName=desk_table,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues=to_attributes({":pk": f"EVIDENCE#{FILE}"}),
        )
        return {"expires_at" in item for item in found["Items"]}

    cases = case_stores.open_stores(tables)
    desk = cases.desk.register
    open_file = ProposeFile(register, kept.vault, desk, Casebook(cases.hold), cases.people, "2026-01")
    export = ExportFile(register, kept.vault, ROCCASERENA)
    proposals = ProposalRegister(tables)
    second_person = SecondPerson(proposals, NobodyOnDuty(), ROCCASERENA.zone)
    office = EvidenceOffice(register, kept.vault, open_file, export, NobodyOnDuty(), second_person, 30 * DAY)
    return EvidenceStores(office, cases, kept.receive, kept.forget, kept.held, ends)


def proposal(*names: str, **more: object) -> Proposal:
    refs = tuple(map(digest, names or ("wamid.1",)))
    return Proposal("Minaccia di incendio", TALK, refs, **more)  # type: ignore[arg-type]


def of_cases(*cases: UUID) -> Proposal:
    return Proposal("Minaccia di incendio", cases=cases, facts=FACTS)


def is_held(stores: EvidenceStores, case: UUID) -> bool:
    stored = stores.cases.register.find_case(case)
    assert stored is not None
    return stored.case.held


_NUMBERS = iter(range(1, 1_000_000))


def act(by: str = MODERATOR, at: datetime = NOON, key: str | None = None) -> Act:
    mark = IdempotencyMark(key, "body", "") if key else None
    return Act(
        f"act{next(_NUMBERS)}",
        by,
        "evidence.act",
        f"evidence/{FILE}",
        at,
        idempotency=mark,
        standing=AS_OPERATOR,
    )


def sealed(stores: EvidenceStores, *names: str, facts: Facts = FACTS) -> None:
    stores.office.propose(FILE, proposal(*names, facts=facts), act())
    stores.office.approve(FILE, act(ADMINISTRATOR, NOON + MINUTE))
    stores.office.seal(FILE, act(ADMINISTRATOR, NOON + 2 * MINUTE))
