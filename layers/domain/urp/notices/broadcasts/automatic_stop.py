"""Signs that people, or Meta, do not want a running broadcast, and how many are too many.

Emergencies are never held by them: who leaves because of an alert has read it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from urp.notices.broadcasts.model import HoldReason
from urp.notices.broadcasts.trackers import Tracker
from urp.notices.broadcasts.trouble import Trouble
from urp.town.municipality import AutomaticStop
from urp.whatsapp.error_codes import ErrorClass, MetaError, explain, is_known
from urp.whatsapp.status import DeliveryState, DeliveryStatus

_FOR_EVERYBODY = frozenset({ErrorClass.ACCOUNT, ErrorClass.REQUEST})


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


_GO_ON = "Dopo una verifica si può riprendere: la soglia raddoppia."


def troubles_of(statuses: Iterable[tuple[Tracker, DeliveryStatus]]) -> Mapping[UUID, Trouble]:
    """By broadcast. What Meta or a queue doubles counts twice: a threshold needs no more exactness."""
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
