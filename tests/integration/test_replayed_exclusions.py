"""After a restore whoever left, was blocked or was erased stays out, and no notice goes out by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

import boto3
import pytest

from infra.restore.replay import Replayed, ReplayExclusions, TooLateError, describe
from tests.acting import AS_OPERATOR
from tests.fakes.dynamodb.tables import open_tables
from tests.integration.staff_environment import PROFILE, environment
from tests.integration.staff_town import NOON, StaffTown, staff_town
from urp.acts.model import Act, Role
from urp.acts.store.act_items import act_writes
from urp.aws.dynamodb import from_attributes, transact
from urp.citizens.consent import Command, decide_consent
from urp.citizens.exclusions import (
    Exclusion,
    ExclusionKind,
    NoExclusions,
    hash_name,
    list_names,
    make_erasure,
)
from urp.citizens.identity.model import Citizen, CitizenChange
from urp.citizens.store.dynamodb_restore import DynamoRestore
from urp.citizens.store.s3_exclusions import ExclusionKey, S3Exclusions
from urp.desk.model import RightsKind
from urp.inbound.model import Effect
from urp.inbound.store.ledger import InboundLedger
from urp.notices.broadcasts.prohibitions import WITHHELD
from urp.notices.store.listed_people import ListedPeople
from urp.privacy.rights.model import RightsRequest
from urp.privacy.store.rights_items import write_request
from urp.town.municipality import load_municipality
from urp.town.texts import load_texts
from urp.wiring.resources import StaffApiSettings

TABLES = ("CitizensTableName", "BroadcastsTableName", "DeskTableName")
RESTORED_AT = NOON + timedelta(hours=1)
LATER = NOON + timedelta(hours=2)
REPLAY_AT = NOON + timedelta(hours=5)


@dataclass
class Scene:
    outputs: Mapping[str, str]
    town: StaffTown

    def __post_init__(self) -> None:
        self.key = ExclusionKey(lambda: boto3.client("secretsmanager"), self.outputs["ExclusionKeyArn"])
        self.record = S3Exclusions(lambda: boto3.client("s3"), self.outputs["ExclusionsBucketName"], self.key)
        self.client = boto3.client("dynamodb")
        self.tables = open_tables(self.client, self.outputs)
        self.ledger = InboundLedger(self.tables, self.record)

    def now(self, citizen: Citizen) -> Citizen:
        found = self.town.offices.blocks.people.find_one(citizen.id)
        assert found is not None
        return found

    def leaves(self, citizen: Citizen) -> None:
        before = self.now(citizen)
        after = decide_consent(before, Command.LEAVE, LATER).citizen
        self.ledger.commit(Effect(f"wamid.leave.{citizen.id}", (CitizenChange(before, after),)), LATER)

    def saved(self) -> Callable[[], None]:
        """What puts the tables back as they are now: moto copies a table as it is, not as it was."""
        kept = {name: self._items(name) for name in TABLES}

        def restore() -> None:
            for name in TABLES:
                table = self.outputs[name]
                for item in self._items(name):
                    key = {"pk": item["pk"], "sk": item["sk"]}
                    self.client.delete_item(TableName=table, Key=key)
                for item in kept[name]:
                    self.client.put_item(TableName=table, Item=item)

        return restore

    def blocks(self, citizen: Citizen) -> None:
        self.town.now = LATER
        blocking = {"reason": "insulti ripetuti", "until": "2026-12-25T08:00:00Z"}
        self.town.staff(Role.MODERATOR).post(
            f"/staff/citizens/{citizen.id}/block", blocking, key=f"block-{citizen.id}"
        )

    def says(self, name: str, line: str) -> None:
        """An object of the record that nobody of ours wrote like this."""
        bucket = self.outputs["ExclusionsBucketName"]
        boto3.client("s3").put_object(Bucket=bucket, Key=name, Body=line.encode())

    def replays(self, now: datetime = REPLAY_AT, *, accept_unread: bool = False) -> Replayed:
        town = load_municipality(PROFILE, placeholders_allowed=True)
        texts = load_texts(PROFILE, town, placeholders_allowed=True)
        tables = replace(self.tables, read_retention=lambda: town.retention)
        replay = ReplayExclusions(tables, town, texts, self.record, self.key)
        return replay(RESTORED_AT, now, accept_unread=accept_unread)

    def withholds(self) -> bool:
        return DynamoRestore(self.tables, RESTORED_AT).withholds()

    def left_out(self, *citizens: Citizen) -> set[str]:
        """Of a list that is taken over again."""
        people = ListedPeople(self.tables, NoExclusions(), name_hash=lambda name: hash_name(self.key(), name))
        return set(people.excluded([str(citizen.phone) for citizen in citizens]))

    def members(self) -> set[UUID]:
        items = map(from_attributes, self._items("CitizensTableName"))
        return {UUID(item["sk"]) for item in items if item["pk"].startswith("AUDIENCE#")}

    def keys(self, name: str) -> set[str]:
        return {from_attributes(item)["pk"] for item in self._items(name)}

    def _items(self, name: str) -> list[dict]:  # type: ignore[type-arg]
        pages = self.client.get_paginator("scan").paginate(TableName=self.outputs[name])
        return [item for page in pages for item in page["Items"]]


@pytest.fixture
def scene(outputs: Mapping[str, str]) -> Scene:
    return Scene(outputs, staff_town(outputs))


def test_whoever_left_stays_out_and_the_others_stay_in(scene: Scene) -> None:
    anna, bruno = scene.town.joins(), scene.town.joins()
    restore = scene.saved()
    scene.leaves(anna)
    restore()
    assert scene.members() == {anna.id, bruno.id}

    done = scene.replays()

    assert scene.members() == {bruno.id}
    assert (done.left, done.not_here) == (1, 0)
    entries = scene.town.offices.rights.held.read(scene.now(anna), [anna.id]).consent
    assert [(entry.kind, entry.source, entry.text, entry.at) for entry in entries] == [
        ("left", "restore", "ripristino", LATER)
    ]


def test_whoever_was_blocked_is_blocked_again_until_the_same_day(scene: Scene) -> None:
    anna = scene.town.joins()
    restore = scene.saved()
    scene.blocks(anna)
    put = scene.now(anna).block
    restore()

    done = scene.replays()

    block = scene.now(anna).block
    assert put is not None
    assert block is not None
    assert (done.blocked, block.at, block.until) == (1, put.at, put.until)
    assert "ripristino" in block.reason


def test_whoever_was_erased_is_erased_again_and_not_told_again(scene: Scene) -> None:
    anna = scene.town.joins()
    scene.town.asks(anna)
    restore = scene.saved()
    scene.leaves(anna)
    scene.record.record([make_erasure(scene.now(anna), [anna.id], LATER)], LATER)
    restore()
    assert any(key.startswith("CONVERSATION#") for key in scene.keys("DeskTableName"))

    done = scene.replays()

    desk = scene.keys("DeskTableName")
    assert (done.erased, done.by_hand) == (1, [])
    assert not [each for each in desk if each.startswith(("CONVERSATION#", "DESK#", "OUTBOX#"))]
    assert anna.id not in scene.members()


def test_an_erasure_that_a_person_must_finish_is_named_by_its_number(scene: Scene) -> None:
    """Another request, open again since the restore, needs the data."""
    anna = scene.town.joins()
    scene.town.asks(anna)
    access = RightsRequest(
        UUID(int=9), "2026/0009", RightsKind.ACCESS, anna.id, UUID(int=8), NOON, date(2026, 12, 28)
    )
    transact(scene.client, [write_request(access, scene.tables)])
    restore = scene.saved()
    scene.leaves(anna)
    scene.record.record([make_erasure(scene.now(anna), [anna.id], LATER)], LATER)
    restore()

    done = scene.replays()

    assert (done.left, done.erased, len(done.by_hand)) == (1, 0, 1)


def test_a_second_replay_finds_nothing_to_do(scene: Scene) -> None:
    anna, bruno = scene.town.joins(), scene.town.joins()
    scene.town.asks(anna)
    restore = scene.saved()
    scene.leaves(anna)
    scene.record.record([make_erasure(scene.now(anna), [anna.id], LATER)], LATER)
    restore()
    scene.replays()
    members = scene.members()

    again = scene.replays()

    assert members == scene.members() == {bruno.id}
    assert set(again.counts.values()) == {0}


def test_notices_are_withheld_until_the_replay_and_none_goes_on_by_itself(scene: Scene) -> None:
    scene.town.joins()
    settings = StaffApiSettings.from_env(
        environment(scene.outputs) | {"RESTORED_AT": f"{RESTORED_AT:%Y-%m-%dT%H:%M:%SZ}"}
    )
    planned, running, asked = scene.town.notice(), scene.town.notice(), scene.town.notice()
    for each in (planned, asked):
        scene.town.submits(each, "2026-11-27T09:00:00Z", key=f"submit-{each}")
    scene.town.approves(planned)
    scene.town.is_sending(running, audience=1)
    draft = scene.town.notice()
    after = StaffTown(scene.client, settings, scene.town.evidence_settings, now=REPLAY_AT)
    editor = after.staff(Role.EDITOR)

    refused = after.submits(draft)

    assert (refused.status, WITHHELD in str(refused.json)) == (409, True)
    assert DynamoRestore(scene.tables, RESTORED_AT).withholds()

    done = scene.replays()

    seen = {each: editor.get(f"/staff/broadcasts/{each}").json for each in (planned, running, asked)}
    assert done.notices == 3
    assert seen[asked]["status"] == "stale"
    assert (seen[planned]["status"], seen[running]["status"]) == ("stale", "held")
    assert {each["hold"]["reason"] for each in seen.values()} == {"restored"}
    assert editor.post(f"/staff/broadcasts/{running}/resume", key="resume-01").status == 409
    assert after.submits(draft, key="submit-2").status == 200
    assert not DynamoRestore(scene.tables, RESTORED_AT).withholds()


def test_a_replay_for_another_moment_lets_nothing_out(scene: Scene) -> None:
    scene.replays()

    other = DynamoRestore(scene.tables, RESTORED_AT + timedelta(days=1))

    assert other.withholds()


def test_a_list_taken_over_again_leaves_out_whoever_left_it_since(scene: Scene) -> None:
    """Imported and gone, both after the moment restored: the tables do not know them at all."""
    restore = scene.saved()
    anna, bruno = scene.town.joins(), scene.town.joins()
    scene.leaves(anna)
    restore()

    done = scene.replays()

    assert done.not_here == 1
    assert scene.left_out(anna, bruno) == {anna.phone}


def test_a_phone_learned_since_is_left_out_of_a_list_though_its_owner_is_known(scene: Scene) -> None:
    """They wrote by user id alone, told their phone after the moment restored, and left."""
    anna = scene.town.joins(phone=False)
    restore = scene.saved()
    before = scene.now(anna)
    known = replace(before, phones=("393330000900",))
    scene.ledger.commit(Effect("wamid.phone", (CitizenChange(before, known),)), LATER)
    scene.leaves(anna)
    restore()

    done = scene.replays()

    assert (done.left, done.not_here) == (1, 1)
    assert scene.left_out(known) == {"393330000900"}


def test_of_whom_was_only_blocked_and_is_unknown_nothing_is_remembered(scene: Scene) -> None:
    restore = scene.saved()
    anna = scene.town.joins()
    scene.blocks(anna)
    restore()

    done = scene.replays()

    assert done.not_here == 0
    assert scene.left_out(anna) == set()


def test_a_block_that_never_was_is_not_put_and_a_person_is_told(scene: Scene) -> None:
    """Recorded, and then its transaction failed: the audit has no act."""
    anna, bruno = scene.town.joins(), scene.town.joins()
    restore = scene.saved()
    scene.blocks(bruno)
    never = Exclusion(ExclusionKind.BLOCKED, LATER, list_names(scene.now(anna)), LATER + timedelta(days=90))
    scene.record.record([never], LATER)
    restore()

    done = scene.replays()

    assert (done.blocked, scene.now(anna).block) == (1, None)
    assert done.blocks_by_hand == [f"{LATER:%Y-%m-%dT%H:%M:%SZ} {anna.id}"]


@pytest.mark.parametrize(("decided", "blocked_again"), [("case.blocked", 1), ("case.noted", 0)])
def test_a_block_decided_on_a_case_has_its_act_too(scene: Scene, decided: str, blocked_again: int) -> None:
    anna = scene.town.joins()
    case = Act("c1", "m1", decided, f"case/{UUID(int=5)}", LATER, standing=AS_OPERATOR)
    blocked = Exclusion(ExclusionKind.BLOCKED, LATER, list_names(scene.now(anna)))
    writes = act_writes(case, scene.tables)
    transact(scene.client, writes)
    scene.record.record([blocked], LATER)

    assert scene.replays().blocked == blocked_again


@pytest.mark.parametrize(
    "line",
    [
        "non è JSON",
        "",
        "[]",
        '{"kind": "left", "at": "0001-01-01T00:00:00+14:00", "people": ["a"], "phones": []}',
        '{"kind": "left", "at": "2026-11-25T13:00:00Z", "phones": []}',
        '{"kind": "left", "at": "2026-11-25T13:00:00", "people": ["a"], "phones": []}',
        '{"kind": "left", "at": 7, "people": ["a"], "phones": []}',
        '{"kind": "saluti", "at": "2026-11-25T13:00:00Z", "people": ["a"], "phones": []}',
        '{"kind": "left", "at": "2026-11-25T13:00:00Z", "people": "a", "phones": []}',
    ],
)
def test_a_line_that_is_not_understood_is_named_and_the_others_are_carried_out(
    scene: Scene, line: str
) -> None:
    anna = scene.town.joins()
    restore = scene.saved()
    scene.leaves(anna)
    restore()
    name = f"exclusions/{LATER:%Y-%m-%d}/guasto.jsonl"
    scene.says(name, line)

    done = scene.replays()

    assert (done.left, done.unread) == (1, [name])
    assert scene.members() == set()
    assert scene.withholds()
    assert "\n".join(describe(done)).endswith("ACCEPT_UNREAD=yes")

    assert scene.replays(accept_unread=True).unread == [name]
    assert not scene.withholds()


def test_only_the_office_tells_of_an_erasure(scene: Scene) -> None:
    """It alone may write under `erasures/`; anywhere else the line is not understood."""
    anna = scene.town.joins()
    scene.town.asks(anna)
    gone = make_erasure(scene.now(anna), [anna.id], LATER)
    scene.record.record([gone], LATER)
    bucket = scene.outputs["ExclusionsBucketName"]
    (written,) = boto3.client("s3").list_objects_v2(Bucket=bucket)["Contents"]
    body = boto3.client("s3").get_object(Bucket=bucket, Key=written["Key"])["Body"].read().decode()
    assert written["Key"].startswith("erasures/2026-11-25/")
    boto3.client("s3").delete_object(Bucket=bucket, Key=written["Key"])
    scene.says("exclusions/2026-11-25/altrui.jsonl", body)

    done = scene.replays()

    assert (done.erased, done.unread) == (0, ["exclusions/2026-11-25/altrui.jsonl"])
    assert scene.members() == {anna.id}


def test_what_says_that_it_will_happen_is_counted_and_changes_nothing(scene: Scene) -> None:
    anna, bruno = scene.town.joins(), scene.town.joins()
    ahead = (REPLAY_AT + timedelta(minutes=2), REPLAY_AT + timedelta(days=1))
    for citizen, at in zip((anna, bruno), ahead, strict=True):
        left = Exclusion(ExclusionKind.LEFT, at, list_names(scene.now(citizen)))
        scene.record.record([left], LATER)

    done = scene.replays()

    assert (done.left, done.ahead_of_now) == (1, 1)
    assert scene.members() == {bruno.id}


def test_a_replay_too_late_for_the_record_is_refused_and_touches_nothing(scene: Scene) -> None:
    anna = scene.town.joins()
    restore = scene.saved()
    scene.leaves(anna)
    restore()

    with pytest.raises(TooLateError, match="40 giorni"):
        scene.replays(RESTORED_AT + timedelta(days=39, seconds=1))

    assert scene.members() == {anna.id}
    assert scene.withholds()
    assert scene.replays(RESTORED_AT + timedelta(days=39)).left == 1


def test_a_joining_that_the_restore_lost_does_not_come_back(scene: Scene) -> None:
    anna = scene.town.joins()
    restore = scene.saved()
    scene.leaves(anna)
    left = scene.now(anna)
    again = decide_consent(left, Command.JOIN, LATER + timedelta(minutes=5)).citizen
    scene.ledger.commit(Effect("wamid.again", (CitizenChange(left, again),)), LATER)
    assert replace(scene.now(anna), version=0).subscribed
    restore()

    scene.replays()

    assert scene.members() == set()
