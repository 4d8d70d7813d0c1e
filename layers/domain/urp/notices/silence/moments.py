"""Whether a notice may go out at a moment: asked when it is submitted, approved, resumed and frozen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from urp.errors import ConflictError
from urp.notices.broadcasts.model import Broadcast, Hold, HoldReason
from urp.notices.silence.model import Indispensable, SilencePeriod
from urp.town.opening_hours.words import write_moment
from urp.town.quiet_hours import QuietHours

if TYPE_CHECKING:
    from urp.notices.store.silence_periods import SilencePeriods


class ElectoralSilenceError(ConflictError):
    """In a period only what is impersonal and indispensable goes out, and says so."""

    code = "electoral_silence"


class QuietHoursError(ConflictError):
    """What is not urgent waits for the morning, or says why it does not."""

    code = "quiet_hours"


def silencing(
    in_force: Iterable[SilencePeriod],
    said: Indispensable | None,
    *,
    alone: bool = False,
    break_glass: bool = False,
) -> SilencePeriod | None:
    """The period that keeps a notice back; None: it may go out. `alone`: nobody else approved it.
    A break-glass emergency is never kept back; urgency alone exempts nothing."""
    if break_glass or (said is not None and not alone):
        return None
    return next(iter(in_force), None)


@dataclass(frozen=True, slots=True)
class Moments:
    periods: SilencePeriods
    quiet: QuietHours | None
    zone: ZoneInfo

    def require_free(self, notice: Broadcast, at: datetime) -> SilencePeriod | None:
        """The period in which it goes out all the same. Raises ElectoralSilenceError, QuietHoursError."""
        if notice.training:  # nothing leaves
            return None
        in_force = self._in_force(at)
        if (period := _silencing(in_force, notice)) is not None:
            raise ElectoralSilenceError(self._silenced(period))
        free = self.free_from(notice, at)
        if free > at:
            raise QuietHoursError(
                f"L'avviso non è urgente e partirebbe nelle ore di silenzio, {self.quiet}: il primo momento"
                f" libero è {write_moment(free, self.zone)}. Se deve partire lo stesso, va detto mandandolo"
                " in approvazione (`in_quiet_hours`)."
            )
        return next(iter(in_force), None)

    def silences(self, notice: Broadcast, now: datetime) -> Hold | None:
        """Why nobody is written to, of a notice that is approved already: the period may be younger."""
        period = None if notice.training else _silencing(self._in_force(now), notice)
        if period is None:
            return None
        return Hold(HoldReason.ELECTORAL_SILENCE, now, f"Fermato. {self._silenced(period)}")

    def free_from(self, notice: Broadcast, at: datetime) -> datetime:
        """The moment itself, or the end of the quiet hours."""
        said = notice.submission is not None and notice.submission.in_quiet_hours
        exempt = notice.emergency or notice.training or said
        return at if self.quiet is None or exempt else self.quiet.free_from(at)

    def _in_force(self, at: datetime) -> list[SilencePeriod]:
        return [each for each in self.periods.all() if each.in_force(at, self.zone)]

    def _silenced(self, period: SilencePeriod) -> str:
        return (
            f"«{period.name}» ({period.decree}): fino alla chiusura delle votazioni,"
            f" {write_moment(period.closes_at, self.zone)}, l'art. 9 della legge 28/2000 ferma la"
            " comunicazione delle amministrazioni pubbliche. L'avviso parte solo se chi lo manda in"
            " approvazione dichiara che è impersonale e scrive perché è indispensabile"
            " (`indispensable`), e un'altra persona lo approva."
        )


def _silencing(in_force: Iterable[SilencePeriod], notice: Broadcast) -> SilencePeriod | None:
    said = None if notice.submission is None else notice.submission.indispensable
    alone = notice.approval is not None and notice.approval.alone
    return silencing(in_force, said, alone=alone, break_glass=notice.break_glass is not None)
