"""What was sent on, in memory: kept texts, counts, and what a person put right."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from tests.fakes.memory_office import MemoryDeskRegister
from urp.acts.model import Act
from urp.acts.page import Page
from urp.desk.model import MessageKind
from urp.desk.office_ports import DeskStep
from urp.desk.redirects.counts import Counted
from urp.desk.redirects.model import KeptRedirect, Redirect, RedirectState
from urp.errors import ConflictError
from urp.town.municipality.codes import Category, RedirectKind


@dataclass(slots=True)
class MemoryRedirectRegister:
    desk: MemoryDeskRegister
    stored: dict[UUID, KeptRedirect] = field(default_factory=dict)

    def of_month(self, month: str) -> list[Counted]:
        sent_on = [each.redirect for each in self.stored.values() if each.state is RedirectState.REDIRECTED]
        counted = [Counted(each.kind, each.category, each.day) for each in sent_on]
        return [each for each in counted if f"{each.day:%Y-%m}" == month]

    def page(self, cursor: str | None, limit: int, now: datetime) -> Page[KeptRedirect]:
        newest = sorted(self.stored.values(), key=lambda each: each.redirect.at, reverse=True)
        return Page(tuple(newest[:limit]), None)

    def find(self, redirect_id: UUID, now: datetime) -> KeptRedirect | None:
        return self.stored.get(redirect_id)

    def correct(self, before: KeptRedirect, kind: RedirectKind, category: Category, act: Act) -> None:
        redirect = replace(before.redirect, kind=kind, category=category, rule="staff")
        self._put(before, replace(before, redirect=redirect), act)

    def send_on(self, redirect: Redirect, step: DeskStep, act: Act) -> None:
        self.desk.record(step, act)
        self._reread(redirect.message_id, MessageKind.REPORT)
        self.stored[redirect.id] = KeptRedirect(redirect, RedirectState.REDIRECTED, hidden=False, version=1)

    def _reread(self, message_id: str, kind: MessageKind) -> None:
        self.desk.written = [
            replace(each, message=replace(each.message, kind=kind))
            if each.message.message_id == message_id
            else each
            for each in self.desk.written
        ]

    def to_desk(self, before: KeptRedirect, step: DeskStep, act: Act) -> None:
        self._put(before, replace(before, state=RedirectState.QUESTION), act)
        self.desk.acts.entries.pop()
        self.desk.record(step, act)
        self._reread(before.redirect.message_id, MessageKind.QUESTION)

    def _put(self, before: KeptRedirect, after: KeptRedirect, act: Act) -> None:
        self.desk.acts.check(act)
        if self.stored[before.redirect.id].version != before.version:
            raise ConflictError("changed by somebody else in the meantime")
        self.stored[before.redirect.id] = replace(after, version=before.version + 1)
        self.desk.acts.entries.append(act)
