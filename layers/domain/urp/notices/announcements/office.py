"""What the office does with recurring announcements. Every act is audited in its change's transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.acts import retry_if_moved
from urp.acts.model import Act
from urp.acts.page import Page
from urp.acts.second_person import SamePersonError
from urp.errors import ConflictError, InvalidError, NotFoundError
from urp.notices.announcements.agenda import Agenda, agenda
from urp.notices.announcements.approval import Coverage, seal_announcement
from urp.notices.announcements.days import HORIZON, PlannedDays
from urp.notices.announcements.due import seen_to, upcoming
from urp.notices.announcements.model import (
    Announcement,
    AnnouncementApproval,
    AnnouncementDraft,
    AnnouncementStatus,
)
from urp.notices.announcements.views import AnnouncementView, DueNowError
from urp.notices.announcements.words import schedule_in_words, warning_in_words
from urp.notices.broadcasts.approval import ChangedMeanwhileError, ChangedSinceReadError
from urp.notices.broadcasts.dispatch import LOOK_AHEAD
from urp.notices.broadcasts.model import ACTIVE, Broadcast, BroadcastStatus
from urp.notices.broadcasts.seal import Seals
from urp.notices.broadcasts.wording import Wording
from urp.notices.channel.edition import channel_edition
from urp.town.municipality import ApprovalLimits
from urp.town.opening_hours import Exceptions
from urp.town.quiet_hours import QuietHours

if TYPE_CHECKING:
    from urp.notices.store.announcements import Announcements
    from urp.town.store.calendar_exceptions import CalendarExceptions


FARTHEST_START = timedelta(days=366)
_SOON = LOOK_AHEAD + timedelta(minutes=2)
_A = AnnouncementStatus


@dataclass(frozen=True, slots=True)
class AnnouncementOffice:
    announcements: Announcements
    closings: CalendarExceptions
    announce: Callable[[UUID], None]
    """Look at it now. What gets lost the minute finds."""
    tell_approvers: Callable[[], None]
    """That one waits for them. Never fails."""
    broadcast: Callable[[UUID], Broadcast | None]
    days: PlannedDays
    wording: Wording
    limits: ApprovalLimits
    quiet: QuietHours | None = None

    def preview(self, draft: AnnouncementDraft, now: datetime) -> tuple[str, Agenda]:
        """When it would go out, in words and day by day. Raises InvalidError naming the field."""
        written = self._written(draft, now)
        return self._sentence(written, now), self._agenda(written)

    def create(self, announcement_id: UUID, draft: AnnouncementDraft, act: Act) -> AnnouncementView:
        """Active at once; what it becomes waits for an approver. Raises InvalidError; AlreadyActedError when
        the act's key was used."""
        written = self._written(draft, act.at)
        new = replace(written, id=announcement_id, created_by=act.by)
        stored = self.announcements.create(self._with_look(new), act)
        self.tell_approvers()
        return self._nudged(stored, act.at)

    def get(self, announcement_id: UUID, now: datetime) -> AnnouncementView:
        """Raises NotFoundError."""
        return self._view(self._load(announcement_id), now)

    def page(self, cursor: str | None, limit: int) -> Page[Announcement]:
        """Newest first."""
        return self.announcements.page(cursor, limit)

    def change(
        self, announcement_id: UUID, draft: AnnouncementDraft, edition: int, act: Act
    ) -> AnnouncementView:
        """All of it anew, if `edition` is still what is stored. What was due before is over; a paused one
        stays paused. Its approval is gone. Raises InvalidError, ChangedMeanwhileError, DueNowError."""

        def attempt() -> Announcement:
            before = self._load(announcement_id)
            if before.edition != edition:
                raise ChangedMeanwhileError("Nel frattempo qualcun altro l'ha cambiato: rileggilo e riprova.")
            if before.look_at is not None and before.look_at <= act.at:
                raise DueNowError(
                    "Un invio parte adesso: riprova fra un minuto, o metti in pausa l'annuncio."
                )
            written = self._written(draft, act.at, before)
            after = replace(
                before,
                draft=written.draft,
                channel_text=written.channel_text,
                authors=before.authors | {act.by},
                approval=None,
            )
            status = before.status if before.status is _A.PAUSED else _A.ACTIVE
            return self._store(before, replace(after, status=status, counts_from=act.at), act)

        changed = retry_if_moved(attempt)
        self.tell_approvers()
        return self._nudged(changed, act.at)

    def approve(self, announcement_id: UUID, seen: str, until: date | None, act: Act) -> AnnouncementView:
        """Its occurrences up to a day; None: as long as the profile lets it. Raises SamePersonError,
        ChangedSinceReadError, InvalidError("until")."""
        today = act.at.astimezone(self.days.zone).date()
        longest = today + timedelta(days=self.limits.announcement_days)
        if until is not None and not today <= until <= longest:
            problem = f"sta fra oggi e {self.limits.announcement_days} giorni da oggi"
            raise InvalidError("until", problem)

        def attempt() -> Announcement:
            before = self._load(announcement_id)
            if before.status not in (_A.ACTIVE, _A.PAUSED):
                raise ConflictError(f"Non è possibile in questo stato: «{before.status.value}».")
            if act.by in before.written_by:
                raise SamePersonError("Approva una persona diversa da chi ha scritto o cambiato l'annuncio.")
            self.wording.require_finished(before.draft.broadcast(act.at))
            seal = seal_announcement(before, self._seals)
            if seen != seal:
                raise ChangedSinceReadError("L'annuncio è cambiato dopo che l'hai letto: leggilo di nuovo.")
            approval = AnnouncementApproval(act.by, act.at, seal, until or longest)
            told = replace(act, details=f"until={approval.until} seal={seal[:16]}")
            return self.announcements.store(before, replace(before, approval=approval), told)

        return self._view(retry_if_moved(attempt), act.at)

    def pause(self, announcement_id: UUID, act: Act) -> AnnouncementView:
        """From now on nothing becomes a broadcast; what falls in the pause is nobody's. Pausing it again
        changes nothing."""
        return self._turn(announcement_id, act, _A.PAUSED, (_A.ACTIVE,))

    def resume(self, announcement_id: UUID, act: Act) -> AnnouncementView:
        """With the next day that the rule names."""
        return self._turn(announcement_id, act, _A.ACTIVE, (_A.PAUSED,))

    def delete(self, announcement_id: UUID, act: Act) -> AnnouncementView:
        """For good. Raises NotFoundError, also the second time."""
        return self._turn(announcement_id, act, _A.DELETED, (_A.ACTIVE, _A.PAUSED, _A.ENDED))

    def _turn(
        self,
        announcement_id: UUID,
        act: Act,
        status: AnnouncementStatus,
        allowed: tuple[AnnouncementStatus, ...],
    ) -> AnnouncementView:
        def attempt() -> Announcement:
            before = self._load(announcement_id)
            if before.status is status:
                return before
            if before.status not in allowed:
                raise ConflictError(f"Non è possibile in questo stato: «{before.status.value}».")
            return self._store(before, replace(before, status=status, counts_from=act.at), act)

        return self._nudged(retry_if_moved(attempt), act.at)

    def _store(self, before: Announcement, after: Announcement, act: Act) -> Announcement:
        anew = self._with_look(replace(after, edition=before.edition + 1))
        return self.announcements.store(before, anew, act)

    def _with_look(self, after: Announcement) -> Announcement:
        if after.status is not _A.ACTIVE:
            return replace(after, look_at=None)
        first = next(upcoming(after, self.days, self._exceptions(after)), None)
        if first is None:
            return replace(after, look_at=None, status=_A.ENDED)
        return replace(after, look_at=first.comes_at)

    def _written(
        self, draft: AnnouncementDraft, now: datetime, before: Announcement | None = None
    ) -> Announcement:
        """As it would be stored, without an id. Raises InvalidError."""
        clean, template = self.wording.checked(draft.broadcast(now), now)
        self.wording.rule(clean, draft.topics)
        today, schedule = now.astimezone(self.days.zone).date(), draft.schedule
        if self.quiet is not None and not draft.in_quiet_hours and self.quiet.hold_at(schedule.time):
            raise InvalidError("time", f"cade nelle ore di silenzio, {self.quiet}: vedi `in_quiet_hours`")
        kept = before is not None and schedule.start == before.draft.schedule.start
        if not kept and not today <= schedule.start <= today + FARTHEST_START:
            raise InvalidError("start", f"sta fra oggi e {FARTHEST_START.days} giorni da oggi")
        written = Announcement(
            id=UUID(int=0) if before is None else before.id,
            draft=replace(draft, title=clean.title, parameters=clean.parameters),
            channel_text=channel_edition(template, clean.parameters, clean.link),
            status=_A.ACTIVE,
            created_at=now,
            created_by="",
            counts_from=now,
            handled=None if before is None else before.handled,
        )
        if not self._agenda(written, 1).outings:
            raise InvalidError("rule", f"non ha giorni di invio nei prossimi {HORIZON.days // 365} anni")
        return written

    def _agenda(self, announcement: Announcement, most: int | None = None) -> Agenda:
        if announcement.status not in (_A.ACTIVE, _A.ENDED):
            return Agenda((), ())
        planned = upcoming(announcement, self.days, self._exceptions(announcement))
        return agenda(planned) if most is None else agenda(planned, most)

    def _exceptions(self, announcement: Announcement) -> Exceptions:
        schedule, after = announcement.draft.schedule, seen_to(announcement, self.days.zone)
        matter = self.days.exceptions_matter(schedule, after)
        return {} if matter is None else self.closings.read_between(*matter)

    def _nudged(self, announcement: Announcement, now: datetime) -> AnnouncementView:
        """It may be due before the minute comes round."""
        if announcement.look_at is not None and announcement.look_at <= now + _SOON:
            self.announce(announcement.id)
        return self._view(announcement, now)

    def _view(self, announcement: Announcement, now: datetime) -> AnnouncementView:
        last = None if announcement.last is None else self.broadcast(announcement.last.broadcast_id)
        waiting = (*ACTIVE, BroadcastStatus.SUBMITTED, BroadcastStatus.SCHEDULED, BroadcastStatus.STALE)
        under_way = last if last is not None and last.status in waiting else None
        return AnnouncementView(
            announcement,
            self._sentence(announcement, now),
            self.wording.text(announcement.draft.broadcast(now)),
            self._agenda(announcement),
            under_way,
            seal_announcement(announcement, self._seals),
            self._covered_until(announcement, now),
            None if under_way is None else warning_in_words(announcement, under_way, self.days.zone),
        )

    @property
    def _seals(self) -> Seals:
        return Seals(self.wording.templates)

    def _covered_until(self, announcement: Announcement, now: datetime) -> date | None:
        covered = Coverage(self._seals, self.limits, self.days.zone).covers(announcement, now)
        return announcement.approval.until if announcement.approval is not None and covered else None

    def _sentence(self, announcement: Announcement, now: datetime) -> str:
        today = now.astimezone(self.days.zone).date()
        return schedule_in_words(announcement.draft.schedule, self.days.zone, today)

    def _load(self, announcement_id: UUID) -> Announcement:
        announcement = self.announcements.load(announcement_id)
        if announcement is None or announcement.status is _A.DELETED:
            raise NotFoundError("Questo annuncio non c'è.")
        return announcement
