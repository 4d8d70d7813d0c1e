"""The record of exclusions, kept outside the tables: citizens who left, were blocked or were erased.

A restore brings the tables back as they were at a moment; a citizen who left after it would be subscribed
again. So each such act is recorded elsewhere before it is confirmed, and replayed after a restore.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from urp.citizens.blocks import Block
from urp.citizens.consent import Command, Outcome, decide_consent
from urp.citizens.identity.model import Citizen, CitizenChange
from urp.errors import MisconfiguredError

_HEX_DIGITS = 40


class ExclusionKind(StrEnum):
    LEFT = "left"
    """By their own command, or by that of a citizen who proved to be the same person."""
    ENDED = "ended"
    """A subscription that ended without a command: not confirmed in time, or not copied by a merge."""
    BLOCKED = "blocked"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Exclusion:
    kind: ExclusionKind
    at: datetime
    """WhatsApp's time of a leave; of the act itself otherwise."""
    names: tuple[str, ...]
    """All ids of the person; hashed with a key before they are stored."""
    until: datetime | None = None
    """Of a block; None without an end."""


@dataclass(frozen=True, slots=True)
class RecordedExclusion:
    """An exclusion as read from the record: it can be matched with a person, but names nobody."""

    kind: ExclusionKind
    at: datetime
    people: frozenset[str]
    """Keyed hashes of the names of one person."""
    until: datetime | None = None
    phones: frozenset[str] = frozenset()
    """Of these names, the phones."""


class ExclusionRecord(Protocol):
    def record(self, exclusions: Sequence[Exclusion], now: datetime) -> None:
        """Called before the act itself is stored. UnavailableError: the act must not be confirmed. An empty
        sequence makes no call; recording the same again makes no second record."""
        ...


class NoExclusions:
    """For a function that must exclude nobody: an exclusion raises MisconfiguredError."""

    def record(self, exclusions: Sequence[Exclusion], now: datetime) -> None:
        if exclusions:
            raise MisconfiguredError("EXCLUSIONS_BUCKET", "this function has no record of exclusions")


def list_names(*known_as: Citizen) -> tuple[str, ...]:
    """Former numbers are left out: another person may have them by now."""
    return tuple(dict.fromkeys(name for citizen in known_as for name in _names(citizen)))


_PHONE = "phone/"


def to_phone_name(phone: str) -> str:
    return f"{_PHONE}{phone}"


def is_phone_name(name: str) -> bool:
    return name.startswith(_PHONE)


def hash_name(key: str, name: str) -> str:
    """A pseudonym: without the key all numbers cannot be tried; with it, that takes minutes."""
    return hmac.new(key.encode(), name.encode(), hashlib.sha256).hexdigest()[:_HEX_DIGITS]


def find_exclusions(changes: Iterable[CitizenChange], now: datetime) -> tuple[Exclusion, ...]:
    """Find the exclusions in changes of citizens that are stored together."""
    changes = tuple(changes)
    becoming = {change.after.id: change.after for change in changes}
    return tuple(found for change in changes for found in _find_exclusions_of_change(change, becoming, now))


def make_erasure(citizen: Citizen, ids: Iterable[UUID], at: datetime) -> Exclusion:
    names = dict.fromkeys([*list_names(citizen), *(f"citizen/{one_id}" for one_id in ids)])
    return Exclusion(ExclusionKind.ERASED, at, tuple(names))


def _find_exclusions_of_change(
    change: CitizenChange, becoming: dict[UUID, Citizen], now: datetime
) -> Iterator[Exclusion]:
    before, after = change.before, change.after
    names = list_names(before, after)
    if after.merged_into is not None:
        winner = becoming.get(after.merged_into)
        if before.subscribed and not (winner and winner.subscribed):
            yield Exclusion(ExclusionKind.ENDED, now, names)
        return
    if not after.subscribed and after.left_at is not None and after.left_at != before.left_at:
        yield Exclusion(ExclusionKind.LEFT, after.left_at, names)
    elif before.subscribed and not after.subscribed:
        yield Exclusion(ExclusionKind.ENDED, now, names)
    if after.block is not None and after.block != before.block:
        yield Exclusion(ExclusionKind.BLOCKED, after.block.at, names, after.block.until)


def _names(citizen: Citizen) -> Iterator[str]:
    yield f"citizen/{citizen.id}"
    yield from (f"citizen/{each}" for each in citizen.absorbed)
    yield from (f"user/{user_id}" for user_id in citizen.user_ids)
    yield from (to_phone_name(phone) for phone in citizen.phones)


BY = "ripristino"
"""Author of replayed acts: the original act is in the audit, which a restore does not touch."""
BLOCKED_AGAIN = "Rimesso dopo un ripristino: chi lo aveva messo è nel registro degli atti."


def replay_exclusions(
    citizen: Citizen, records: Iterable[RecordedExclusion]
) -> tuple[Citizen, tuple[RecordedExclusion, ...]]:
    """Replay exclusions on a restored citizen; return the citizen after them and the records that changed
    something. It only removes. A joining stored with a later time of WhatsApp's is kept; one that the restore
    lost does not come back."""
    carried_out: list[RecordedExclusion] = []
    for record in sorted(records, key=lambda each: (each.at, each.kind)):
        after = _exclude(citizen, record)
        if after != citizen:
            carried_out.append(record)
            citizen = after
    return citizen, tuple(carried_out)


def replay_block(
    citizen: Citizen, records: Iterable[RecordedExclusion], now: datetime, policy_version: str
) -> Block | None:
    """The newest recorded block, unless it is over or the citizen already has it or a later one."""
    blocks = [record for record in records if record.kind is ExclusionKind.BLOCKED]
    newest = max(blocks, key=lambda each: each.at, default=None)
    if newest is None or (newest.until is not None and newest.until <= now):
        return None
    if citizen.block is not None and citizen.block.at >= newest.at:
        return None
    return Block(BLOCKED_AGAIN, BY, newest.at, newest.until, policy_version)


def find_last_erasure(records: Iterable[RecordedExclusion]) -> datetime | None:
    """When the last erasure began."""
    return max((record.at for record in records if record.kind is ExclusionKind.ERASED), default=None)


def _exclude(citizen: Citizen, record: RecordedExclusion) -> Citizen:
    match record.kind:
        case ExclusionKind.LEFT:
            return _leave(citizen, record.at)
        case ExclusionKind.ERASED if citizen.subscribed:  # erased is only who had left
            return _leave(citizen, record.at)
        case ExclusionKind.ENDED if citizen.subscribed and not _has_spoken_after(citizen, record.at):
            return replace(citizen, subscribed=False)
        case _:
            return citizen


def _leave(citizen: Citizen, at: datetime) -> Citizen:
    if not citizen.subscribed and citizen.left_at is not None and citizen.left_at >= at:
        return citizen
    decided = decide_consent(citizen, Command.LEAVE, at)
    return citizen if decided.outcome is Outcome.OLDER else decided.citizen


def _has_spoken_after(citizen: Citizen, at: datetime) -> bool:
    return citizen.consent_at is not None and citizen.consent_at > at
