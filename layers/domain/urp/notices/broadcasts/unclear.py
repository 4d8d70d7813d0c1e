"""What it means that some of a broadcast are unclear, and what a person may do, in words for the office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from urp.notices.broadcasts.closing import UNCLEAR_PATIENCE
from urp.notices.broadcasts.model import Broadcast, BroadcastStatus

_OPEN = (
    "Una conferma di WhatsApp può ancora chiarirlo, al più fino a 15 minuti dopo l'ultimo invio: per ora non "
    "c'è nulla da fare."
)
_CLOSED = (
    "Il rendiconto è chiuso e non cambia più. Se l'avviso serve ancora, un redattore può scrivere di nuovo "
    "esattamente a loro: qualcuno potrebbe riceverlo due volte."
)


@dataclass(frozen=True, slots=True)
class UnclearNote:
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
    closed = broadcast.status is BroadcastStatus.CLOSED
    last = broadcast.progress.last_closed_at
    waiting = broadcast.all_jobs_closed and not closed and last is not None
    return UnclearNote(
        people=people,
        meaning=f"{_who(people)} {_CLOSED if closed else _OPEN}",
        settles_until=last + UNCLEAR_PATIENCE if waiting and last is not None else None,
        may_resend=closed,
    )


def _who(people: int) -> str:
    whom = (
        "Di una persona non si sa se ha ricevuto l'avviso"
        if people == 1
        else f"Di {people} persone non si sa se hanno ricevuto l'avviso"
    )
    return f"{whom}: la richiesta è partita e WhatsApp non ha risposto."
