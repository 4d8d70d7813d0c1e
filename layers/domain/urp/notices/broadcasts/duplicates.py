"""Whether a notice says what another of the last days says: the same words, or nearly."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from urp.notices.broadcasts.audience import AudienceKind
from urp.notices.broadcasts.model import Broadcast, BroadcastStatus

RECENT = timedelta(days=14)
ALIKE_PERCENT = 75
"""Of the words that either of them has, so many are in both."""
_GONE = frozenset({BroadcastStatus.CANCELLED, BroadcastStatus.REJECTED})
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Duplicate:
    broadcast_id: UUID
    title: str
    status: BroadcastStatus
    at: datetime
    """When it went out, or is to; of a draft, when it was written."""
    same: bool
    """Word for word."""


def find_duplicates(
    broadcast: Broadcast, others: Iterable[Broadcast], now: datetime
) -> tuple[Duplicate, ...]:
    """The office's words alone are compared, not those of the template. What follows another notice repeats
    or corrects it on purpose; a drill's words reached nobody."""
    if broadcast.audience_rule.kind is not AudienceKind.EVERYBODY:
        return ()
    words = _words(broadcast.draft.parameters)
    return tuple(
        Duplicate(other.id, other.draft.title, other.status, at, same=theirs == words)
        for other in others
        if other.id != broadcast.id
        and not other.training
        and other.status not in _GONE
        and (at := _moment(other)) >= now - RECENT
        and alike(words, theirs := _words(other.draft.parameters))
    )


def alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    both, either = set(one) & set(other), set(one) | set(other)
    return bool(both) and len(both) * 100 >= len(either) * ALIKE_PERCENT


def _moment(broadcast: Broadcast) -> datetime:
    return broadcast.sending_at or broadcast.due_at or broadcast.created_at


def _words(parameters: Mapping[str, str]) -> tuple[str, ...]:
    """Without accents, capitals, punctuation and pictures."""
    text = " ".join(parameters[name] for name in sorted(parameters))
    plain = unicodedata.normalize("NFKD", text.casefold())
    return tuple(_WORD.findall("".join(each for each in plain if not unicodedata.combining(each))))
