"""A town hall in virtual time on the tables of the real template: every request is counted twice, as the
table of calls has it and as boto3 made it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from tests.acting import AS_OPERATOR
from tests.fakes.aws.calls import CALLS
from tests.fakes.aws.metered_town import NOT_OF_A_NOTICE, Metered, MeteredTown
from tests.fakes.broadcasts.engine_store import EngineStore
from tests.fakes.broadcasts.number_rate import MemoryNumberRate
from tests.fakes.broadcasts.planned import scheduled
from tests.fakes.broadcasts.queues import VirtualQueues
from tests.fakes.broadcasts.town_hall import TEMPLATE
from tests.integration.broadcasts.number import number_on
from urp.acts.model import Act
from urp.citizens.identity.model import AUDIENCE_SHARDS
from urp.notices.broadcasts.jobs import JobId
from urp.notices.broadcasts.model import BroadcastDraft, BroadcastStatus, Urgency
from urp.notices.store.sqs_broadcasts import SqsBroadcastQueues
from urp.whatsapp.rate_ports import NumberRate, ReachLedger

if TYPE_CHECKING:
    from botocore.client import BaseClient

DRAFT = BroadcastDraft("Via Roma", TEMPLATE.name, {"luogo": "via Roma"}, "https://comune.example/1")


@dataclass(frozen=True, slots=True)
class BothQueues:
    """The real queue takes every order, the virtual one delivers it."""

    real: SqsBroadcastQueues
    virtual: VirtualQueues

    def expand(self, broadcast_id: UUID, shards: Sequence[int], delay_seconds: int = 0) -> None:
        self.real.expand(broadcast_id, shards, delay_seconds)
        self.virtual.expand(broadcast_id, shards, delay_seconds)

    def send(
        self,
        broadcast_id: UUID,
        urgency: Urgency,
        jobs: Sequence[JobId],
        delay_seconds: int = 0,
        probe: bool = False,
    ) -> None:
        self.real.send(broadcast_id, urgency, jobs, delay_seconds, probe)
        self.virtual.send(broadcast_id, urgency, jobs, delay_seconds, probe)

    def dispatch(self, broadcast_id: UUID, delay_seconds: int = 0) -> None:
        self.real.dispatch(broadcast_id, delay_seconds)
        self.virtual.dispatch(broadcast_id, delay_seconds)


@dataclass(frozen=True, slots=True)
class RateAndReach:
    """One item and one fake, two stores."""

    rate: NumberRate
    ledger: ReachLedger

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever either has
        return getattr(self.rate if hasattr(self.rate, name) else self.ledger, name)


class AdaptedTown(MeteredTown):
    def __init__(self, store: EngineStore, queues: SqsBroadcastQueues, clients: Sequence[BaseClient]) -> None:
        super().__init__(stored=store)
        number = number_on(store.tables)
        self.made = Counter[tuple[str, str]]()
        """Requests by (part, operation), as boto3 made them."""
        self._outside: Mapping[type, object] = {
            MemoryNumberRate: RateAndReach(number.rate, number.ledger),
            VirtualQueues: BothQueues(queues, self.queues),
        }
        for client in clients:
            client.meta.events.register("before-call", self._note)

    def step[Port](self, port: Port) -> Port:
        if isinstance(port, NOT_OF_A_NOTICE):
            return port
        return cast("Port", Metered(self._outside.get(type(port), port), CALLS[type(port)], self))

    def send_to_everybody(self, broadcast_id: UUID) -> None:
        act = Act(
            "create",
            "staff-1",
            "broadcast.create",
            f"broadcast/{broadcast_id}",
            self.now,
            standing=AS_OPERATOR,
        )
        self.office().create(broadcast_id, DRAFT, act)
        draft = self.stored.header(broadcast_id)
        self.stored.broadcasts.store(draft, scheduled(draft, self.now))
        self.queues.dispatch(broadcast_id)
        self.time.run(self.now + timedelta(seconds=600), lambda: self._closed(broadcast_id))
        self.run(60)
        self.time.stop()

    def _closed(self, broadcast_id: UUID) -> bool:
        if self.usage.calls["dispatch", "TransactWriteItems"] <= AUDIENCE_SHARDS:
            return False  # the statement of each shard, then of all: the dispatcher's only transactions
        header = self.stored.broadcasts.load(broadcast_id)
        return header is not None and header.status is BroadcastStatus.CLOSED

    def _note(self, **request: Any) -> None:  # noqa: ANN401 - botocore's own
        if self.time.group:
            self.made[self.time.group, request["model"].name] += 1
