"""What left, or was to leave, in a period of electoral silence: for AGCOM and whoever else asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from urp.notices.broadcasts.approval import Approval, Refusal, Submission
from urp.notices.broadcasts.model import Broadcast
from urp.notices.broadcasts.wording import Wording
from urp.notices.silence.model import SilencePeriod

if TYPE_CHECKING:
    from urp.acts.store.staff import StaffNames
    from urp.notices.store.broadcasts import Broadcasts


_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Named:
    id: str
    name: str | None
    """None: an announcement, or somebody whom the audit does not name either."""


@dataclass(frozen=True, slots=True)
class RecordedNotice:
    broadcast: Broadcast
    text: str
    """As citizens read it."""
    submission: Submission | None
    """Of a refused one what was refused."""
    written_by: Named
    submitted_by: Named | None
    approved_by: Named | None
    refused_by: Named | None

    @property
    def people(self) -> int | None:
        """Whom it was frozen for; before that, those of its approval or its submission."""
        approval = self.broadcast.approval
        if self.broadcast.audience is not None:
            return self.broadcast.audience
        extent = (approval and approval.extent) or (self.submission and self.submission.extent)
        return extent.people if extent else None


@dataclass(frozen=True, slots=True)
class SilenceRecord:
    broadcasts: Broadcasts
    names: StaffNames
    wording: Wording
    zone: ZoneInfo

    def of(self, period: SilencePeriod) -> Sequence[RecordedNotice]:
        """Oldest first. Of what was submitted, approved, refused, due, sent or stopped in it, drills left
        out; a notice is shown as it stands now."""
        begins_at, ends_at = period.begins_at(self.zone), period.ends_at
        found = [each for each in self._all() if not each.training and concerns(each, begins_at, ends_at)]
        names = self.names.all()

        def named(step: Submission | Approval | Refusal | None) -> Named | None:
            return None if step is None else Named(step.by, names.get(step.by))

        return [
            RecordedNotice(
                each,
                self.wording.read_by_citizens(each),
                asked,
                Named(each.created_by, names.get(each.created_by)),
                named(asked),
                named(each.approval),
                named(each.refusal),
            )
            for each, asked in ((each, submission_of(each)) for each in reversed(found))
        ]

    def _all(self) -> Iterator[Broadcast]:
        """Newest first: a draft of last year may leave in the period."""
        cursor = None
        while True:
            page = self.broadcasts.page(cursor, _AT_ONCE)
            yield from page.items
            if (cursor := page.cursor) is None:
                return


def submission_of(notice: Broadcast) -> Submission | None:
    refused = notice.refusal.submission if notice.refusal is not None else None
    return notice.submission or refused


def concerns(notice: Broadcast, begins_at: datetime, ends_at: datetime) -> bool:
    """Something of it is in the period, or it was being sent when that began."""
    steps = (submission_of(notice), notice.approval, notice.refusal, notice.hold)
    moments = [notice.due_at, notice.freezing_at, notice.sending_at, notice.closed_at]
    moments += [step.at for step in steps if step is not None]
    if any(begins_at <= moment < ends_at for moment in moments if moment is not None):
        return True
    begun, over = notice.freezing_at, notice.closed_at
    return begun is not None and begun < begins_at and (over is None or over >= ends_at)
