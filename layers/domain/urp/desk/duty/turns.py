"""The list of turns: who is on duty from when to when, who comes second, and where nobody is.

Moments are UTC; the town's clock, and the hour it skips or repeats, is a matter of whoever reads or writes
them for people.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from urp.acts.model import Person
from urp.acts.permissions import ROLES, Permission, name_roles
from urp.errors import ConflictError, InvalidError

LONGEST = timedelta(days=14)
FARTHEST = timedelta(days=366)
REMEMBERED = timedelta(days=60)
"""After its end: for so long somebody counts as being on the list, and the list as being used."""
AHEAD = timedelta(days=7)
"""A hole is shown so long before."""
_STARTED_JUST_NOW = timedelta(minutes=10)
"""A form that says "from now" takes a while to be filled in."""


@dataclass(frozen=True, slots=True)
class Turn:
    id: UUID
    person: str
    """Id of the member of staff."""
    second: str
    """Whoever is told when the first does not answer; empty: nobody."""
    starts_at: datetime
    ends_at: datetime
    """Not a part of it."""
    version: int = 0

    def overlaps(self, other: Turn) -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def holds_at(self, moment: datetime) -> bool:
        return self.starts_at <= moment < self.ends_at


@dataclass(frozen=True, slots=True)
class OnTurn:
    person: str
    second: str = ""


@dataclass(frozen=True, slots=True)
class Hole:
    starts_at: datetime
    ends_at: datetime


class OverlappingTurnError(ConflictError):
    """Two people would be on duty, and each would rely on the other."""

    code = "overlapping_turn"


def find_on_turn(turns: Iterable[Turn], now: datetime) -> OnTurn | None:
    """None: nobody, and alerts go to the address kept for that."""
    return next((OnTurn(each.person, each.second) for each in turns if each.holds_at(now)), None)


def find_holes(turns: Iterable[Turn], since: datetime, until: datetime) -> tuple[Hole, ...]:
    """In order, cut to the span that was asked about."""
    holes: list[Hole] = []
    reached = since
    for turn in sorted(turns, key=lambda each: each.starts_at):
        if turn.starts_at >= until:
            break
        if turn.starts_at > reached:
            holes.append(Hole(reached, turn.starts_at))
        reached = max(reached, turn.ends_at)
    if reached < until:
        holes.append(Hole(reached, until))
    return tuple(holes)


def may_take(person: Person, until: datetime) -> bool:
    """Whether they work here and have, as far as is known, to the end of the turn a role for it."""
    return not ROLES[Permission.TAKE_TURNS].isdisjoint(person.roles_at(until - timedelta(seconds=1)))


def keep_able(turns: Iterable[Turn], people: Iterable[Person]) -> tuple[Turn, ...]:
    """Turns as they would be kept today: who left or lost the role since is not in them, the second takes the
    place of the first, and a turn of nobody is a hole."""
    known = {person.id: person for person in people}

    def able(staff_id: str, turn: Turn) -> bool:
        return staff_id in known and may_take(known[staff_id], turn.ends_at)

    kept: list[Turn] = []
    for turn in turns:
        there = [each for each in (turn.person, turn.second) if able(each, turn)]
        if there:
            kept.append(replace(turn, person=there[0], second=there[1] if len(there) > 1 else ""))
    return tuple(kept)


def check_turn(
    new: Turn,
    others: Sequence[Turn],
    now: datetime,
    people: Collection[Person],
    before: Turn | None = None,
) -> None:
    """Raises InvalidError, which names the field, or OverlappingTurnError. `before`: the turn that is
    changed; of one that runs, everything but its start."""
    _check_span(new, now, before)
    _check_people(new, people)
    if any(new.overlaps(other) for other in others if other.id != new.id):
        raise OverlappingTurnError(
            "In queste ore c'è già un altro turno: cambia quello, o scegli un altro orario. Non è stato "
            "scritto niente."
        )


def _check_span(new: Turn, now: datetime, before: Turn | None) -> None:
    if new.ends_at <= new.starts_at:
        raise InvalidError("ends_at", "viene prima dell'inizio, o nello stesso momento")
    if new.ends_at <= now:
        raise InvalidError("ends_at", "è già passata: un turno finito non si scrive e non si cambia")
    goes_on = before is not None and before.starts_at == new.starts_at
    if not goes_on and new.starts_at < now - _STARTED_JUST_NOW:
        raise InvalidError("starts_at", "è già passato: un turno comincia adesso o più tardi")
    if before is not None and before.starts_at <= now and not goes_on:
        raise InvalidError("starts_at", "non si sposta: il turno è già cominciato")
    if new.ends_at - new.starts_at > LONGEST:
        raise InvalidError("ends_at", f"è troppo lontana: un turno dura al massimo {LONGEST.days} giorni")
    if new.starts_at > now + FARTHEST:
        raise InvalidError("starts_at", "è troppo lontano: un turno si scrive al massimo un anno prima")


def _check_people(new: Turn, people: Collection[Person]) -> None:
    _check_person("person", new.person, new.ends_at, people)
    if not new.second:
        return
    if new.second == new.person:
        raise InvalidError("second", "è la stessa persona che è di turno: scegline un'altra, o nessuna")
    _check_person("second", new.second, new.ends_at, people)


def _check_person(field: str, staff_id: str, until: datetime, people: Collection[Person]) -> None:
    person = next((each for each in people if each.id == staff_id), None)
    if person is None:
        raise InvalidError(field, "non è una persona che lavora qui")
    if person.left:
        raise InvalidError(field, "non ha più l'accesso al servizio")
    if not may_take(person, until):
        raise InvalidError(
            field,
            "fino alla fine del turno serve uno di questi ruoli, altrimenti gli avvisi non si aprono: "
            f"{name_roles(Permission.TAKE_TURNS)}",
        )
