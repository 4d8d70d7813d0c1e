"""The closing statement: counted shard by shard when no row is open, each shard once, and written once.

Until then, and after, the office reads what it means that some are unclear (`unclear_note`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING
from uuid import UUID

from urp.citizens.identity.model import AUDIENCE_SHARDS
from urp.errors import UrpError
from urp.notices.broadcasts.audience import AudienceKind
from urp.notices.broadcasts.figures import still_unclear
from urp.notices.broadcasts.lifecycle import closed
from urp.notices.broadcasts.model import Broadcast, BroadcastStatus
from urp.notices.broadcasts.ports import Clock, Queues
from urp.notices.broadcasts.tally import ByCharge, statement_of, tally, together

if TYPE_CHECKING:
    from urp.notices.store.broadcasts import Broadcasts
    from urp.notices.store.delivery import ReceiptCounters
    from urp.notices.store.freezing import Freezing
    from urp.notices.store.statements import Statements
    from urp.town.pricing.model import Cost

UNCLEAR_FOR = timedelta(minutes=15)
"""After the last job: a status with the tracker usually settles an unclear person within seconds."""
LOOK_AGAIN = timedelta(seconds=10)
COUNT_FOR = timedelta(seconds=20)
"""Then no other shard is begun: one of 62,500 rows takes a few seconds, the function has 60."""

_OPEN = (
    "Una conferma di WhatsApp può ancora chiarirlo, al più fino a 15 minuti dopo l'ultimo invio: per ora non "
    "c'è nulla da fare."
)
_CLOSED = "Il rendiconto è chiuso e non cambia più."
_MAY_RESEND = (
    "Se l'avviso serve ancora, un redattore può scriverlo di nuovo esattamente a chi è incerto: qualcuno "
    "potrebbe riceverlo due volte."
)
_MAY_ASK_AGAIN = "Per chiedere di nuovo conferma si scrive un'altra richiesta, dall'elenco."


class UnbalancedError(UrpError):
    """The rows do not add up to the frozen audience: never hidden behind a statement."""

    code = "unbalanced"


@dataclass(frozen=True, slots=True)
class CloseBroadcast:
    broadcasts: Broadcasts
    freezing: Freezing
    receipts: ReceiptCounters
    statements: Statements
    queues: Queues
    clock: Clock
    cost: Callable[[Broadcast, ByCharge, datetime], Cost]
    """At the close, of the rows as Meta bills them."""

    def __call__(self, broadcast: Broadcast, now: datetime) -> str:
        """All jobs are closed. Raises ConflictError when somebody else changed the header meanwhile."""
        if self._waits_for_news(broadcast, now):
            return self._look_again(broadcast, now)
        if not self._all_counted(broadcast.id, now):
            self.queues.dispatch(broadcast.id)
            return "counting"
        counted = together(self.statements.parts(broadcast.id).values())
        if counted.people != broadcast.audience:
            raise UnbalancedError(f"{counted.people} counted, {broadcast.audience} frozen")
        statement = statement_of(broadcast.id, counted, now, self.cost(broadcast, counted.charges, now))
        self.statements.close(broadcast, closed(broadcast, now), statement)
        return "closed"

    def _all_counted(self, broadcast_id: UUID, now: datetime) -> bool:
        """Within the time there is. Who counts at the same time begins elsewhere: both are done sooner."""
        until = self.clock.now() + COUNT_FOR
        missing = self._missing(broadcast_id, now)
        while missing:
            if self.clock.now() >= until:
                return False
            counted = tally(self.freezing.rows(broadcast_id, missing[0]))
            if counted.open_people:
                raise UnbalancedError(f"{counted.open_people} open in shard {missing[0]}")
            first = self.statements.add_part(broadcast_id, missing[0], counted, now)
            missing = missing[1:] if first else self._missing(broadcast_id, now)
        return True

    def _missing(self, broadcast_id: UUID, now: datetime) -> Sequence[int]:
        there = self.statements.parts(broadcast_id)
        start = now.microsecond % AUDIENCE_SHARDS
        numbers = (*range(start, AUDIENCE_SHARDS), *range(start))
        return [number for number in numbers if number not in there]

    def _waits_for_news(self, broadcast: Broadcast, now: datetime) -> bool:
        last = broadcast.progress.last_closed_at
        if (
            broadcast.training
            or not broadcast.progress.counts.unclear
            or last is None
            or now >= last + UNCLEAR_FOR
        ):
            return False
        return still_unclear(broadcast, self.receipts.counts(broadcast.id)) > 0

    def _look_again(self, broadcast: Broadcast, now: datetime) -> str:
        """One look on its way at a time, however many nudges come."""
        look_at = broadcast.look_at
        if look_at is None or not now < look_at <= now + LOOK_AGAIN:
            self.broadcasts.store(broadcast, replace(broadcast, look_at=now + LOOK_AGAIN))
            self.queues.dispatch(broadcast.id, ceil(LOOK_AGAIN.total_seconds()))
        return "waiting for news"


@dataclass(frozen=True, slots=True)
class UnclearNote:
    """What it means that some are unclear, and what a person may do."""

    people: int
    meaning: str
    """Italian."""
    settles_until: datetime | None
    """Until then a status may tell; none while it is still being sent, and once the statement is fixed."""
    may_resend: bool


def unclear_note(broadcast: Broadcast, people: int) -> UnclearNote | None:
    """Nothing to explain when nobody is unclear."""
    if people <= 0:
        return None
    is_closed = broadcast.status is BroadcastStatus.CLOSED
    last = broadcast.progress.last_closed_at
    waiting = broadcast.all_jobs_closed and not is_closed and last is not None
    may_resend = broadcast.audience_rule.kind is not AudienceKind.UNCONFIRMED
    return UnclearNote(
        people=people,
        meaning=f"{_who(people)} {_closed(may_resend=may_resend) if is_closed else _OPEN}",
        settles_until=last + UNCLEAR_FOR if waiting and last is not None else None,
        may_resend=is_closed and may_resend,
    )


def _closed(*, may_resend: bool) -> str:
    return f"{_CLOSED} {_MAY_RESEND if may_resend else _MAY_ASK_AGAIN}"


def _who(people: int) -> str:
    whom = (
        "Di una persona non si sa se ha ricevuto l'avviso"
        if people == 1
        else f"Di {people} persone non si sa se hanno ricevuto l'avviso"
    )
    return f"{whom}: la richiesta è partita e WhatsApp non ha risposto."
