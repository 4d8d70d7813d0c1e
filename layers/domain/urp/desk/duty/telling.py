"""An alert is stored, then told, then marked as told: what a killed process left untold, the watch tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from urp.desk.duty.ladder import next_steps, stays_unheard
from urp.desk.duty.model import Alert, ClimbTimes, Step, make_code
from urp.errors import ConflictError, UnavailableError

if TYPE_CHECKING:
    from urp.desk.store.alerts import AlertRegister


class TellStep(Protocol):
    """By mail and text message, to whom the step is for."""

    def __call__(self, alert: Alert, step: Step, now: datetime) -> bool:
        """False when nothing left; never fails."""
        ...


@dataclass(frozen=True, slots=True)
class StoredAlerts:
    """What raises alerts. Never fails: the citizen must read 112 in any case."""

    register: AlertRegister
    tell: TellStep
    mail: Callable[[str], None]
    """To those who asked for mail of the class; never fails."""
    clock: Callable[[], datetime]
    not_stored: Callable[[str, str], None]
    """Told the class and why: it was told all the same, but will not climb."""

    def alert(self, subject: UUID, kind: str, further: int = 0) -> bool:
        now = self.clock()
        alert, stored = self._store(subject, kind, further, now)
        left = self.tell(alert, Step.PERSON, now)
        self.mail(kind)
        if stored:
            self._mark(alert, now, left=left)
        return left

    def _store(self, subject: UUID, kind: str, further: int, now: datetime) -> tuple[Alert, bool]:
        try:
            return self.register.raise_alert(subject, kind, further, now), True
        except (UnavailableError, ConflictError) as error:
            self.not_stored(kind, type(error).__name__)
            return Alert(make_code(subject, kind), kind, subject, now, further=further), False

    def _mark(self, alert: Alert, now: datetime, *, left: bool) -> None:
        try:
            self.register.mark_told(alert, Step.PERSON, now, left=left)
        except (UnavailableError, ConflictError) as error:  # told once more within two minutes
            self.not_stored(alert.kind, type(error).__name__)


@dataclass(frozen=True, slots=True)
class Climbed:
    told: tuple[tuple[Alert, Step], ...]
    failed: int
    """Steps of which nothing left."""
    unheard: int
    """Alerts that nobody acknowledged by the time at which every administrator is told."""


@dataclass(frozen=True, slots=True)
class Climb:
    """Each minute: tells what is untold, and whom an alert has climbed to."""

    register: AlertRegister
    tell: TellStep
    mail: Callable[[str], None]
    times: ClimbTimes

    def __call__(self, now: datetime) -> Climbed:
        """Of one alert whose marks cannot be kept the others hear nothing: the first such error is raised
        after all of them."""
        told: list[tuple[Alert, Step]] = []
        failed, errors = 0, list[UnavailableError]()
        alerts = self.register.find_open()
        for alert in alerts:
            steps = next_steps(alert, now, self.times)
            try:
                marked = self.register.mark_step(alert, steps[-1], now) if steps else None
                if marked is None:
                    continue
                for step in steps:
                    left = self.tell(marked, step, now)
                    if step is Step.PERSON and marked.tried_at is None:
                        self.mail(marked.kind)
                    self.register.mark_told(marked, step, now, left=left)
                    told += [(marked, step)] if left else []
                    failed += not left
            except UnavailableError as error:
                errors.append(error)
        if errors:
            raise errors[0]
        unheard = sum(stays_unheard(alert, now, self.times) for alert in alerts)
        return Climbed(tuple(told), failed, unheard)
