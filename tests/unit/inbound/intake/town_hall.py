"""A town hall's side of the webhook, with everything behind it in memory."""

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.contract.payload_files import OUR_NUMBER
from tests.fakes.intake_queues import MemoryIntakeQueues
from tests.fakes.received_bodies import MemoryReceivedBodies
from tests.fakes.secrets_source import MADE_UP_SECRETS
from urp.inbound.intake import Receipt, ReceivePost, RecentMessages

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
NOON_MS = 1795608000000
DAY = "2026/11/25"


def signature(raw: bytes, secret: str = MADE_UP_SECRETS.app_secrets[0]) -> str:
    return "sha256=" + hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()


def key(folder: str, raw: bytes) -> str:
    """What is kept for inspection lies by day; what was received has one name whenever it comes."""
    name = f"{hashlib.sha256(raw).hexdigest()}.json"
    return f"{folder}/{name}" if folder == "messages" else f"{folder}/{DAY}/{name}"


@dataclass(slots=True)
class CountedInbound:
    """The number's rate, as the webhook counts into it: one entry a write. `down`: it does not answer."""

    writes: list[int] = field(default_factory=list)
    down: bool = False

    def count(self, messages: int, now: datetime) -> bool:
        if not self.down:
            self.writes.append(messages)
        return not self.down


@dataclass(slots=True)
class TownHall:
    bodies: MemoryReceivedBodies = field(default_factory=MemoryReceivedBodies)
    queues: MemoryIntakeQueues = field(default_factory=MemoryIntakeQueues)
    inbound: CountedInbound = field(default_factory=CountedInbound)
    now: datetime = NOON
    just_written: RecentMessages = field(default_factory=lambda: RecentMessages(OUR_NUMBER))

    def receive(self, raw: bytes) -> Receipt:
        return self.receive_signed(raw, signature(raw))

    def receive_signed(self, raw: bytes, signed: str | None, *, certified: bool = True) -> Receipt:
        receive = ReceivePost(
            lambda: MADE_UP_SECRETS,
            OUR_NUMBER,
            self.bodies,
            self.queues,
            self.inbound.count,
            self.just_written,
        )
        return receive(raw, signed, self.now, certified=certified)
