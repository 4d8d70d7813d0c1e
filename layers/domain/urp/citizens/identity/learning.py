"""Learn a citizen's user id from the status of a message that was sent to their phone.

After a notice to people known only by number, tens of thousands of statuses come within minutes, three per
person.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor, wait
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from urp.citizens.identity.model import SenderIds
from urp.citizens.identity.resolution import learn, merge_entries
from urp.errors import ConflictError
from urp.pauses import pause_if_touched

if TYPE_CHECKING:
    from urp.citizens.store.citizens import KnownAliases

MOST_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class LearnAliases:
    known: KnownAliases
    policy_version: str
    privacy_version: str

    def __call__(
        self, citizen_id: UUID, ids: SenderIds, at: datetime, message_id: str, now: datetime
    ) -> bool:
        """True if something was learned. ConflictError after five attempts."""
        at = min(at, now)  # a status of the future would be the newest for ever
        for _ in range(MOST_ATTEMPTS):
            try:
                return self._learn(citizen_id, ids, at, message_id, now)
            except ConflictError as conflict:
                pause_if_touched(conflict)
        raise ConflictError("the citizen kept changing")

    def _learn(self, citizen_id: UUID, ids: SenderIds, at: datetime, message_id: str, now: datetime) -> bool:
        citizen, by_user_id, by_phone = self.known.find(citizen_id, ids)
        if citizen is None:
            return False
        resolution = learn(citizen, ids, at, by_user_id=by_user_id, by_phone=by_phone)
        if resolution is None:
            return False
        entries = merge_entries(
            resolution,
            at=at,
            recorded_at=now,
            message_id=message_id,
            policy_version=self.policy_version,
            privacy_version=self.privacy_version,
        )
        self.known.store(resolution.changes, tuple(entries), now)
        return True


@dataclass(frozen=True, slots=True)
class Lesson:
    """A status of a message sent to this citizen's phone carries their user id."""

    citizen_id: UUID
    ids: SenderIds
    at: datetime
    message_id: str


@dataclass(frozen=True, slots=True)
class LearnLessons:
    known: KnownAliases
    learn: LearnAliases
    threads: Executor

    def __call__(self, lessons: Sequence[Lesson], now: datetime) -> int:
        """The number of lessons that taught something. The first failure is raised when all others are
        done."""
        known = self.known.find_learnt(lessons)
        learning = [
            self.threads.submit(self.learn, one.citizen_id, one.ids, one.at, one.message_id, now)
            for one in lessons
            if one.citizen_id not in known
        ]
        wait(learning)
        return sum(each.result() for each in learning)
