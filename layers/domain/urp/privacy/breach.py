"""Who read or took away which data of whom, between two moments: what art. 33 GDPR asks first of a breach."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.model import AuditEntry, WantedActs
from urp.errors import InvalidError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from urp.acts.store.audit import AuditTrail
    from urp.privacy.store.subjects import Subjects

LONGEST = timedelta(days=92)
_A_PAGE = 100
SEEN_BY: Mapping[str, str] = {
    "citizen.reveal_phone": "numero di telefono intero",
    "citizen.look_up_consent": "iscrizioni e uscite, cercate da un numero",
    "conversation.reveal_text": "conversazione intera, senza dati coperti",
    "case.reveal_text": "testo intero di un caso",
    "evidence.view": "fascicolo per l'autorità giudiziaria",
    "evidence.export": "fascicolo per l'autorità giudiziaria, portato via",
    "rights.export": "copia di tutti i dati di una persona, portata via",
    "rights.read_restricted": "copia di dati limitati",
    "import.create": "elenco di numeri, caricato",
    "audit.export": "registro degli atti, portato via (identificativi)",
    "privacy.breach": "questa ricerca (identificativi)",
    "conversation.": "conversazione trattata, con i dati coperti",
}
"""Acts by which a member of staff sees personal data, by their names or how these begin; the first that fits.
To open a conversation or a case with its data masked leaves no entry."""


@dataclass(frozen=True, slots=True)
class Access:
    by: str
    by_name: str | None
    act: str
    what: str
    times: int
    first: datetime
    last: datetime
    citizens: tuple[UUID, ...]
    unknown: int
    """Things of which it is not known any more, or never was, whose they are."""


@dataclass(frozen=True, slots=True)
class FindAccesses:
    audit: AuditTrail
    subjects: Subjects

    def __call__(self, since: datetime, until: datetime, person: str | None) -> tuple[Access, ...]:
        """By person and act, the first first."""
        if not since < until:
            raise InvalidError("until", "deve essere un momento successivo a quello di inizio")
        if until - since > LONGEST:
            raise InvalidError(
                "until", f"deve cadere al massimo {LONGEST.days} giorni dopo il momento di inizio"
            )
        groups: dict[tuple[str, str], list[AuditEntry]] = {}
        for entry in self._list_entries(since, until, person):
            if find_what(entry.name) is not None:
                groups.setdefault((entry.by, entry.name), []).append(entry)
        people = self.subjects.find(entry.resource for entries in groups.values() for entry in entries)
        found = (_to_access(entries, people) for entries in groups.values())
        return tuple(sorted(found, key=lambda access: (access.first, access.by, access.act)))

    def _list_entries(self, since: datetime, until: datetime, person: str | None) -> Iterator[AuditEntry]:
        first, last = since.astimezone(UTC).date(), until.astimezone(UTC).date()
        wanted, cursor = WantedActs(by=person), None
        while True:
            page = self.audit.of_days(first, last, wanted, cursor, _A_PAGE)
            yield from (entry for entry in page.items if since <= entry.at <= until)
            cursor = page.cursor
            if cursor is None:
                return


def find_what(act: str) -> str | None:
    """None where it shows nobody's data."""
    return next((what for name, what in SEEN_BY.items() if act.startswith(name)), None)


def _to_access(entries: list[AuditEntry], people: Mapping[str, UUID]) -> Access:
    things = {entry.resource for entry in entries}
    known = {people[thing] for thing in things if thing in people}
    one = entries[0]
    return Access(
        by=one.by,
        by_name=one.by_name,
        act=one.name,
        what=find_what(one.name) or "",
        times=len(entries),
        first=min(entry.at for entry in entries),
        last=max(entry.at for entry in entries),
        citizens=tuple(sorted(known)),
        unknown=len([thing for thing in things if thing not in people]),
    )


def count_citizens(accesses: Iterable[Access]) -> int:
    return len({citizen for access in accesses for citizen in access.citizens})
