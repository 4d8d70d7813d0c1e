"""A town hall in virtual time to which citizens write: what they write and what they are answered is
counted by Meta together with a notice. The rate, the desk's waiting for its slots and the engine are the
service's own code."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from tests.fakes.aws.latency import ONE_ITEM
from tests.fakes.aws.metered_town import WORKERS, MeteredTown
from tests.fakes.broadcasts.processes import Group
from tests.fakes.broadcasts.town_hall import START
from urp.desk.slots import DeskSlots

COUNTED_AFTER = timedelta(milliseconds=30)
"""From Meta's counting a message to the webhook's: verified, kept, on its queue."""
HANDLED_AFTER = timedelta(milliseconds=150)
"""To the moment its answer is on the queue of replies."""
ANSWERS_AT_ONCE = 50
"""Five copies of `reply_send`, ten threads each, as in the template."""


class WrittenTown(MeteredTown):
    def __init__(self, seed: int = 0, rate: int = 80, workers: int = WORKERS, *, lends: bool = False) -> None:
        super().__init__(seed, rate, workers)
        self.rate.lends = lends
        self.answered: list[tuple[datetime, float]] = []
        """When each was written, and after how many seconds Meta took its answer."""
        self.answers_refused = 0
        """For the number's rate."""
        self._to_answer: deque[datetime] = deque()
        self._answering = 0
        self._written = 0

    @property
    def waiting(self) -> int:
        """Written and not answered yet."""
        return self._written - len(self.answered)

    def citizens_write(self, moments: Iterable[datetime]) -> None:
        """Each once; everybody gets one answer."""
        for at in moments:
            self.time.at(at, partial(self._arrives, at))

    def a_crowd_writes(self, a_second: int, seconds: int, *, after: float = 0.0) -> None:
        """As chance has it, so many a second on average."""
        moment, moments = after, []
        while (moment := moment + self.time.chance.expovariate(a_second)) < after + seconds:
            moments.append(START + timedelta(seconds=moment))
        self.citizens_write(moments)

    def _arrives(self, at: datetime) -> None:
        self._written += 1
        self.meta.others.append(at)
        self.time.at(at + COUNTED_AFTER, self._counted)
        self.time.at(at + HANDLED_AFTER, lambda: self._reply(at))

    def _counted(self) -> None:
        self.rate.count(1, self.now)

    def _reply(self, since: datetime) -> None:
        self._to_answer.append(since)
        if self._answering < ANSWERS_AT_ONCE:
            self._answering += 1
            self.time.spawn(Group("replies"), self._answer_what_waits)

    def _answer_what_waits(self) -> None:
        slots = DeskSlots(self.step(self.rate), lambda: self.now, self._sleep, self.time.chance.random)
        while self._to_answer:
            since = self._to_answer.popleft()
            no_slot_before = slots.wait()
            if no_slot_before is not None:
                self._later(since, no_slot_before - self.now)
                continue
            self._sleep(ONE_ITEM)  # marked as handed over
            if self.meta.takes_another():
                self.answered.append((since, (self.now - since).total_seconds()))
                self._sleep(self.time.chance.uniform(*self.meta.latency))
            else:
                self.answers_refused += 1
                slots.slow_down()
                self._later(since, max((self.now - since) / 2, timedelta(seconds=1)))
        self._answering -= 1

    def _later(self, since: datetime, pause: timedelta) -> None:
        """As the queue's delay is: whole seconds, rounded up."""
        self.time.at(self.now + timedelta(seconds=int(pause.total_seconds()) + 1), lambda: self._reply(since))

    def _sleep(self, seconds: float) -> None:
        self.time.sleep_until(self.now + timedelta(seconds=seconds))
