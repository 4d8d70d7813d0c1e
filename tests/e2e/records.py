"""What the town hall keeps, read as its auditors would: straight from the tables and the bucket."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from boto3.dynamodb.conditions import Key

from infra.local.town import TownHall
from tests.e2e.people import Citizen
from urp.citizens.identity.model import AUDIENCE_SHARDS


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the consent ledger."""

    kind: str
    source: str
    text: str
    message_id: str
    policy_version: str
    privacy_version: str


@dataclass(frozen=True, slots=True)
class StoredBody:
    content: bytes
    facts: Mapping[str, str]
    """Metadata of the object: signature header, reasons."""


class Records:
    def __init__(self, town: TownHall) -> None:
        outputs = town.endpoints.aws.outputs
        self._citizens = town.aws.dynamodb().Table(outputs["CitizensTableName"])
        self._s3 = town.aws.s3()
        self._bucket = outputs["ReceivedBucketName"]

    def citizen_id(self, citizen: Citizen) -> str:
        """Whoever has the phone now, or else the user id; empty when neither is known."""
        return self.owner_of(citizen.phone) or self.owner_of(citizen.user_id)

    def owner_of(self, address: str) -> str:
        kind = "USER" if "." in address else "PHONE"
        found = self._citizens.get_item(Key={"pk": f"ALIAS#{kind}#{address}", "sk": "ALIAS"})
        return str(found["Item"]["citizen"]) if "Item" in found else ""

    def subscribed(self, citizen: Citizen) -> bool:
        """What the profile says; the audience has to say the same.

        They are read one after the other: a profile that changed in between is read again with its audience.
        """
        before = self._says_subscribed(citizen)
        listed = self._in_the_audience(self.citizen_id(citizen))
        if (after := self._says_subscribed(citizen)) != before:
            return self.subscribed(citizen)
        assert listed == after
        return after

    def ledger(self, citizen: Citizen) -> list[Entry]:
        """Oldest first."""
        lines = self._citizens.query(
            KeyConditionExpression=Key("pk").eq(f"CITIZEN#{self.citizen_id(citizen)}")
            & Key("sk").begins_with("CONSENT#"),
            ConsistentRead=True,
        )["Items"]
        return [Entry(**{name: str(line[name]) for name in Entry.__slots__}) for line in lines]

    def last_command(self, citizen: Citizen) -> Entry:
        """What the citizen said last. Receipts of the welcome bear our own clock, and may sort after it."""
        return [entry for entry in self.ledger(citizen) if entry.source not in ("status", "merge")][-1]

    def body(self, folder: str, raw: bytes) -> StoredBody | None:
        """What is kept of that very POST under `messages` or `inspection`."""
        name = hashlib.sha256(raw).hexdigest()
        pages = self._s3.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=f"{folder}/")
        keys = [line["Key"] for page in pages for line in page.get("Contents", []) if name in line["Key"]]
        if not keys:
            return None
        found = self._s3.get_object(Bucket=self._bucket, Key=keys[0])
        return StoredBody(found["Body"].read(), found["Metadata"])

    def _says_subscribed(self, citizen: Citizen) -> bool:
        return bool(self._profile(citizen).get("subscribed"))

    def _profile(self, citizen: Citizen) -> dict[str, Any]:
        key = {"pk": f"CITIZEN#{self.citizen_id(citizen)}", "sk": "PROFILE"}
        return self._citizens.get_item(Key=key, ConsistentRead=True).get("Item", {})

    def _in_the_audience(self, person: str) -> bool:
        keys = [{"pk": f"AUDIENCE#{shard:02d}", "sk": person} for shard in range(AUDIENCE_SHARDS)]
        return any("Item" in self._citizens.get_item(Key=key, ConsistentRead=True) for key in keys)
