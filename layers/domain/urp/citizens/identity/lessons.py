"""Many statuses at once that may teach who is behind a phone: after a notice to people known only by number
tens of thousands come within minutes, three for each person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol
from uuid import UUID

from urp.citizens.identity.learning import LearnAliases
from urp.citizens.identity.model import SenderIds


@dataclass(frozen=True, slots=True)
class Lesson:
    """A status of a message sent to this citizen's phone carries their user id."""

    citizen_id: UUID
    ids: SenderIds
    at: datetime
    message_id: str


class KnownLessons(Protocol):
    def learnt(self, lessons: Sequence[Lesson]) -> frozenset[UUID]:
        """Citizens to whom each id of their lesson leads already. One read for many."""
        ...


class Threads(Protocol):
    def start(self, task: Callable[[], None]) -> None: ...

    def join(self) -> None: ...


@dataclass(frozen=True, slots=True)
class LearnLessons:
    known: KnownLessons
    learn: LearnAliases
    threads: Threads

    def __call__(self, lessons: Sequence[Lesson], now: datetime) -> int:
        """How many taught something. What could not be learnt is raised when all the others are done."""
        known = self.known.learnt(lessons)
        taught, failures = list[UUID](), list[Exception]()
        for lesson in lessons:
            if lesson.citizen_id not in known:
                self.threads.start(partial(self._learn, lesson, now, taught, failures))
        self.threads.join()
        if failures:
            raise failures[0]
        return len(taught)

    def _learn(self, lesson: Lesson, now: datetime, taught: list[UUID], failures: list[Exception]) -> None:
        try:
            if self.learn(lesson.citizen_id, lesson.ids, lesson.at, lesson.message_id, now):
                taught.append(lesson.citizen_id)
        except Exception as error:  # raised to whoever asked, in their own thread
            failures.append(error)
