"""What happens to a notice now, in Italian, for who submitted or approved it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from urp.acts.alerts import ALERTED
from urp.notices.broadcasts.model import BroadcastStatus
from urp.notices.broadcasts.training import training_note
from urp.town.opening_hours.words import write_moment

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from urp.notices.broadcasts.model import Broadcast

WHO_STOPS = "Lo può fermare o mettere in pausa chiunque dell'ufficio, tranne chi solo legge"


def write_what_next(
    broadcast: Broadcast, now: datetime, zone: ZoneInfo, alerted: bool | None = None
) -> tuple[str, ...]:
    """When it starts, for how many people, who may stop it."""
    return tuple(_write(broadcast, now, zone, alerted))


def _write(broadcast: Broadcast, now: datetime, zone: ZoneInfo, alerted: bool | None) -> Iterator[str]:
    if (note := training_note(broadcast.draft)) is not None:
        yield f"{note}."
    people = "" if note else _people(broadcast)
    due = broadcast.due_at if broadcast.due_at is not None and broadcast.due_at > now else None
    match broadcast.status:
        case BroadcastStatus.SUBMITTED:
            when = "subito dopo" if due is None else f"{write_moment(due, zone)}, se è approvato prima"
            yield (
                "Aspetta l'approvazione di una persona diversa da chi l'ha scritto o mandato. Parte"
                f" {when}{people}."
            )
            yield "Fino ad allora chi l'ha mandato lo può ritirare."
            if alerted is not None:
                yield (
                    ALERTED
                    if alerted
                    else "Nessuno di turno è stato avvisato: va avvisato a voce chi approva."
                )
        case BroadcastStatus.SCHEDULED:
            when = "entro un minuto" if due is None else write_moment(due, zone)
            yield f"È approvato: parte {when}{people}. Non serve fare altro."
            yield f"{WHO_STOPS}, prima e durante l'invio."
        case BroadcastStatus.FREEZING | BroadcastStatus.SENDING:
            yield f"È in partenza{people}. Non va mandato di nuovo."
            yield f"{WHO_STOPS}. Chi l'ha già ricevuto resta raggiunto."
        case _ if broadcast.hold is not None:
            yield f"Non sta partendo. {broadcast.hold.explanation}"
        case _:
            yield "Non sta partendo: il perché si legge nell'avviso."


def _people(broadcast: Broadcast) -> str:
    """As counted when it was approved, or submitted; the freeze counts again."""
    counted = broadcast.approval or broadcast.submission
    extent = None if counted is None else counted.extent
    people = broadcast.audience if broadcast.audience is not None else extent and extent.people
    if people is None:
        return ""
    return ", per una persona" if people == 1 else f", per {people} persone"
