"""The three queues behind the webhook, in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from urp.errors import UnavailableError
from urp.inbound.intake import EnqueuedMessage


@dataclass(slots=True)
class MemoryIntakeQueues:
    """`broken`: no queue takes anything any more."""

    messages: list[EnqueuedMessage] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)
    account_changes: list[str] = field(default_factory=list)
    broken: bool = False

    def put_messages(self, messages: Sequence[EnqueuedMessage]) -> None:
        self._must_work()
        known = {(one.group, one.deduplication) for one in self.messages}
        for one in messages:
            if (one.group, one.deduplication) not in known:
                known.add((one.group, one.deduplication))
                self.messages.append(one)

    def put_statuses(self, bodies: Sequence[str]) -> None:
        self._must_work()
        self.statuses.extend(bodies)

    def put_account_changes(self, bodies: Sequence[str]) -> None:
        self._must_work()
        self.account_changes.extend(bodies)

    def _must_work(self) -> None:
        if self.broken:
            raise UnavailableError("the queue does not answer")
