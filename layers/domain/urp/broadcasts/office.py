"""What the office does with broadcasts. Every act is audited in the very transaction of its change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from urp.account.model import AccountNote
from urp.account.rules import AccountNotes, told
from urp.broadcasts.channel_post import ChannelPost, Posted
from urp.broadcasts.correction import CorrectedWords, correction_of
from urp.broadcasts.follow_ups import derived_id, require_sendable
from urp.broadcasts.freezing_ports import Audience
from urp.broadcasts.lifecycle import paused, resumed, scheduled, stopped
from urp.broadcasts.model import Broadcast, BroadcastDraft, BroadcastStatus
from urp.broadcasts.office_views import BroadcastView, Preview
from urp.broadcasts.pacing import seconds_for
from urp.broadcasts.ports import AccountChecks, Broadcasts, ChannelPosts, Queues, Statements
from urp.broadcasts.rate_ports import NumberRate
from urp.broadcasts.rerun import rerun_of
from urp.broadcasts.resend import resend_of
from urp.broadcasts.sending_ports import Health, Jobs, Rows
from urp.broadcasts.statement import DeliveryFigures, tally
from urp.channel.edition import channel_edition
from urp.errors import ConflictError, InvalidError, NotFoundError
from urp.staff.acts import naming
from urp.staff.model import Act
from urp.staff.page import Page
from urp.templates.model import MessageTemplate
from urp.templates.parameters import check_parameters
from urp.templates.rendering import render

FARTHEST = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class BroadcastOffice:
    broadcasts: Broadcasts
    statements: Statements
    posts: ChannelPosts
    audience: Audience
    rows: Rows
    jobs: Jobs
    health: Health
    rate: NumberRate
    queues: Queues
    account: AccountChecks
    notes: AccountNotes
    templates: Mapping[str, MessageTemplate]

    def preview(self, draft: BroadcastDraft, now: datetime) -> Preview:
        """Raises InvalidError naming the field that is wrong."""
        clean, template = self._checked(draft, now)
        audience = self.audience.count(now)
        forbidden = self.account.forbids(draft.template, now)
        return Preview(
            audience=audience,
            text=render(template, clean.parameters),
            category=template.category.value,
            channel_text=channel_edition(template, clean.parameters, clean.link),
            seconds=seconds_for(audience, self.rate.look(now).per_second),
            problems=() if forbidden is None else (forbidden,),
        )

    def create(self, broadcast_id: UUID, draft: BroadcastDraft, act: Act) -> Broadcast:
        """A draft. Raises InvalidError; AlreadyActedError when the act's key was used."""
        clean, template = self._checked(draft, act.at)
        broadcast = Broadcast(broadcast_id, clean, BroadcastStatus.DRAFT, act.at, act.by, version=1)
        text = channel_edition(template, clean.parameters, clean.link)
        self.broadcasts.create(broadcast, ChannelPost(broadcast_id, clean.title, text), act)
        return broadcast

    def resend_unclear(self, broadcast_id: UUID, act: Act) -> Broadcast:
        """A draft for exactly those of a closed broadcast who are still unclear; somebody may get it twice,
        which is for the person who sends it to decide. Raises ConflictError; at most one for each."""
        closed, statement = self._load(broadcast_id), self.statements.statement(broadcast_id)
        new_id = derived_id(broadcast_id, "resend", self.broadcasts.load)
        return self._follow(resend_of(closed, statement, new_id, act.by, act.at), act)

    def correct(self, broadcast_id: UUID, words: CorrectedWords, act: Act) -> Broadcast:
        """A draft for exactly those whom a broadcast has, or may have, reached; one for each. Raises
        InvalidError, ConflictError."""
        wrong, statement = self._load(broadcast_id), self.statements.statement(broadcast_id)
        new_id = derived_id(broadcast_id, "correction", self.broadcasts.load)
        return self._follow(correction_of(wrong, statement, words, new_id, act.by, act.at), act)

    def rerun(self, broadcast_id: UUID, act: Act) -> Broadcast:
        """A draft of the same words for those subscribed whom neither it nor its re-runs have reached. Raises
        ConflictError."""
        return self._follow(rerun_of(self._load(broadcast_id), self.broadcasts.load, act.by, act.at), act)

    def get(self, broadcast_id: UUID, now: datetime) -> BroadcastView:
        """Raises NotFoundError."""
        broadcast = self._load(broadcast_id)
        return BroadcastView(
            broadcast=broadcast,
            text=self._text(broadcast.draft),
            post=self.posts.load(broadcast_id),
            statement=self.statements.statement(broadcast_id),
            delivery=self._figures(broadcast, now),
        )

    def page(self, cursor: str | None, limit: int) -> Page[Broadcast]:
        """Newest first."""
        return self.broadcasts.page(cursor, limit)

    def schedule(self, broadcast_id: UUID, at: datetime, act: Act) -> Broadcast:
        """A draft, a scheduled or a stale one. Raises InvalidError("at"), ConflictError."""
        if not act.at < at <= act.at + FARTHEST:
            raise InvalidError("at", "must lie in the future, at most a year ahead")
        after = self._change(broadcast_id, act, lambda before: self._due(before, at, act.at))
        self.queues.dispatch(broadcast_id)  # it may be due before the minute comes round
        return after

    def send_now(self, broadcast_id: UUID, act: Act) -> Broadcast:
        """Due this very moment: nothing waits for the minute, and an emergency silences others at once."""
        after = self._change(broadcast_id, act, lambda before: self._due(before, act.at, act.at))
        if after.emergency:
            self.rate.emergency_begins(broadcast_id)
        self.queues.dispatch(broadcast_id)
        return after

    def stop(self, broadcast_id: UUID, act: Act) -> Broadcast:
        """For good: not frozen yet, it is cancelled; else whoever was not reached ends as stopped."""
        after = self._change(broadcast_id, act, stopped)
        self.queues.dispatch(broadcast_id)
        return after

    def pause(self, broadcast_id: UUID, act: Act) -> Broadcast:
        return self._change(broadcast_id, act, paused)

    def resume(self, broadcast_id: UUID, act: Act) -> Broadcast:
        """Also out of a hold, whose reason the person has seen; refused while Meta still forbids it."""
        before = self._load(broadcast_id)
        self._refuse_if_forbidden(before.draft, act.at)
        self.health.forget(broadcast_id)
        self.jobs.revive(broadcast_id)
        after = self._change(broadcast_id, act, lambda held: resumed(held, act.at))
        if after.emergency:
            self.rate.emergency_begins(broadcast_id)
        self.queues.dispatch(broadcast_id)
        return after

    def account_notes(self) -> tuple[AccountNote, ...]:
        """What Meta last said, newest first; the wishes of single people are told as a number."""
        return told(self.notes.all())

    def channel_waiting(self, cursor: str | None, limit: int) -> Page[ChannelPost]:
        """Editions to post, longest waiting first."""
        return self.posts.waiting(cursor, limit)

    def mark_posted(self, broadcast_id: UUID, link: str | None, act: Act) -> ChannelPost:
        post = self.posts.load(broadcast_id)
        if post is None:
            raise NotFoundError("no such broadcast")
        if post.posted is not None:
            raise ConflictError("already marked as posted")
        if link is not None and not link.startswith("https://"):
            raise InvalidError("link", "must begin with https://")
        done = replace(post, posted=Posted(act.by, act.at, link))
        self.posts.mark_posted(done, act)
        return done

    def _checked(self, draft: BroadcastDraft, now: datetime) -> tuple[BroadcastDraft, MessageTemplate]:
        template = self.templates.get(draft.template)
        if template is None or not template.kind.is_notice:
            raise InvalidError("template", "is not a notice of this municipality")
        if not draft.title.strip():
            raise InvalidError("title", "empty")
        if draft.expires_at is not None and draft.expires_at <= now:
            raise InvalidError("expires_at", "is already past")
        clean = check_parameters(template, draft.parameters)
        channel_edition(template, clean, draft.link)
        return replace(draft, parameters=clean), template

    def _text(self, draft: BroadcastDraft) -> str:
        """The profile may have changed since the notice was written."""
        template = self.templates.get(draft.template)
        if template is None or {each.name for each in template.parameters} != draft.parameters.keys():
            return f"Il modello «{draft.template}» non è più quello con cui l'avviso è stato scritto."
        return render(template, draft.parameters)

    def _follow(self, again: Broadcast, act: Act) -> Broadcast:
        clean, template = self._checked(again.draft, act.at)
        written = replace(again, draft=clean)
        post = ChannelPost(written.id, clean.title, channel_edition(template, clean.parameters, clean.link))
        self.broadcasts.create(written, post, naming(act, str(written.id)))
        return written

    def _due(self, before: Broadcast, at: datetime, now: datetime) -> Broadcast:
        require_sendable(before, self.broadcasts.load, at)
        self._refuse_if_forbidden(before.draft, now)
        return scheduled(before, at)

    def _refuse_if_forbidden(self, draft: BroadcastDraft, now: datetime) -> None:
        forbidden = self.account.forbids(draft.template, now)
        if forbidden is not None:
            raise ConflictError(forbidden)

    def _change(self, broadcast_id: UUID, act: Act, step: Callable[[Broadcast], Broadcast]) -> Broadcast:
        before = self._load(broadcast_id)
        return self.broadcasts.store(before, step(before), act)

    def _load(self, broadcast_id: UUID) -> Broadcast:
        broadcast = self.broadcasts.load(broadcast_id)
        if broadcast is None:
            raise NotFoundError("no such broadcast")
        return broadcast

    def _figures(self, broadcast: Broadcast, now: datetime) -> DeliveryFigures | None:
        """Counted again only once all jobs are closed: while it runs, the header's counts tell enough."""
        known = self.statements.figures(broadcast.id)
        if not broadcast.all_jobs_closed or (known is not None and known.hold(broadcast.closed_at, now)):
            return known
        counted = tally(self.rows.all(broadcast.id), now).delivery
        self.statements.store_figures(broadcast.id, counted)
        return counted
