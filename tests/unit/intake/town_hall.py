"""A town hall's side of the webhook, with everything behind it in memory."""

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.fakes.intake_queues import MemoryIntakeQueues
from tests.fakes.received_bodies import MemoryReceivedBodies
from tests.fakes.secrets_source import MADE_UP_SECRETS, FixedSecrets
from urp.intake.receive import Receipt, ReceivePost

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
NOON_MS = 1795608000000
DAY = "2026/11/25"


def signature(raw: bytes, secret: str = MADE_UP_SECRETS.app_secrets[0]) -> str:
    return "sha256=" + hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()


def key(folder: str, raw: bytes) -> str:
    return f"{folder}/{DAY}/{hashlib.sha256(raw).hexdigest()}.json"


@dataclass(slots=True)
class TownHall:
    bodies: MemoryReceivedBodies = field(default_factory=MemoryReceivedBodies)
    queues: MemoryIntakeQueues = field(default_factory=MemoryIntakeQueues)

    def receive(self, raw: bytes) -> Receipt:
        return self.receive_signed(raw, signature(raw))

    def receive_signed(self, raw: bytes, signed: str | None) -> Receipt:
        return ReceivePost(FixedSecrets(), self.bodies, self.queues)(raw, signed, NOON)
