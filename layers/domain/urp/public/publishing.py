"""What of a notice becomes public, and when: as its sending begins, and again as it closes.

Whoever has no place here is not written, and what is written holds nothing else: the public function reads
these items alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from urp.desk.small_cells import round_people
from urp.notices.broadcasts.filling import render_notice
from urp.notices.broadcasts.model import Broadcast, BroadcastStatus
from urp.notices.broadcasts.public_record import is_public
from urp.notices.broadcasts.wording import Wording
from urp.public.model import Corrected, NoticeState, PublicNotice, Withdrawn
from urp.town.templates.rendering import fill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from urp.notices.broadcasts.tally import Statement
    from urp.notices.store.broadcasts import Broadcasts
    from urp.notices.store.statements import Statements
    from urp.public.store.archive import PublicArchive

_BOLD = re.compile(r"\*([^*\n]+)\*")
WITHDRAWN = "Avviso ritirato"
"""Its own headline may hold what it was taken down for."""
_PAGE = 100


@dataclass(frozen=True, slots=True)
class PublishNotice:
    broadcasts: Broadcasts
    statements: Statements
    archive: PublicArchive
    wording: Wording
    topics: Mapping[str, str]
    """Titles by id."""
    training: bool = False
    """The whole service is in training: nothing left, so that nothing is public."""

    def __call__(self, broadcast_id: UUID) -> PublicNotice | None:
        """The notice as it is public now; None where it is not. Doing it again changes nothing."""
        broadcast = self.broadcasts.load(broadcast_id)
        if self.training or broadcast is None or not is_public(broadcast):
            return None
        return self._publish(broadcast)

    def everything(self) -> Iterator[tuple[Broadcast, Statement | None]]:
        """All that is public, newest first; what was lost on its way, or is older than this archive, is
        written now."""
        cursor: str | None = None
        while not self.training:
            page = self.broadcasts.page(cursor, _PAGE)
            for broadcast in page.items:
                if is_public(broadcast) and self._publish(broadcast) is not None:
                    yield broadcast, self.statements.statement(broadcast.id)
            cursor = page.cursor
            if cursor is None:
                return

    def _publish(self, broadcast: Broadcast) -> PublicNotice | None:
        statement = None
        if broadcast.status is BroadcastStatus.CLOSED:
            statement = self.statements.statement(broadcast.id)
        if statement is not None and statement.reached_nobody:
            self.archive.remove(broadcast.id)
            self._unmark_corrected(broadcast)
            return None
        corrects = None
        if broadcast.audience_rule.of is not None:
            original = self(broadcast.audience_rule.of)
            if original is None:
                return None
            corrects = Corrected(original.id, original.headline, original.sent_at)
        stored = self.archive.find(broadcast.id)
        now = self._now(broadcast, statement, stored)
        if now is None:
            return None
        now = replace(now, corrects=corrects)
        if now != stored:
            self.archive.put(now)
            if now.withdrawn is not None and now.corrected_by is not None:
                self(now.corrected_by)  # its page names the first one's headline
        if corrects is not None:
            self._mark_corrected(corrects.id, now)
        return now

    def _unmark_corrected(self, correction: Broadcast) -> None:
        """It corrected nothing for anybody."""
        of = correction.audience_rule.of
        original = None if of is None else self.archive.find(of)
        if original is not None and original.corrected_by == correction.id:
            self.archive.put(replace(original, corrected_by=None))

    def _mark_corrected(self, original_id: UUID, correction: PublicNotice) -> None:
        """The last one counts."""
        original = self.archive.find(original_id)
        before = original.corrected_by if original is not None else None
        other = None if before is None else self.archive.find(before)
        if other is not None and other.sent_at >= correction.sent_at:
            return
        if original is not None:
            later = max(original.updated_at, correction.sent_at)
            self.archive.put(replace(original, corrected_by=correction.id, updated_at=later))

    def _now(
        self, broadcast: Broadcast, statement: Statement | None, stored: PublicNotice | None
    ) -> PublicNotice | None:
        """Its words stay those it went out with, whatever becomes of the template."""
        down = broadcast.taken_down
        headline, text = (stored.headline, stored.text) if stored else self._words(broadcast)
        if broadcast.sending_at is None or not (text or down):
            return None
        moments = (broadcast.sending_at, broadcast.closed_at, down.at if down else None)
        changed_at = max(filter(None, moments))
        alone, state = broadcast.break_glass, _state(broadcast, statement)
        notice = PublicNotice(
            id=broadcast.id,
            sent_at=broadcast.sending_at,
            updated_at=max(changed_at, stored.updated_at) if stored else changed_at,
            state=state,
            headline=WITHDRAWN if down else headline,
            text="" if down else text,
            link="" if down else broadcast.draft.link,
            withdrawn=Withdrawn(down.at, down.reason) if down else None,
            emergency=broadcast.emergency,
            category=alone.reason.value if alone is not None else None,
            topics=tuple(sorted(self.topics.get(each, each) for each in broadcast.audience_rule.topics)),
            expires_at=broadcast.draft.expires_at,
            corrected_by=stored.corrected_by if stored else None,
            stopped_at=broadcast.closed_at if state is NoticeState.STOPPED else None,
        )
        return notice if statement is None else _counted(notice, statement)

    def _words(self, broadcast: Broadcast) -> tuple[str, str]:
        """Headline and text, of what it went out with; none where that was not kept and the template is not
        the one it was written with any more."""
        draft, kept = broadcast.draft, broadcast.words
        template = self.wording.templates.get(draft.template)
        if template is None or not self.wording.fits(draft):
            text = _plain(kept.text if kept else "")
            return text.partition("\n")[0], text
        text = kept.text if kept else render_notice(template, draft)
        text = text.removeprefix(template.header or "").removesuffix(template.footer or "")
        channel = fill(template.channel_text or "", {**draft.parameters, "link": draft.link})
        bold = _BOLD.search(channel)
        return (bold[1].strip() if bold else template.header or template.title), _plain(text)


def _plain(text: str) -> str:
    return _BOLD.sub(r"\1", text).strip()


def _state(broadcast: Broadcast, statement: Statement | None) -> NoticeState:
    if broadcast.status is BroadcastStatus.STOPPING or (statement is not None and statement.counts.stopped):
        return NoticeState.STOPPED
    return NoticeState.SENT if statement is not None else NoticeState.SENDING


def _counted(notice: PublicNotice, statement: Statement) -> PublicNotice:
    people = round_people(statement.counts.accepted)
    if people is None:
        return notice
    return replace(
        notice,
        people=people,
        seconds=_seconds(statement.first_at, statement.last_at),
        reached_percent=round(100 * statement.counts.accepted / statement.audience),
    )


def _seconds(first: datetime | None, last: datetime | None) -> int | None:
    return None if first is None or last is None else max(0, round((last - first).total_seconds()))
