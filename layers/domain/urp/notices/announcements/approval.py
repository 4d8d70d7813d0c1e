"""A recurring announcement is approved for a time: what it says, to whom and by which rule."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from urp.notices.announcements.model import Announcement
from urp.notices.broadcasts.approval import Approval, Submission
from urp.notices.broadcasts.model import Broadcast, BroadcastStatus
from urp.notices.broadcasts.seal import Seals, lapses_at
from urp.notices.silence.model import to_seal
from urp.town.municipality import ApprovalLimits


def seal_announcement(announcement: Announcement, seals: Seals) -> str:
    draft, schedule = announcement.draft, announcement.draft.schedule
    days = {
        "rule": str(schedule.rule),
        "start": schedule.start.isoformat(),
        "time": f"{schedule.time:%H:%M}",
        "holidays": schedule.holidays,
        "useful_for": None if draft.useful_for is None else draft.useful_for.total_seconds(),
    }
    words = replace(draft.broadcast(announcement.created_at), expires_at=None)
    said = to_seal(draft.indispensable, in_quiet_hours=draft.in_quiet_hours)
    return seals.of_words(words, draft.audience_rule, days, said)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which occurrences go out without anybody being asked again."""

    seals: Seals
    limits: ApprovalLimits
    zone: ZoneInfo

    def covers(self, announcement: Announcement, at: datetime) -> bool:
        approval = announcement.approval
        if approval is None or at.astimezone(self.zone).date() > approval.until:
            return False
        return approval.seal == seal_announcement(announcement, self.seals)

    def enter(self, announcement: Announcement, occurrence: Broadcast, at: datetime) -> Broadcast:
        """Due at that moment as it was approved, or waiting for an approval of its own."""
        draft = announcement.draft
        submission = Submission(
            announcement.author,
            occurrence.created_at,
            at,
            indispensable=draft.indispensable,
            in_quiet_hours=draft.in_quiet_hours,
        )
        asked = replace(occurrence, due_at=at, authors=announcement.written_by, submission=submission)
        approval = announcement.approval
        if approval is None or not self.covers(announcement, at):
            return replace(asked, status=BroadcastStatus.SUBMITTED)
        seal, lapses = self.seals.of(asked), lapses_at(at, self.limits)
        given = Approval(approval.by, approval.at, seal, lapses)
        return replace(asked, status=BroadcastStatus.SCHEDULED, approval=given)
