"""Signs that people, or Meta, do not want a running broadcast: counted, and it is held for too many.

Emergencies are never held by them: who leaves because of an alert has read it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from urp.notices.broadcasts.hold import Holds, probing, waits_for_tier
from urp.notices.broadcasts.model import Broadcast, BroadcastStatus, Hold, HoldReason
from urp.notices.broadcasts.trackers import Tracker
from urp.notices.broadcasts.trouble import Trouble
from urp.town.municipality import AutomaticStop
from urp.whatsapp.error_codes import ErrorClass, MetaError, explain, is_known
from urp.whatsapp.status import DeliveryState, DeliveryStatus

if TYPE_CHECKING:
    from urp.notices.store.broadcasts import Broadcasts
    from urp.notices.store.trouble_counts import TroubleCounts


_FOR_EVERYBODY = frozenset({ErrorClass.ACCOUNT, ErrorClass.REQUEST})
_GO_ON = "Dopo una verifica si può riprendere: la soglia raddoppia."
SEEN_BY_STAFF = frozenset(
    {HoldReason.REFUSALS, HoldReason.COMPLAINTS, HoldReason.ACCOUNT, HoldReason.REQUEST}
)
"""Who resumes out of one of these holds has looked: the same old numbers do not hold it again."""


@dataclass(frozen=True, slots=True)
class Troubles:
    """All of it since the broadcast began or a person last let it go on."""

    failed: int = 0
    complaints: int = 0
    accepted_by_staff: int = 0
    """How often a person let it go on all the same: each time twice as much is tolerated."""


@dataclass(frozen=True, slots=True)
class Refusals:
    sequences: Sequence[int]
    """Numbers of the sends that Meta refused, newest last."""
    accepted_by_staff: int = 0


@dataclass(frozen=True, slots=True)
class TooMany:
    """The rules of one municipality; each answers with a sentence for the office when it is too much."""

    limits: AutomaticStop

    def refused(self, refusals: Refusals, sequence: int) -> str | None:
        """After a refusal with this number: all sends of the number count, of every broadcast at once."""
        limits, times = self.limits, 2**refusals.accepted_by_staff
        of = limits.refusals_of_last
        people = sum(1 for each in refusals.sequences if each > sequence - of)
        most = times * max(limits.refusals_people, of * limits.refusals_percent // 100)
        if people <= most:
            return None
        return f"Sospeso: {people} rifiuti di Meta negli ultimi {of} invii (soglia {most}). {_GO_ON}"

    def troubles(self, troubles: Troubles, reached: int) -> tuple[HoldReason, str] | None:
        limits, times = self.limits, 2**troubles.accepted_by_staff
        most = times * max(limits.complaints_people, reached * limits.complaints_percent // 100)
        if troubles.complaints > most:
            return HoldReason.COMPLAINTS, (
                f"Sospeso: {troubles.complaints} persone si sono cancellate o non vogliono più avvisi, su "
                f"{reached} già raggiunte (soglia {most}). {_GO_ON}"
            )
        most = times * max(limits.refusals_people, reached * limits.refusals_percent // 100)
        if troubles.failed > most:
            return HoldReason.REFUSALS, (
                f"Sospeso: {troubles.failed} messaggi non recapitati da Meta, su {reached} accettati "
                f"(soglia {most}). {_GO_ON}"
            )
        return None


def troubles_of(statuses: Iterable[tuple[Tracker, DeliveryStatus]]) -> Mapping[UUID, Trouble]:
    """By broadcast, of the statuses given."""
    failed: Counter[UUID] = Counter()
    complaints: Counter[UUID] = Counter()
    codes: dict[UUID, int] = {}
    for tracker, status in statuses:
        if status.status is not DeliveryState.FAILED:
            continue
        broadcast_id = tracker.row.broadcast_id
        error = next(iter(status.errors), MetaError(0, ErrorClass.RECIPIENT, ""))
        if error.error_class is ErrorClass.EXCLUDE:
            complaints[broadcast_id] += 1
            continue
        failed[broadcast_id] += 1
        if concerns_everybody(error):
            codes[broadcast_id] = error.code
    return {
        each: Trouble(failed[each], complaints[each], codes.get(each))
        for each in failed.keys() | complaints.keys()
    }


def concerns_everybody(error: MetaError) -> bool:
    """The next person's message would fail alike. Of a code that nobody knows this cannot be said."""
    return error.error_class in _FOR_EVERYBODY and is_known(error.code)


def refused_afterwards(code: int) -> tuple[HoldReason, str]:
    """Meta took the messages and tells now that it delivers none of them."""
    error = explain(code)
    reason = HoldReason.ACCOUNT if error.error_class is ErrorClass.ACCOUNT else HoldReason.REQUEST
    return reason, f"{error.explanation} ({code}): Meta non recapita i messaggi che ha accettato."


@dataclass(frozen=True, slots=True)
class CountTrouble:
    broadcasts: Broadcasts
    counts: TroubleCounts
    holds: Holds
    too_many: TooMany

    def __call__(self, broadcast_id: UUID | None, trouble: Trouble, now: datetime) -> tuple[UUID, ...]:
        """Those held. What is over, or waits for a person, needs no count."""
        about = self.broadcasts.active(now) if broadcast_id is None else (broadcast_id,)
        return tuple(each for each in about if self._count(each, trouble, now))

    def _count(self, broadcast_id: UUID, trouble: Trouble, now: datetime) -> bool:
        broadcast = self.broadcasts.load(broadcast_id)
        if broadcast is None or broadcast.training or not _goes_on(broadcast):
            return False
        counted = self.counts.add(broadcast_id, trouble, now)
        hold = self._hold(broadcast, trouble, counted, now)
        if hold is None:
            return False
        self.holds.hold(broadcast_id, hold)
        return True

    def _hold(self, broadcast: Broadcast, news: Trouble, counted: Troubles, now: datetime) -> Hold | None:
        if news.code is not None and not counted.accepted_by_staff:
            reason, explanation = refused_afterwards(news.code)
            return Hold(reason, now, explanation, news.code)
        if broadcast.emergency:
            return None
        found = self.too_many.troubles(counted, broadcast.progress.counts.accepted)
        return None if found is None else Hold(found[0], now, found[1])


def _goes_on(broadcast: Broadcast) -> bool:
    """Now, or later by itself: news of what was sent comes while it waits."""
    return broadcast.status is BroadcastStatus.SENDING or waits_for_tier(broadcast) or probing(broadcast)
