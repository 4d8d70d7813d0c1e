"""Carrying out what was decided about who works here; each step may be done again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.model import BY_ITSELF, CLOCK, Act, Person, Role
from urp.acts.people import ChangeKind, ChangeState, PeopleChange
from urp.errors import ConflictError, RejectedError

if TYPE_CHECKING:
    from urp.acts.store.accounts import StaffAccounts
    from urp.acts.store.people import PeopleRegister
    from urp.acts.store.staff import StaffNames

PATIENCE = timedelta(minutes=5)
"""What the queue has not carried out by then, the sweep does."""
GIVEN_UP = timedelta(days=1)
"""A right that could not be given so long is asked for anew: an address is not kept for it."""


_NOBODY_LEFT = "non resterebbe nessun amministratore: prima se ne fa un altro"


class AccountRefusedError(RejectedError):
    """The user pool will never do this."""

    code = "account_refused"


@dataclass(frozen=True, slots=True)
class CarryOutChange:
    register: PeopleRegister
    accounts: StaffAccounts
    staff: StaffNames
    clock: Callable[[], datetime]
    new_password: Callable[[], str]
    settle_mail: Callable[[str], None]
    """Of somebody from whom something was taken."""
    forget_preferences: Callable[[str], None]
    """Of somebody who works here no longer."""

    def __call__(self, change_id: UUID) -> ChangeState | None:
        """How it stands now; None: not known, or gone."""
        change = self.register.find(change_id)
        if change is None or change.state is not ChangeState.ASKED:
            return change.state if change else None
        now = self.clock()
        if change.gives and now - change.at > GIVEN_UP:
            return self._end(change, "non è riuscito, o non del tutto, entro un giorno: proporre di nuovo")
        if self._taken_since(change):
            return self._end(change, "nel frattempo è stato tolto")
        try:
            if self._leaves_nobody(change):
                return self._end(change, _NOBODY_LEFT)
            person = self._do(change)
        except AccountRefusedError as refused:
            return self._end(change, str(refused))
        done = replace(change, person=person)
        if self._taken_since(done):  # while it was given
            self._take_again(done)
            return self._end(done, "nel frattempo è stato tolto")
        if not change.gives:
            self.settle_mail(person)
        return self._end(done)

    def _do(self, change: PeopleChange) -> str:
        """The person it was done to."""
        match change.kind:
            case ChangeKind.INVITE:
                return self._invite(change)
            case ChangeKind.GIVE_ROLE:
                self._give(change)
            case ChangeKind.ENABLE:  # a session of before does not come back with the access
                self.accounts.end_sessions(change.person, change.at)
                self.accounts.enable(change.person, None, change.person)
            case ChangeKind.TAKE_ROLE:
                for role in change.roles:
                    self.accounts.take_role(change.person, role)
            case ChangeKind.DISABLE:
                self.accounts.disable(change.person, change.person)
                self.forget_preferences(change.person)
            case ChangeKind.SIGN_OUT:
                self.accounts.end_sessions(change.person, change.at)
        return change.person

    def _invite(self, change: PeopleChange) -> str:
        created = self.accounts.create(change.address, self.new_password())
        staff_id = self.accounts.id_of(change.address)
        known = self._find(staff_id)
        if not created and known and (known.since is None or known.since < change.at):
            raise AccountRefusedError("questa persona c'è già: proporre un ruolo, o di riammetterla")
        for role in sorted(change.roles):
            self.accounts.give_role(staff_id, role)
        self.accounts.name(staff_id, change.name, change.address)
        return staff_id

    def _find(self, staff_id: str) -> Person | None:
        return next((each for each in self.staff.people() if each.id == staff_id), None)

    def _give(self, change: PeopleChange) -> None:
        for role in change.roles:
            if change.until is None:
                self.accounts.give_role(change.person, role)
            elif self._has_without_end(change.person, role):
                raise AccountRefusedError("ha già questo ruolo, senza una fine")
            else:
                self.accounts.give_role_until(change.person, role, change.until)

    def _has_without_end(self, staff_id: str, role: Role) -> bool:
        """The pool knows roles that were given before they were written beside the name."""
        found = self._find(staff_id)
        return (found is None or role not in found.until) and self.accounts.has_role(staff_id, role)

    def _leaves_nobody(self, change: PeopleChange) -> bool:
        """Of two administrators who take each other away, what was asked first holds: the one whom an earlier
        change takes away, though it is not carried out yet, stands for nobody. Nor does who is one until a
        moment."""
        takes = change.kind is ChangeKind.DISABLE or Role.ADMINISTRATOR in change.roles
        if change.gives or not takes or not self.accounts.has_role(change.person, Role.ADMINISTRATOR):
            return False
        going = {change.person} | {
            each.person
            for each in self.register.all()
            if not each.gives
            and each.state is ChangeState.ASKED
            and (each.kind is ChangeKind.DISABLE or Role.ADMINISTRATOR in each.roles)
            and (each.at, str(each.id)) < (change.at, str(change.id))
        }
        others = (each for each in self.staff.people() if each.id not in going)
        return not any(map(self._stays_administrator, others))

    def _stays_administrator(self, person: Person) -> bool:
        """By the pool, which also knows roles from before they were written beside the name."""
        if person.left or Role.ADMINISTRATOR in person.until:
            return False
        try:
            return self.accounts.has_role(person.id, Role.ADMINISTRATOR)
        except AccountRefusedError:  # there is no such account any more
            return False

    def _taken_since(self, change: PeopleChange) -> bool:
        """One person took it away after two gave it: that holds, in whatever order the queue brings them."""
        return change.gives and any(
            not each.gives
            and each.person == change.person
            and each.at >= change.at
            and (each.kind is ChangeKind.DISABLE or change.roles & each.roles)
            for each in self.register.all()
        )

    def _take_again(self, change: PeopleChange) -> None:
        if change.kind is ChangeKind.ENABLE:
            self.accounts.disable(change.person, change.person)
        for role in change.roles:
            self.accounts.take_role(change.person, role)

    def _end(self, change: PeopleChange, why: str = "") -> ChangeState:
        now = self.clock()
        state = ChangeState.NOT_DONE if why else ChangeState.DONE
        over = replace(change, state=state, why=why, over_at=now, address="", name="")
        act = Act(
            id=f"{change.id}",
            by=CLOCK,
            name=f"person.{change.kind}.{state}",
            resource=f"person/{change.person or change.id}",
            at=now,
            details=f"asked_by={change.by}",
            standing=BY_ITSELF,
        )
        with suppress(ConflictError):  # another run was faster
            self.register.end(over, act)
        return state


@dataclass(frozen=True, slots=True)
class Swept:
    carried_out: int = 0
    ended: int = 0
    mail_settled: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class SweepPeople:
    """Every five minutes: what the queue lost, roles whose moment has come, and mail that no longer fits."""

    carry_out: CarryOutChange
    find_unsettled_mail: Callable[[], Sequence[str]]
    failed: Callable[[Exception], None]
    """Says so; the others go on."""

    def __call__(self, now: datetime) -> Swept:
        late = [
            each
            for each in self.carry_out.register.all()
            if each.state is ChangeState.ASKED and now - each.at >= PATIENCE
        ]
        carried_out = sum(self._tried(partial(self.carry_out, each.id)) for each in late)
        people = self.carry_out.staff.people()  # after what was late: a role may just have been given again
        over = [(person, role) for person in people for role in person.ended_at(now)]
        ended = sum(self._tried(partial(self._end_role, *each)) for each in over)
        unsettled = self.find_unsettled_mail()
        settled = sum(self._tried(partial(self.carry_out.settle_mail, each)) for each in unsettled)
        failed = len(late) + len(over) + len(unsettled) - carried_out - ended - settled
        return Swept(carried_out, ended, settled, failed)

    def _end_role(self, person: Person, role: Role) -> None:
        """It is denied since its moment; now the pool takes it. Its end is forgotten last: cut off, this is
        done again."""
        accounts = self.carry_out.accounts
        with suppress(AccountRefusedError):  # the account is gone from the pool
            accounts.take_from_pool(person.id, role)
        act = Act(
            id=f"{person.id}-{role}",
            by=CLOCK,
            name="person.role_ended",
            resource=f"person/{person.id}",
            at=self.carry_out.clock(),
            before=role.value,
            standing=BY_ITSELF,
        )
        self.carry_out.register.note(act)
        accounts.deny_role(person.id, role)

    def _tried(self, step: Callable[[], object]) -> bool:
        try:
            step()
        except Exception as error:
            self.failed(error)
            return False
        return True
