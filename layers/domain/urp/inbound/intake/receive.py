"""One POST of Meta's: verified over its bytes, taken apart, kept, enqueued, counted; only then answered."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from urp.inbound.intake.enqueued import (
    StoredBody,
    enqueued_account_change,
    enqueued_message,
    enqueued_statuses,
)
from urp.inbound.intake.just_written import JustWritten
from urp.inbound.intake.ports import InboundCount, IntakeQueues, ReceivedBodies
from urp.whatsapp.service_secrets import WebhookSecrets
from urp.whatsapp.signature import SignatureRefusedError, signature_ok
from urp.whatsapp.webhook import Intake, split


class SecretsSource(Protocol):
    def current(self) -> WebhookSecrets: ...


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
    """All of the POST was for other numbers of the account: so many things, of which nothing is left."""


@dataclass(frozen=True, slots=True)
class ReceivePost:
    secrets: SecretsSource
    phone_number_id: str
    bodies: ReceivedBodies
    queues: IntakeQueues
    inbound: InboundCount
    just_written: JustWritten

    def __call__(self, body: bytes, signature: str | None, now: datetime) -> Receipt:
        """SignatureRefusedError: not Meta. UnreadableBodyError: not JSON. UnavailableError: post it again."""
        if signature is None:
            raise SignatureRefusedError("the signature is missing")
        secrets = self.secrets.current()
        if not signature_ok(body, signature, secrets.app_secrets):
            raise SignatureRefusedError("the signature is wrong")
        intake = split(body)
        if not intake.is_for(self.phone_number_id):
            return _receipt(Intake(), (), uncounted=0, elsewhere=intake.things)
        name = f"{hashlib.sha256(body).hexdigest()}.json"
        key = f"messages/{name}"  # no day in it: what is posted again after midnight meets the first one
        changes = [
            enqueued_account_change(change, secrets.hash_key, key) for change in intake.account_changes
        ]
        reasons = intake.reasons if None not in changes else (*intake.reasons, "account_change_too_long")
        first = True
        if intake.messages or intake.account_changes:
            first = self.bodies.keep(key, body, signature, (), now)
        if reasons:
            self.bodies.keep(f"inspection/{now:%Y/%m/%d}/{name}", body, signature, reasons, now)
        stored = StoredBody(key, int(now.timestamp() * 1000), again=not first)
        self._enqueue(intake, [change for change in changes if change], secrets, stored)
        return _receipt(intake, reasons, self._uncounted(intake, now))

    def _enqueue(
        self, intake: Intake, changes: list[str], secrets: WebhookSecrets, stored: StoredBody
    ) -> None:
        messages = [enqueued_message(found, secrets.hash_key, stored) for found in intake.messages]
        if messages:
            self.queues.put_messages(messages)
        if intake.status_chunks:
            self.queues.put_statuses([enqueued_statuses(chunk) for chunk in intake.status_chunks])
        if changes:
            self.queues.put_account_changes(changes)

    def _uncounted(self, intake: Intake, now: datetime) -> int:
        """Once all of it is stored: what is posted again because it was not is counted that time."""
        fresh = self.just_written(intake.messages, now)
        return 0 if not fresh or self.inbound.count(fresh, now) else fresh


def _receipt(intake: Intake, reasons: tuple[str, ...], uncounted: int, elsewhere: int = 0) -> Receipt:
    return Receipt(
        messages=len(intake.messages),
        statuses=intake.statuses,
        account_changes=len(intake.account_changes),
        not_understood=len(intake.not_understood),
        reasons=reasons,
        uncounted=uncounted,
        elsewhere=elsewhere,
    )
