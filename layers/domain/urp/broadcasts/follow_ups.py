"""Broadcasts that address the people of another one: whose rows decide, and when these stand still."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from urp.broadcasts.audience_rule import OF_ANOTHER, AudienceKind
from urp.broadcasts.model import Broadcast, BroadcastStatus
from urp.errors import ConflictError

ROWS_READ_FOR = timedelta(days=28)
"""Rows are kept 30 days at least, and a freeze may come a day after its time."""

type Load = Callable[[UUID], Broadcast | None]


class NotStoppedError(ConflictError):
    """It may still reach somebody: whom it has reached is known once it is stopped, or over."""

    code = "not_stopped"


class TooLongAgoError(ConflictError):
    """Whom it reached is no longer stored."""

    code = "too_long_ago"


def derived_id(of: UUID, purpose: str, load: Load) -> UUID:
    """One broadcast follows another for one purpose, whoever asks: the id derives from it. One that was
    cancelled before it was frozen reached nobody and makes room for another."""
    found = uuid5(of, purpose)
    while (before := load(found)) is not None and before.status is BroadcastStatus.CANCELLED:
        found = uuid5(found, "instead")
    return found


def forerunners(broadcast: Broadcast, load: Load) -> Sequence[Broadcast]:
    """Those whose rows decide whom it goes to, newest first. Raises TooLongAgoError once one is gone."""
    return tuple(_forerunners(broadcast, load))


def _forerunners(broadcast: Broadcast, load: Load) -> Iterator[Broadcast]:
    """A re-run goes on from the one before it, back to the first."""
    rule = broadcast.audience_rule
    while rule.kind in OF_ANOTHER and rule.of is not None:
        before = load(rule.of)
        if before is None:
            raise TooLongAgoError("the other broadcast is no longer stored")
        yield before
        if rule.kind is not AudienceKind.NOT_REACHED_OF:
            return
        rule = before.audience_rule


def settled(broadcast: Broadcast) -> bool:
    """It reaches nobody any more, and nobody's row is open."""
    return broadcast.status is BroadcastStatus.CLOSED or broadcast.all_jobs_closed


def outlived(others: Sequence[Broadcast], at: datetime) -> bool:
    """Whether rows of theirs may be gone by then: who is not found there may have been reached."""
    return any(each.freezing_at is None or at > each.freezing_at + ROWS_READ_FOR for each in others)


def require_sendable(broadcast: Broadcast, load: Load, at: datetime) -> None:
    others = forerunners(broadcast, load)
    if not all(settled(each) or each.status is BroadcastStatus.STOPPING for each in others):
        raise NotStoppedError("stop the other broadcast first: it may still reach somebody")
    if outlived(others, at):
        raise TooLongAgoError("more than 28 days after the other broadcast")
