"""What several parts of the engine need from outside, beside their stores: queues, time and threads.
What one part needs alone is in its own file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from urp.notices.broadcasts.jobs import JobId
from urp.notices.broadcasts.model import Urgency


class Queues(Protocol):
    """Anything put here may be lost, late or doubled: the ledger is the truth and the sweep repairs."""

    def expand(self, broadcast_id: UUID, shards: Sequence[int], delay_seconds: int = 0) -> None: ...

    def send(
        self,
        broadcast_id: UUID,
        urgency: Urgency,
        jobs: Sequence[JobId],
        delay_seconds: int = 0,
        probe: bool = False,
    ) -> None: ...

    def dispatch(self, broadcast_id: UUID, delay_seconds: int = 0) -> None:
        """Look at this broadcast now, or in a while (at most 900 s)."""
        ...


class Clock(Protocol):
    """The only source of time of what runs longer than an instant; aware, UTC."""

    def now(self) -> datetime: ...

    def sleep_until(self, moment: datetime) -> None:
        """Returns at once when the moment is past."""
        ...


class SendingThreads(Protocol):
    """A few calls to Meta in flight at once: as many as there are threads, never more."""

    def start(self, task: Callable[[], None]) -> None:
        """Waits for a free thread first. A task raises nothing."""
        ...

    def in_each(self, task: Callable[[], None]) -> None:
        """Once in every thread, at the same time; returns when the last is done. A task raises nothing."""
        ...

    def join(self) -> None:
        """Waits until no task is running."""
        ...
