"""Broadcasts that address the people of another one: whose rows decide, and when these stand still."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum, auto
from uuid import UUID, uuid5

from urp.errors import ConflictError
from urp.notices.broadcasts.audience import OF_ANOTHER, AudienceKind
from urp.notices.broadcasts.model import Broadcast, BroadcastDraft, BroadcastStatus

ROWS_READ_FOR = timedelta(days=28)
"""Rows are kept 30 days at least, and a freeze may come a day after its time."""

CORRECTION, RESEND, RERUN = "correction", "resend", "rerun"
"""The purpose in the id of each."""

_INSTEAD = "instead"
_ONCE_MORE = frozenset({AudienceKind.UNCLEAR_OF, AudienceKind.NOT_REACHED_OF})

type Load = Callable[[UUID], Broadcast | None]


class NotStoppedError(ConflictError):
    """It may still reach somebody: whom it has reached is known once it is stopped, or over."""

    code = "not_stopped"


class TooLongAgoError(ConflictError):
    """Whom it reached is no longer stored."""

    code = "too_long_ago"


class CorrectedError(ConflictError):
    """Its words were corrected: they are not sent to anybody any more."""

    code = "corrected"


class SourceState(Enum):
    """Whether those whose rows decide stand still."""

    SETTLED = auto()
    RUNNING = auto()
    DELETED = auto()
    """Rows may be gone: who is not found there may have been reached."""
    CORRECTED = auto()
    """What would go out once more is known to be wrong."""


def derived_id(of: UUID, purpose: str, load: Load) -> UUID:
    """One broadcast follows another for one purpose, no matter who asks: the id derives from it. One that was
    cancelled or rejected reached nobody and makes room for another; so does a correction that was stopped
    half-way, for the sake of whom it did not reach."""
    found = uuid5(of, purpose)
    while (before := load(found)) is not None and _makes_room(before):
        found = uuid5(found, _INSTEAD)
    return found


def _makes_room(before: Broadcast) -> bool:
    dropped = before.status in (BroadcastStatus.CANCELLED, BroadcastStatus.REJECTED)
    if before.audience_rule.kind is not AudienceKind.REACHED_OF:
        return dropped
    left = before.progress.counts.stopped + before.progress.counts.expired
    return dropped or (settled(before) and left > 0)


def sources(broadcast: Broadcast, load: Load) -> Sequence[Broadcast]:
    """Those whose rows decide whom it goes to, newest first. Raises TooLongAgoError once one is gone."""
    return tuple(_sources(broadcast, load))


def _sources(broadcast: Broadcast, load: Load) -> Iterator[Broadcast]:
    """A re-run goes on from the one before it, back to the first."""
    rule = broadcast.audience_rule
    while rule.kind in OF_ANOTHER and rule.of is not None:
        before = load(rule.of)
        if before is None:
            raise TooLongAgoError("L'altro avviso non è più conservato.")
        yield before
        if rule.kind is not AudienceKind.NOT_REACHED_OF:
            return
        rule = before.audience_rule


def _with_repeats(broadcast: Broadcast, others: Sequence[Broadcast], load: Load) -> Sequence[Broadcast]:
    """A correction waits for the wrong notice, and for whatever sends its words once more: on nobody's phone
    may they come last."""
    if broadcast.audience_rule.kind is not AudienceKind.REACHED_OF:
        return others
    return [*others, *(each for wrong in others for each in _repeats(wrong, load))]


def _repeats(wrong: Broadcast, load: Load) -> Iterator[Broadcast]:
    for purpose in (RESEND, RERUN):
        found = load(derived_id(wrong.id, purpose, load))
        while found is not None:
            if found.freezing_at is not None:
                yield found
            found = load(derived_id(found.id, purpose, load))


def settled(broadcast: Broadcast) -> bool:
    """It reaches nobody any more, and nobody's row is open."""
    return broadcast.status is BroadcastStatus.CLOSED or broadcast.all_jobs_closed


def source_state(broadcast: Broadcast, load: Load, now: datetime) -> SourceState:
    """Of those that it follows; one that follows none goes out as it is."""
    try:
        others = sources(broadcast, load)
    except TooLongAgoError:
        return SourceState.DELETED
    if not all(map(settled, _with_repeats(broadcast, others, load))):
        return SourceState.RUNNING
    if _outlived(others, now):
        return SourceState.DELETED
    return SourceState.SETTLED if _has_right_words(broadcast, load) else SourceState.CORRECTED


def require_sendable(broadcast: Broadcast, load: Load, at: datetime) -> None:
    """Raises NotStoppedError, TooLongAgoError, CorrectedError."""
    others = sources(broadcast, load)
    moving = [each for each in _with_repeats(broadcast, others, load) if not settled(each)]
    if any(each.status is not BroadcastStatus.STOPPING for each in moving):
        raise NotStoppedError(
            "Prima ferma l'altro avviso e le sue ripetizioni: può ancora raggiungere qualcuno."
        )
    if _outlived(others, at):
        raise TooLongAgoError("Sono passati più di 28 giorni dall'altro avviso.")
    require_right_words(broadcast, load)


def require_right_words(broadcast: Broadcast, load: Load) -> None:
    """What goes out once more must not be what was corrected meanwhile."""
    if not _has_right_words(broadcast, load):
        raise CorrectedError("Le sue parole sono state corrette: annulla questa bozza e scrivine un'altra.")


def _has_right_words(broadcast: Broadcast, load: Load) -> bool:
    if broadcast.audience_rule.kind not in _ONCE_MORE:
        return True
    first = sources(broadcast, load)[-1]
    said = (first, *_repeated_by(first, load))
    return all(with_words_of(broadcast.draft, right_words(each, load)) == broadcast.draft for each in said)


def _repeated_by(broadcast: Broadcast, load: Load) -> Iterator[Broadcast]:
    """The notice whose words a re-run says: who corrects that one corrects both."""
    with suppress(TooLongAgoError):  # longer than anybody may still be corrected
        if broadcast.audience_rule.kind is AudienceKind.NOT_REACHED_OF:
            yield sources(broadcast, load)[-1]


def right_words(first: Broadcast, load: Load) -> BroadcastDraft:
    """Its own, or those of the last correction that went out, of it or of a correction."""
    words = first
    while begun := [each for each in _corrections(words.id, load) if each.freezing_at is not None]:
        words = begun[-1]
    return words.draft


def with_words_of(draft: BroadcastDraft, words: BroadcastDraft) -> BroadcastDraft:
    return replace(draft, template=words.template, parameters=words.parameters, link=words.link)


def _corrections(of: UUID, load: Load) -> Iterator[Broadcast]:
    """All there ever were, in the order of their writing."""
    found = uuid5(of, CORRECTION)
    while (correction := load(found)) is not None:
        yield correction
        found = uuid5(found, _INSTEAD)


def _outlived(others: Sequence[Broadcast], at: datetime) -> bool:
    return any(each.freezing_at is None or at > each.freezing_at + ROWS_READ_FOR for each in others)
