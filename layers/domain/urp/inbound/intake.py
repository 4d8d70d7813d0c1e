"""Receive one POST of Meta's: verify, split, store, enqueue and count it before it is answered.

Nothing is decided here. Every port raises UnavailableError unless all it was given is durable.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from urp.whatsapp.account import remove_ids
from urp.whatsapp.json_shape import read_moment, to_compact_json
from urp.whatsapp.probe import is_probe
from urp.whatsapp.service_secrets import WebhookSecrets
from urp.whatsapp.signature import (
    CertificateRefusedError,
    SignatureRefusedError,
    hash_sender,
    is_signature_valid,
)
from urp.whatsapp.webhook import Intake, RawAccountChange, ReceivedMessage, StatusChunk, split


@dataclass(frozen=True, slots=True)
class EnqueuedMessage:
    """`group` keeps one sender's messages in order; `deduplication` drops what comes twice in 5 minutes."""

    body: str
    group: str
    deduplication: str


class ReceivedBodies(Protocol):
    def keep(
        self, key: str, body: bytes, signature: str, reasons: Sequence[str], at: datetime | None = None
    ) -> bool:
        """False if it was kept before: the first copy remains, with its time of receipt. `reasons`: why it
        waits for inspection, if it does. `at`: when it was received, by our clock."""
        ...

    def read_body(self, key: str) -> bytes:
        """NotFoundError once retention has deleted it."""
        ...

    def find_first_receipt(self, key: str) -> datetime | None:
        """When it was first received, by our clock; None once it is deleted."""
        ...


class IntakeQueues(Protocol):
    def put_messages(self, messages: Sequence[EnqueuedMessage]) -> None: ...

    def put_statuses(self, bodies: Sequence[str]) -> None: ...

    def put_account_changes(self, bodies: Sequence[str]) -> None: ...


@dataclass(frozen=True, slots=True)
class Receipt:
    """Counts for the log; `reasons` says why something waits for inspection."""

    messages: int
    statuses: int
    account_changes: int
    not_understood: int
    reasons: tuple[str, ...]
    uncounted: int
    """Of the messages, for the number's rate: the store did not answer in time."""
    elsewhere: int
    """Events dropped because the whole POST was for other numbers of the account."""


@dataclass(frozen=True, slots=True)
class ReceivePost:
    secrets: Callable[[], WebhookSecrets]
    phone_number_id: str
    bodies: ReceivedBodies
    queues: IntakeQueues
    count_inbound: Callable[[int, datetime], bool]
    """Counts messages against the number's rate, all in one write. Never raises and never blocks long: False
    if the store did not answer in time."""
    just_written: RecentMessages

    def __call__(
        self, body: bytes, signature: str | None, now: datetime, *, certified: bool = True
    ) -> Receipt:
        """SignatureRefusedError: not Meta. UnreadableBodyError: not JSON. UnavailableError: post it again.
        CertificateRefusedError: `certified` is false, and it is more than a probe of ours."""
        if signature is None:
            raise SignatureRefusedError("the signature is missing")
        secrets = self.secrets()
        if not is_signature_valid(body, signature, secrets.app_secrets):
            raise SignatureRefusedError("the signature is wrong")
        intake = split(body)
        if not certified and not intake.is_probe:
            raise CertificateRefusedError("the client certificate is not Meta's")
        if not intake.is_for(self.phone_number_id):
            return _make_receipt(Intake(), (), uncounted=0, elsewhere=intake.things)
        name = f"{hashlib.sha256(body).hexdigest()}.json"
        key = f"messages/{name}"  # no day in it: a repeat after midnight must find the first one
        changes = [
            to_enqueued_account_change(change, secrets.hash_key, key) for change in intake.account_changes
        ]
        reasons = intake.reasons if None not in changes else (*intake.reasons, "account_change_too_long")
        first = True
        if intake.messages or intake.account_changes:
            first = self.bodies.keep(key, body, signature, (), now)
        if reasons:
            self.bodies.keep(f"inspection/{now:%Y/%m/%d}/{name}", body, signature, reasons, now)
        stored = StoredBody(key, int(now.timestamp() * 1000), again=not first)
        self._enqueue(intake, [change for change in changes if change], secrets, stored)
        return _make_receipt(intake, reasons, self._count_uncounted(intake, now))

    def _enqueue(
        self, intake: Intake, changes: list[str], secrets: WebhookSecrets, stored: StoredBody
    ) -> None:
        messages = [to_enqueued_message(found, secrets.hash_key, stored) for found in intake.messages]
        if messages:
            self.queues.put_messages(messages)
        if intake.status_chunks:
            self.queues.put_statuses([to_enqueued_statuses(chunk) for chunk in intake.status_chunks])
        if changes:
            self.queues.put_account_changes(changes)

    def _count_uncounted(self, intake: Intake, now: datetime) -> int:
        """Count messages once all are stored: what is posted again because storing failed is counted then."""
        fresh = self.just_written(intake.messages, now)
        return 0 if not fresh or self.count_inbound(fresh, now) else fresh


def _make_receipt(intake: Intake, reasons: tuple[str, ...], uncounted: int, elsewhere: int = 0) -> Receipt:
    return Receipt(
        messages=len(intake.messages),
        statuses=intake.statuses,
        account_changes=len(intake.account_changes),
        not_understood=len(intake.not_understood),
        reasons=reasons,
        uncounted=uncounted,
        elsewhere=elsewhere,
    )


BODY_LIMIT = 200_000  # bytes; SQS takes 1 MiB, and took 256 KiB until 2025


@dataclass(frozen=True, slots=True)
class StoredBody:
    """The stored POST of a message; a message too large for the queue stays there, with a pointer to it."""

    key: str
    received_at_ms: int
    again: bool = False
    """The same bytes were stored before: the first receipt was earlier than this one."""

    def to_fields(self) -> dict[str, object]:
        again: dict[str, object] = {"again": True} if self.again else {}
        return {"received": self.key, "received_at": self.received_at_ms, **again}


def to_enqueued_message(found: ReceivedMessage, hash_key: str, stored: StoredBody) -> EnqueuedMessage:
    whole = _to_fitting_json(
        {
            "phone_number_id": found.phone_number_id,
            "message": found.message,
            "contact": found.contact,
            **stored.to_fields(),
        }
    )
    return EnqueuedMessage(
        body=whole or _to_pointer(found, stored),
        group=hash_sender(hash_key, found.sender_id),
        deduplication=_hash_message(hash_key, found.message_id),
    )


def _hash_message(hash_key: str, message_id: str) -> str:
    """With a key: the id of a wish about promotions is made of little more than a phone."""
    named = message_id.encode("utf-8", "surrogatepass")
    return hmac.new(hash_key.encode(), named, hashlib.sha256).hexdigest()


def _to_pointer(found: ReceivedMessage, stored: StoredBody) -> str:
    at = found.position
    pointer = {"key": stored.key, "entry": at.entry, "change": at.change, "message": at.message}
    return to_compact_json(
        {
            "phone_number_id": found.phone_number_id,
            "message": None,
            "contact": None,
            "pointer": pointer,
            **stored.to_fields(),
        }
    )


def to_enqueued_statuses(chunk: StatusChunk) -> str:
    return to_compact_json(
        {
            "phone_number_id": chunk.phone_number_id,
            "statuses": chunk.statuses,
            "contacts": chunk.contacts,
        }
    )


def to_enqueued_account_change(change: RawAccountChange, hash_key: str, stored_key: str) -> str | None:
    """None if it is too long for the queue: then it is kept for inspection. Hashed here: the reader of the
    queue may not read the secret."""
    return _to_fitting_json(
        {
            "field": change.field,
            "value": remove_ids(change.value, hash_key),
            "entry_id": change.entry_id,
            "entry_time": change.entry_time,
            "received": stored_key,
        }
    )


def _to_fitting_json(envelope: dict[str, object]) -> str | None:
    try:
        text = to_compact_json(envelope)
    except RecursionError:  # nested deeper than JSON can be written
        return None
    return text if len(text) <= BODY_LIMIT else None


RECENT = timedelta(seconds=10)
"""By WhatsApp's clock. Meta counted older messages long ago: they are posted again, or follow an outage."""
REMEMBERED = 2_000  # messages: ten seconds of a crowd of two hundred


@dataclass(slots=True)
class RecentMessages:
    """Counts the messages of a POST that Meta counts into the number's rate now, once per message.

    It is the memory of one Lambda environment; what Meta posts again within seconds mostly reaches the same
    one. Counting twice costs one slot of the rate.
    """

    phone_number_id: str
    _counted: OrderedDict[str, None] = field(default_factory=OrderedDict)

    def __call__(self, messages: Iterable[ReceivedMessage], now: datetime) -> int:
        """The number of new messages; a second call with the same ones returns 0."""
        fresh = {message.message_id for message in messages if self._counts(message, now)}
        for message_id in fresh:
            self._counted[message_id] = None
        while len(self._counted) > REMEMBERED:
            self._counted.popitem(last=False)
        return len(fresh)

    def _counts(self, found: ReceivedMessage, now: datetime) -> bool:
        ours = found.phone_number_id in (None, self.phone_number_id) and not is_probe(found.message)
        return ours and found.message_id not in self._counted and _find_age(found, now) <= RECENT


def _find_age(found: ReceivedMessage, now: datetime) -> timedelta:
    """Zero if the message has no time."""
    return now - (read_moment(found.message) or now)


def find_challenge(query: Mapping[str, object], verify_tokens: Iterable[str]) -> str | None:
    """The challenge to echo when Meta verifies the webhook address; None without a token of ours."""
    mode, token, challenge = (query.get(f"hub.{name}") for name in ("mode", "verify_token", "challenge"))
    if mode != "subscribe" or not isinstance(token, str) or not isinstance(challenge, str) or not challenge:
        return None
    given = token.encode("utf-8", "surrogatepass")
    known = [hmac.compare_digest(given, one.encode()) for one in verify_tokens]  # all of them: constant time
    return challenge if any(known) else None
