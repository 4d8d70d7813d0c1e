"""Who sets a period of silence does it alone, and lengthens it alone; to end it early takes two.

A shorter one is set anew, and the longer one lifted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from urp.acts.acts import retry_if_moved
from urp.acts.model import Act
from urp.acts.second_person import (
    SETTING_LAPSES,
    SETTING_WAITS,
    Proposal,
    Proposed,
    SecondPerson,
    TwoPersonAct,
    confirm_proposal,
    fingerprint,
)
from urp.desk.alarms import SILENCE_LIFT_PROPOSED
from urp.errors import ConflictError, InvalidError, NotFoundError
from urp.notices.silence.model import Lift, PeriodState, SilencePeriod

if TYPE_CHECKING:
    from urp.notices.store.silence_periods import SilencePeriods


LIFT = TwoPersonAct("silence.lift", SILENCE_LIFT_PROPOSED, SETTING_WAITS, SETTING_LAPSES)
LONGEST = timedelta(days=200)
"""From the call to a run-off and what follows it: a longer one is a mistyped year."""
FARTHEST = timedelta(days=731)


class LooseningError(ConflictError):
    code = "second_person_needed"


class PeriodOverError(ConflictError):
    """It silences nothing any more: there is nothing to change."""

    code = "period_over"


@dataclass(frozen=True, slots=True)
class PeriodWords:
    name: str
    decree: str
    first_day: date
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class SilenceOffice:
    periods: SilencePeriods
    second_person: SecondPerson
    zone: ZoneInfo

    def all(self) -> Sequence[SilencePeriod]:
        """The last to close first."""
        return sorted(self.periods.all(), key=lambda each: each.closes_at, reverse=True)

    def get(self, period_id: UUID) -> SilencePeriod:
        """Raises NotFoundError."""
        period = self.periods.find(period_id)
        if period is None:
            raise NotFoundError("Questo periodo non c'è.")
        return period

    def set(self, period_id: UUID, words: PeriodWords, act: Act) -> SilencePeriod:
        """Its first day may be past: what was forgotten holds from now on. Raises InvalidError."""
        self._check(words, act.at)
        period = SilencePeriod(
            period_id, words.name, words.decree, words.first_day, words.closes_at, act.by, act.at
        )
        self.periods.record(period, _told(act, period))
        return replace(period, version=1)

    def change(self, period_id: UUID, words: PeriodWords, act: Act) -> SilencePeriod:
        """Its words, or longer. Raises LooseningError, PeriodOverError, InvalidError."""
        self._check(words, act.at)

        def attempt() -> SilencePeriod:
            before = self._lasting(period_id, act.at)
            after = replace(
                before,
                name=words.name,
                decree=words.decree,
                first_day=words.first_day,
                closes_at=words.closes_at,
                changed_by=act.by,
                changed_at=act.at,
            )
            if not after.covers(before):
                raise LooseningError(
                    "Così sarebbe più breve, e serve una seconda persona: imposta un periodo nuovo con le"
                    " date giuste, poi proponi di togliere questo (`lift/propose`)."
                )
            self.periods.record(after, _told(act, after))
            return replace(after, version=before.version + 1)

        return retry_if_moved(attempt)

    def propose_lift(self, period_id: UUID, reason: str, act: Act) -> Proposed:
        """It silences on until another person confirms."""
        period = self._lasting(period_id, act.at)
        return self.second_person.propose(LIFT, period.id, _content(period), reason, act)

    def lift(self, period_id: UUID, seen: str, act: Act) -> SilencePeriod:
        def attempt() -> SilencePeriod:
            before = self._lasting(period_id, act.at)
            proposal = self.second_person.confirmable(LIFT, before.id, _content(before), seen, act)
            change, confirmed = confirm_proposal(proposal, act)
            after = replace(before, lift=Lift(act.by, act.at, proposal.by))
            self.periods.record(after, confirmed, change)
            return replace(after, version=before.version + 1)

        return retry_if_moved(attempt)

    def cancel_lift(self, period_id: UUID, act: Act) -> Proposal:
        return self.second_person.cancel(LIFT, period_id, act)

    def proposed_lift(self, period_id: UUID, now: datetime) -> Proposal | None:
        """The open one."""
        found = self.second_person.open_at(now)
        return next((each for each in found if (each.act, each.subject) == (LIFT.name, period_id)), None)

    def _lasting(self, period_id: UUID, now: datetime) -> SilencePeriod:
        period = self.get(period_id)
        if period.state_at(now, self.zone) in (PeriodState.OVER, PeriodState.LIFTED):
            raise PeriodOverError("Questo periodo è già finito: se serve, se ne imposta uno nuovo.")
        return period

    def _check(self, words: PeriodWords, now: datetime) -> None:
        today = now.astimezone(self.zone).date()
        last_day = words.closes_at.astimezone(self.zone).date()
        if words.closes_at <= now:
            raise InvalidError("closes_at", "è già passato")
        if last_day < words.first_day:
            raise InvalidError("closes_at", "è prima del primo giorno")
        if last_day - words.first_day > LONGEST:
            raise InvalidError("closes_at", f"è più di {LONGEST.days} giorni dopo il primo")
        if words.first_day - today > FARTHEST:
            raise InvalidError("first_day", "è fra più di due anni")


def _content(period: SilencePeriod) -> str:
    return fingerprint({"period": period.id, "version": period.version})


def _told(act: Act, period: SilencePeriod) -> Act:
    return replace(act, details=f"first_day={period.first_day} closes_at={period.closes_at.isoformat()}")
