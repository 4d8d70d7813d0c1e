"""Who comes to work here and who goes: two people give a right, one is enough to take it away.

Nothing is done to an account here: `people_change` does it, who alone may (docs/decisions/who-works-here.md).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

from urp.acts.alerts import TO_CONFIRM
from urp.acts.model import Act, Person, Role
from urp.acts.permissions import ROLE_NAMES, write_roles
from urp.acts.second_person import (
    SETTING_LAPSES,
    SETTING_WAITS,
    Proposal,
    ProposalChange,
    Proposed,
    SecondPerson,
    TwoPersonAct,
    fingerprint,
)
from urp.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError, UnavailableError

if TYPE_CHECKING:
    from urp.acts.store.people import PeopleRegister
    from urp.acts.store.staff import StaffNames


class ChangeKind(StrEnum):
    INVITE = "invite"
    GIVE_ROLE = "give_role"
    ENABLE = "enable"
    TAKE_ROLE = "take_role"
    DISABLE = "disable"
    SIGN_OUT = "sign_out"


class ChangeState(StrEnum):
    ASKED = "asked"
    DONE = "done"
    NOT_DONE = "not_done"


@dataclass(frozen=True, slots=True)
class PeopleChange:
    """One change of who works here. `address` and `name` of an invitation are deleted once it is over."""

    id: UUID
    kind: ChangeKind
    by: str
    """Who confirmed it, or asked for it alone."""
    at: datetime
    person: str = ""
    """Of an invitation: known once it is done."""
    roles: frozenset[Role] = frozenset()
    until: datetime | None = None
    address: str = ""
    name: str = ""
    state: ChangeState = ChangeState.ASKED
    why: str = ""
    """Why it was not done, in Italian."""
    over_at: datetime | None = None
    version: int = 0

    @property
    def gives(self) -> bool:
        return self.kind not in (ChangeKind.TAKE_ROLE, ChangeKind.DISABLE, ChangeKind.SIGN_OUT)


INVITE = TwoPersonAct("person.invite", TO_CONFIRM, SETTING_WAITS, SETTING_LAPSES)
GIVE_ROLE = TwoPersonAct("person.give_role", TO_CONFIRM, SETTING_WAITS, SETTING_LAPSES)
ENABLE = TwoPersonAct("person.enable", TO_CONFIRM, SETTING_WAITS, SETTING_LAPSES)
_KINDS = {
    INVITE.name: ChangeKind.INVITE,
    GIVE_ROLE.name: ChangeKind.GIVE_ROLE,
    ENABLE.name: ChangeKind.ENABLE,
}
LONGEST = timedelta(days=30)
"""Of a role until a moment: a month's leave. Whoever needs it longer has another duty."""
ADDRESS = re.compile(r"[^@\s<>]{1,64}@[^@\s<>]+\.[^@\s<>]+")
_CHANGE = uuid5(NAMESPACE_URL, "urn:urp:people-change")


class YourselfError(ForbiddenError):
    """So that whoever takes a right away is still there: one administrator always remains."""

    code = "yourself"


class HasRoleError(ConflictError):
    code = "has_role"


class NotLeftError(ConflictError):
    code = "not_left"


class LeftError(ConflictError):
    code = "left"


@dataclass(frozen=True, slots=True)
class PeopleOffice:
    register: PeopleRegister
    staff: StaffNames
    second_person: SecondPerson
    order: Callable[[UUID], None]
    """Carries a change out, soon."""
    zone: ZoneInfo

    def people(self) -> Sequence[Person]:
        return sorted(self.staff.people(), key=lambda each: (each.left, each.name.casefold(), each.id))

    def changes(self) -> Sequence[PeopleChange]:
        """The newest first."""
        return sorted(self.register.all(), key=lambda each: (each.at, str(each.id)), reverse=True)

    def invite(self, address: str, name: str, roles: frozenset[Role], reason: str, act: Act) -> Proposed:
        address = address.strip().lower()
        if not ADDRESS.fullmatch(address):
            raise InvalidError("email", "serve un indirizzo come nome.cognome@comune.example")
        words = f"{name} <{address}> riceve un invito e può entrare, con {_say_roles(roles)}."
        wanted = _write(roles=roles, address=address, name=name)
        return self._propose(INVITE, INVITE.subject_of(address), wanted, words, reason, act)

    def give_role(
        self, person_id: UUID, role: Role, until: datetime | None, reason: str, act: Act
    ) -> Proposed:
        person = self._person(person_id)
        _refuse_role(person, role, until, act.at)
        span = f" fino al {until.astimezone(self.zone):%d/%m/%Y alle %H:%M}" if until else ""
        words = f"{person.name} riceve il ruolo {ROLE_NAMES[role]}{span}."
        subject = GIVE_ROLE.subject_of(f"{person_id} {role.value}")
        wanted = _write(person=person.id, roles=frozenset({role}), until=until)
        return self._propose(GIVE_ROLE, subject, wanted, words, reason, act)

    def enable(self, person_id: UUID, reason: str, act: Act) -> Proposed:
        person = self._person(person_id)
        if not person.left:
            raise NotLeftError("Questa persona può già entrare.")
        words = f"{person.name} può entrare di nuovo, con {_say_roles(person.roles)}."
        return self._propose(ENABLE, person_id, _write(person=person.id), words, reason, act)

    def confirm(self, what: TwoPersonAct, subject: UUID, seen: str, act: Act) -> None:
        def content(proposal: Proposal) -> str:
            return self._content(what, proposal.value, act)

        agreed = self.second_person.agree(what, subject, content, seen, act)
        change = _read(_KINDS[what.name], agreed.proposal.value, act)
        before, after = self._roles_around(change, act.at)
        self._ask(replace(agreed.act, before=before, after=after), change, agreed.change)

    def take_role(self, person_id: UUID, role: Role, act: Act) -> PeopleChange:
        person = self._person(person_id)
        if role is Role.ADMINISTRATOR and person.id == act.by:
            raise YourselfError("Il proprio ruolo di amministratore lo toglie un altro amministratore.")
        change = replace(_started(ChangeKind.TAKE_ROLE, act), person=person.id, roles=frozenset({role}))
        return self._ask_alone(change, act)

    def disable(self, person_id: UUID, act: Act) -> PeopleChange:
        person = self._person(person_id)
        if person.id == act.by:
            raise YourselfError("Il proprio accesso lo toglie un altro amministratore.")
        return self._ask_alone(replace(_started(ChangeKind.DISABLE, act), person=person.id), act)

    def sign_out(self, person_id: UUID, act: Act) -> PeopleChange:
        """Everywhere; the access stays."""
        return self._sign_out(self._person(person_id).id, act)

    def sign_out_oneself(self, act: Act) -> PeopleChange:
        """Also who has no name here."""
        return self._sign_out(act.by, act)

    def _sign_out(self, staff_id: str, act: Act) -> PeopleChange:
        return self._ask(act, replace(_started(ChangeKind.SIGN_OUT, act), person=staff_id), None)

    def _propose(
        self, what: TwoPersonAct, subject: UUID, wanted: str, words: str, reason: str, act: Act
    ) -> Proposed:
        act = replace(act, name=what.name)
        content = self._content(what, wanted, act)
        return self.second_person.propose(what, subject, content, reason, act, value=wanted, words=words)

    def _content(self, what: TwoPersonAct, wanted: str, act: Act) -> str:
        """Of what is wanted and of the person now: a role given or taken meanwhile is looked at again."""
        change = _read(_KINDS[what.name], wanted, act)
        if what is INVITE:
            return fingerprint({"wanted": wanted})
        person = self._person(UUID(change.person))
        for role in change.roles:
            _refuse_role(person, role, change.until, act.at)
        return fingerprint({"wanted": wanted, "roles": sorted(person.roles), "left": person.left})

    def _ask_alone(self, change: PeopleChange, act: Act) -> PeopleChange:
        before, after = self._roles_around(change, act.at)
        return self._ask(replace(act, before=before, after=after), change, None)

    def _ask(self, act: Act, change: PeopleChange, confirmed: ProposalChange | None) -> PeopleChange:
        self.register.ask(change, act, confirmed)
        with suppress(UnavailableError):  # it is stored: the next sweep carries it out
            self.order(change.id)
        return change

    def _roles_around(self, change: PeopleChange, now: datetime) -> tuple[str, str]:
        """For the audit."""
        if not change.person:
            return "", write_roles(change.roles)
        person = self._person(UUID(change.person))
        before, has = person.roles_at(now), person.roles - person.ended_at(now)
        match change.kind:
            case ChangeKind.DISABLE:
                after = frozenset[Role]()
            case ChangeKind.TAKE_ROLE:
                after = before - change.roles
            case _:
                after = has | change.roles
        until = f" until={change.until.isoformat()}" if change.until else ""
        return write_roles(before), write_roles(after) + until

    def _person(self, person_id: UUID) -> Person:
        found = next((each for each in self.staff.people() if each.id == str(person_id)), None)
        if found is None:
            raise NotFoundError("Nessuna persona del personale ha questo id.")
        return found


def _refuse_role(person: Person, role: Role, until: datetime | None, now: datetime) -> None:
    if person.left:
        raise LeftError("Questa persona non entra più: prima va riammessa.")
    if until is not None and until <= now:
        raise InvalidError("until", "è già passato")
    if until is not None and until - now > LONGEST:
        raise InvalidError("until", f"al massimo {LONGEST.days} giorni")
    if role in person.roles and role not in person.until:
        raise HasRoleError(f"{person.name} ha già il ruolo {ROLE_NAMES[role]}.")


def _started(kind: ChangeKind, act: Act) -> PeopleChange:
    return PeopleChange(uuid5(_CHANGE, act.id), kind, act.by, act.at)


def _write(
    *,
    person: str = "",
    roles: frozenset[Role] = frozenset(),
    until: datetime | None = None,
    address: str = "",
    name: str = "",
) -> str:
    """What a proposal wants, as it keeps it while it is open."""
    fields = {
        "person": person,
        "roles": sorted(roles),
        "until": until.isoformat() if until else None,
        "address": address,
        "name": name,
    }
    return json.dumps(fields, ensure_ascii=False)


def _read(kind: ChangeKind, wanted: str, act: Act) -> PeopleChange:
    fields = json.loads(wanted)
    return replace(
        _started(kind, act),
        person=fields["person"],
        roles=frozenset(map(Role, fields["roles"])),
        until=datetime.fromisoformat(fields["until"]) if fields["until"] else None,
        address=fields["address"],
        name=fields["name"],
    )


def _say_roles(roles: frozenset[Role]) -> str:
    if not roles:
        return "i ruoli che aveva"
    return ("il ruolo " if len(roles) == 1 else "i ruoli ") + write_roles(roles)
