"""What one person proposes and another confirms: not before its earliest moment, not after it has lapsed.

The use case stores the confirmation in the first transaction of the act itself, under the condition
that the proposal is still as it was read: of two who confirm, or of one who confirms and one who cancels, one
wins, and nothing is done without its confirmation.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

from urp.acts.acts import retry_if_moved
from urp.acts.model import BY_ITSELF, CLOCK, Act
from urp.errors import ConflictError, ForbiddenError, NotFoundError
from urp.retention.purge import PurgedPage

if TYPE_CHECKING:
    from urp.acts.alerts import Alerts
    from urp.acts.store.proposals import ProposalRegister


DESTROYING_WAITS = timedelta(hours=72)
"""From a Friday afternoon to a Monday: the office has worked at least once before anything is gone."""
DESTROYING_LAPSES = timedelta(days=14)
"""A colleague is back from leave; half of the month of art. 12(3) GDPR is left to propose again."""

SETTING_WAITS = timedelta()
SETTING_LAPSES = timedelta(hours=72)
"""What destroys nothing waits for nobody, and is confirmed while whoever asked still knows why."""

_NAMED = uuid5(NAMESPACE_URL, "urn:urp:two-people")


@dataclass(frozen=True, slots=True)
class TwoPersonAct:
    name: str
    """Such as `evidence.release`. The audit adds `.propose`, `.confirm`, `.cancel` or `.lapse`."""
    alert: str
    """The class that an alert names."""
    waits: timedelta
    """After the proposal, before anybody may confirm it."""
    lapses: timedelta
    """After the proposal."""

    def subject_of(self, name: str) -> UUID:
        """Of a thing that has a name and no id, such as a setting."""
        return uuid5(_NAMED, f"{self.name} {name}")


class ProposalState(StrEnum):
    OPEN = "open"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One for each act and thing; a later one replaces one that is over. `version` 0: not stored."""

    act: str
    subject: UUID
    """The thing it is done to."""
    resource: str
    """The same thing, as the audit names it."""
    content: str
    """Digest of the thing as it was when this was proposed."""
    seen: str
    """Digest of the whole proposal: who confirms names the one they have read."""
    reason: str
    """Kept as long as it is open: it may be about a citizen."""
    by: str
    at: datetime
    earliest: datetime
    lapses_at: datetime
    state: ProposalState = ProposalState.OPEN
    """As stored; `state_at` knows the time too."""
    decided_by: str | None = None
    decided_at: datetime | None = None
    version: int = 0
    value: str = ""
    """What the thing is to become, where confirming is enough to do it; kept as long as it is open."""
    words: str = ""
    """What will happen, in Italian; as long."""

    def state_at(self, now: datetime) -> ProposalState:
        over = self.state is ProposalState.OPEN and now >= self.lapses_at
        return ProposalState.LAPSED if over else self.state


@dataclass(frozen=True, slots=True)
class ProposalChange:
    """One step, stored only if the proposal is still as it was read."""

    before: Proposal | None
    after: Proposal


@dataclass(frozen=True, slots=True)
class Proposed:
    proposal: Proposal
    alerted: bool
    """Whether anybody was told that it waits."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """What two people want: store all three together."""

    proposal: Proposal
    """As it was read, with its value and reason."""
    change: ProposalChange
    act: Act


class AlreadyProposedError(ConflictError):
    code = "already_proposed"


class NotProposedError(NotFoundError):
    code = "not_proposed"


class SamePersonError(ForbiddenError):
    """Two people decide, whatever roles one of them has."""

    code = "same_person"


class TooEarlyError(ConflictError):
    code = "too_early"


class ProposalLapsedError(ConflictError):
    code = "proposal_lapsed"


class ProposalCancelledError(ConflictError):
    code = "proposal_cancelled"


class AlreadyConfirmedError(ConflictError):
    code = "already_confirmed"


class ChangedSinceProposedError(ConflictError):
    """The thing, or the proposal, is not what the second person has read."""

    code = "changed_since_proposed"


@dataclass(frozen=True, slots=True)
class _Wanted:
    content: str
    reason: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class SecondPerson:
    register: ProposalRegister
    alerts: Alerts
    zone: ZoneInfo

    def propose(
        self,
        what: TwoPersonAct,
        subject: UUID,
        content: str,
        reason: str,
        act: Act,
        *,
        value: str = "",
        words: str = "",
    ) -> Proposed:
        """Nothing happens yet. With the same words it is the same proposal, and somebody is told again."""
        wanted = _Wanted(content, reason, value, words)
        proposal = retry_if_moved(lambda: self._propose(what, subject, wanted, act))
        return Proposed(proposal, self.alerts.alert(subject, what.alert))

    def confirmable(self, what: TwoPersonAct, subject: UUID, content: str, seen: str, act: Act) -> Proposal:
        """The proposal, if this act may confirm it: then store what `confirm_proposal` returns. `content`: of
        the thing now."""
        proposal = self._open(what, subject, act)
        if act.by == proposal.by:
            raise SamePersonError("Conferma una persona diversa da chi ha proposto.")
        if act.at < proposal.earliest:
            raise TooEarlyError(f"Si può confermare dal {self._on_the_wall(proposal.earliest)}.")
        if seen != proposal.seen:
            raise ChangedSinceProposedError("La proposta non è quella che hai letto: leggila di nuovo.")
        if content != proposal.content:
            raise ChangedSinceProposedError(
                "Dopo la proposta qualcosa è cambiato: annullala e, se serve ancora, proponi di nuovo."
            )
        return proposal

    def agree(
        self, what: TwoPersonAct, subject: UUID, content: Callable[[Proposal], str], seen: str, act: Act
    ) -> Agreed:
        """`confirmable` and its confirmation, of what the proposal alone says how to do. `content`: of the
        thing now, and of what is proposed."""
        read = self._open(what, subject, act)
        proposal = self.confirmable(what, subject, content(read), seen, act)
        return Agreed(proposal, *confirm_proposal(proposal, replace(act, resource=proposal.resource)))

    def cancel(self, what: TwoPersonAct, subject: UUID, act: Act) -> Proposal:
        return retry_if_moved(lambda: self._cancel(what, subject, act))

    def open_at(self, now: datetime) -> tuple[Proposal, ...]:
        return tuple(proposal for proposal in self.register.stored_open() if now < proposal.lapses_at)

    def _propose(self, what: TwoPersonAct, subject: UUID, wanted: _Wanted, act: Act) -> Proposal:
        before = self.register.find(what.name, subject)
        if before is not None and before.state is ProposalState.OPEN:
            if act.at < before.lapses_at:
                return _the_same(before, wanted, act)
            before = lapse(self.register, before, act.at)
        earliest, lapses_at = act.at + what.waits, act.at + what.lapses
        after = Proposal(
            act=what.name,
            subject=subject,
            resource=act.resource,
            content=wanted.content,
            seen=_seen(before, what, subject, wanted, act),
            reason=wanted.reason,
            by=act.by,
            at=act.at,
            earliest=earliest,
            lapses_at=lapses_at,
            value=wanted.value,
            words=wanted.words,
        )
        details = f"earliest={earliest.isoformat()} lapses={lapses_at.isoformat()}"
        self.register.record(
            ProposalChange(before, after), replace(act, name=f"{what.name}.propose", details=details)
        )
        return after

    def _cancel(self, what: TwoPersonAct, subject: UUID, act: Act) -> Proposal:
        before = self._open(what, subject, act)
        after = _decided(before, ProposalState.CANCELLED, act)
        self.register.record(ProposalChange(before, after), _audited(before, "cancel", act))
        return after

    def _open(self, what: TwoPersonAct, subject: UUID, act: Act) -> Proposal:
        proposal = self.register.find(what.name, subject)
        if proposal is None:
            raise NotProposedError("Non c'è nessuna proposta.")
        match proposal.state_at(act.at):
            case ProposalState.CONFIRMED:
                raise AlreadyConfirmedError(f"Confermata il {self._on_the_wall(proposal.decided_at)}.")
            case ProposalState.CANCELLED:
                raise ProposalCancelledError(f"Annullata il {self._on_the_wall(proposal.decided_at)}.")
            case ProposalState.LAPSED:
                raise ProposalLapsedError(
                    f"Scaduta il {self._on_the_wall(proposal.lapses_at)}: proponi di nuovo."
                )
            case ProposalState.OPEN:
                return proposal

    def _on_the_wall(self, moment: datetime | None) -> str:
        return f"{moment.astimezone(self.zone):%d/%m/%Y alle %H:%M}" if moment else "–"


def fingerprint(fields: Mapping[str, object]) -> str:
    """Digest of plain fields; ids, days and moments as they are written."""
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def confirm_proposal(proposal: Proposal, act: Act) -> tuple[ProposalChange, Act]:
    """The confirmation, and the act under which the audit has it."""
    after = _decided(proposal, ProposalState.CONFIRMED, act)
    return ProposalChange(proposal, after), _audited(proposal, "confirm", act)


def lapse(register: ProposalRegister, proposal: Proposal, now: datetime) -> Proposal:
    """Its time was over before; this only writes it down. As it is stored then."""
    act = Act(
        id=f"{proposal.act}-{proposal.subject}",
        by=CLOCK,
        name=proposal.act,
        resource=proposal.resource,
        at=now,
        standing=BY_ITSELF,
    )
    after = _decided(proposal, ProposalState.LAPSED, act)
    register.record(ProposalChange(proposal, after), _audited(proposal, "lapse", act))
    return replace(after, version=proposal.version + 1)


def _decided(proposal: Proposal, state: ProposalState, act: Act) -> Proposal:
    return replace(proposal, state=state, reason="", value="", words="", decided_by=act.by, decided_at=act.at)


def _audited(proposal: Proposal, step: str, act: Act) -> Act:
    return replace(act, name=f"{proposal.act}.{step}", details=f"proposed_by={proposal.by}")


def _seen(before: Proposal | None, what: TwoPersonAct, subject: UUID, wanted: _Wanted, act: Act) -> str:
    return fingerprint(
        {
            "after": before.version if before else 0,
            "act": what.name,
            "subject": subject,
            "content": wanted.content,
            "reason": wanted.reason,
            "by": act.by,
            "at": act.at,
        }
    )


def _the_same(before: Proposal, wanted: _Wanted, act: Act) -> Proposal:
    if (before.by, before.content, before.reason) != (act.by, wanted.content, wanted.reason):
        raise AlreadyProposedError("C'è già una proposta aperta: si conferma o si annulla quella.")
    return before


@dataclass(frozen=True, slots=True)
class LapseProposals:
    register: ProposalRegister

    def delete_page(self, cursor: str | None, now: datetime) -> PurgedPage:
        """A source of the nightly run that deletes nothing: what has lapsed keeps its days."""
        for proposal in self.register.stored_open():
            if now >= proposal.lapses_at:
                with suppress(ConflictError):  # somebody proposed it again meanwhile, which noted it too
                    lapse(self.register, proposal, now)
        return PurgedPage({}, None)
