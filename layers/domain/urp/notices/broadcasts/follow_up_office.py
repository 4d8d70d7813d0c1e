"""What the office writes to the people of a broadcast that went out: again, corrected, or to the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.acts import name_resource
from urp.acts.model import Act
from urp.errors import ConflictError
from urp.notices.broadcasts.audience import AudienceKind, AudienceRule
from urp.notices.broadcasts.follow_ups import (
    CORRECTION,
    RERUN,
    RESEND,
    Load,
    NotStoppedError,
    derived_id,
    require_right_words,
    right_words,
    settled,
    sources,
    with_words_of,
)
from urp.notices.broadcasts.model import LONGEST_TITLE, Broadcast, BroadcastStatus
from urp.notices.broadcasts.staff_steps import require_header
from urp.notices.broadcasts.tally import Statement
from urp.notices.broadcasts.wording import Wording

if TYPE_CHECKING:
    from urp.notices.store.broadcasts import Broadcasts
    from urp.notices.store.statements import Statements


_NOT_SENDING = frozenset({BroadcastStatus.PAUSED, BroadcastStatus.HELD, BroadcastStatus.STOPPING})


class NobodyUnclearError(ConflictError):
    code = "nobody_unclear"


class NotClosedYetError(ConflictError):
    """Until the statement is written a status may still settle them: at least fifteen minutes."""

    code = "not_closed"


class NobodyReachedError(ConflictError):
    code = "nobody_reached"


class NotForEverybodyError(ConflictError):
    """A correction, a resend or a request to confirm is meant for the people it went to."""

    code = "not_for_everybody"


@dataclass(frozen=True, slots=True)
class CorrectedWords:
    template: str
    parameters: Mapping[str, str]
    link: str | None = None
    """None: where the first notice stands."""


@dataclass(frozen=True, slots=True)
class FollowUpOffice:
    """Each act writes a draft; sending it is another act. Raises NotFoundError, ConflictError."""

    broadcasts: Broadcasts
    statements: Statements
    wording: Wording

    def resend_unclear(self, broadcast_id: UUID, act: Act) -> Broadcast:
        """For exactly those of a closed broadcast who are still unclear; somebody may get it twice, which is
        for the person who sends it to decide. At most one for each."""
        closed, statement = (
            self._load(broadcast_id),
            self.statements.statement(broadcast_id),
        )
        new_id = derived_id(broadcast_id, RESEND, self.broadcasts.load)
        again = resend_of(closed, statement, new_id, act.by, act.at)
        require_right_words(again, self.broadcasts.load)
        return self._write(again, act)

    def correct(self, broadcast_id: UUID, words: CorrectedWords, act: Act) -> Broadcast:
        """For exactly those whom a broadcast has, or may have, reached; at most one for each. Also raises
        InvalidError."""
        wrong, statement = (
            self._load(broadcast_id),
            self.statements.statement(broadcast_id),
        )
        new_id = derived_id(broadcast_id, CORRECTION, self.broadcasts.load)
        return self._write(correction_of(wrong, statement, words, new_id, act.by, act.at), act)

    def rerun(self, broadcast_id: UUID, act: Act) -> Broadcast:
        """The same words, or those that corrected them, for the subscribed who were reached neither by it
        nor by its re-runs."""
        return self._write(rerun_of(self._load(broadcast_id), self.broadcasts.load, act.by, act.at), act)

    def _write(self, new: Broadcast, act: Act) -> Broadcast:
        written, post = self.wording.written(new)
        told = replace(act, resource=f"broadcast/{written.id}", details=f"of={act.resource}")
        self.broadcasts.create(written, post, name_resource(told, str(written.id)))
        return written

    def _load(self, broadcast_id: UUID) -> Broadcast:
        return require_header(self.broadcasts, broadcast_id)


def resend_of(
    closed: Broadcast, statement: Statement | None, new_id: UUID, by: str, at: datetime
) -> Broadcast:
    """A draft of the same words. Its audience are the rows still unclear when it is frozen."""
    if closed.status is not BroadcastStatus.CLOSED or statement is None:
        raise NotClosedYetError("Il rendiconto si scrive quando non resta più nessuno da raggiungere.")
    if not statement.counts.unclear:
        raise NobodyUnclearError("Per questo avviso non c'è nessun invio incerto.")
    if closed.draft.expires_at is not None and closed.draft.expires_at <= at:
        raise ConflictError("L'avviso non serve più: è scaduto.")
    draft = replace(closed.draft, title=_name(closed, "reinvio agli incerti"))
    rule = AudienceRule(AudienceKind.UNCLEAR_OF, closed.id)
    return Broadcast(new_id, draft, BroadcastStatus.DRAFT, at, by, version=1, audience_rule=rule)


def correction_of(
    wrong: Broadcast, statement: Statement | None, words: CorrectedWords, new_id: UUID, by: str, at: datetime
) -> Broadcast:
    """A draft, which may be written while the wrong one is paused or held; it is sent once that is stopped.

    Of no expiry: wrong words stay on people's phones after the notice itself is of no use.
    """
    if wrong.freezing_at is None:
        raise NobodyReachedError("Questo avviso non ha raggiunto nessuno.")
    if wrong.status not in _NOT_SENDING and not settled(wrong):
        raise NotStoppedError("Prima mettilo in pausa o fermalo: sta ancora raggiungendo persone.")
    if statement is not None and not statement.counts.accepted + statement.counts.unclear:
        raise NobodyReachedError("Questo avviso non ha raggiunto nessuno.")
    draft = replace(
        wrong.draft,
        title=_name(wrong, "rettifica"),
        template=words.template,
        parameters=words.parameters,
        link=words.link or wrong.draft.link,
        expires_at=None,
        correction=True,
    )
    rule = AudienceRule(AudienceKind.REACHED_OF, wrong.id)
    return Broadcast(new_id, draft, BroadcastStatus.DRAFT, at, by, version=1, audience_rule=rule)


def rerun_of(broadcast: Broadcast, load: Load, by: str, at: datetime) -> Broadcast:
    """A draft that goes on from the last re-run, whichever of them is named; that one must be closed."""
    chain = sources(broadcast, load) if _is_rerun(broadcast) else ()
    first = (broadcast, *chain)[-1]
    if first.audience_rule.kind is not AudienceKind.EVERYBODY:
        raise NotForEverybodyError("Si ripete solo un avviso per tutti gli iscritti.")
    last, new_id = _end_of_chain(first, load)
    if last.status is not BroadcastStatus.CLOSED:
        raise NotClosedYetError("Questo avviso, o la sua ultima ripetizione, non è ancora chiuso.")
    if first.draft.expires_at is not None and first.draft.expires_at <= at:
        raise ConflictError("L'avviso non serve più: è scaduto.")
    words = with_words_of(first.draft, right_words(first, load))
    draft = replace(words, title=_name(first, "ai nuovi iscritti"))
    rule = AudienceRule(AudienceKind.NOT_REACHED_OF, last.id, first.audience_rule.topics)
    return Broadcast(new_id, draft, BroadcastStatus.DRAFT, at, by, version=1, audience_rule=rule)


def _name(first: Broadcast, words: str) -> str:
    title, said = first.draft.title, f" ({words})"
    room = LONGEST_TITLE - len(said)
    return (title if len(title) <= room else title[: room - 1].rstrip() + "…") + said


def _is_rerun(broadcast: Broadcast) -> bool:
    return broadcast.audience_rule.kind is AudienceKind.NOT_REACHED_OF


def _end_of_chain(first: Broadcast, load: Load) -> tuple[Broadcast, UUID]:
    """The newest of the chain, and the id of the one that would follow it."""
    last = first
    while True:
        new_id = derived_id(last.id, RERUN, load)
        following = load(new_id)
        if following is None:
            return last, new_id
        last = following
