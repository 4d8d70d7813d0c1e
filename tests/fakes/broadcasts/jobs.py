"""Jobs and the memory of unclear sends, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from tests.fakes.broadcasts.stored import Stored, StoredJob
from urp.notices.broadcasts.jobs import ClosedJob, Job, JobId, Lease
from urp.notices.broadcasts.model import Progress
from urp.notices.broadcasts.tally import added


@dataclass(frozen=True, slots=True)
class MemoryJobs:
    stored: Stored

    def lease(
        self, broadcast_id: UUID, job_id: JobId, token: str, now: datetime, until: datetime
    ) -> Job | None:
        found = self.stored.jobs[broadcast_id].get(job_id)
        if found is None or not found.open or found.job.dead:
            return None
        if found.job.lease is not None and found.job.lease.until >= now:
            return None
        found.job = replace(found.job, lease=Lease(token, until), falls=found.job.falls + 1)
        found.started = True
        return found.job

    def release(self, broadcast_id: UUID, job_id: JobId, token: str) -> None:
        found = self._mine(broadcast_id, job_id, token)
        if found is not None:
            found.job = replace(found.job, lease=None, falls=0)

    def bury(self, broadcast_id: UUID, job_id: JobId, token: str) -> None:
        found = self._mine(broadcast_id, job_id, token)
        if found is not None:
            found.job = replace(found.job, lease=None, dead=True)

    def revive(self, broadcast_id: UUID) -> None:
        for found in self.stored.jobs[broadcast_id].values():
            if found.open and found.job.dead:
                found.job = replace(found.job, falls=0, dead=False)

    def close(self, broadcast_id: UUID, job: ClosedJob) -> bool:
        found = self._mine(broadcast_id, job.id, job.token)
        if found is None:
            return False
        found.open = False
        header, tally = self.stored.headers[broadcast_id], job.tally
        before = header.progress
        progress = Progress(
            counts=before.counts + tally.counts,
            jobs_closed=before.jobs_closed + 1,
            last_closed_at=job.at,
            refused_by_code=added(before.refused_by_code, tally.refused_by_code),
            held=before.held + tally.held,
            first_at=before.first_at or tally.first_at,
            last_at=tally.last_at or before.last_at,
        )
        self.stored.headers[broadcast_id] = replace(header, progress=progress)
        return True

    def open(self, broadcast_id: UUID) -> Sequence[Job]:
        return [found.job for found in self.stored.jobs[broadcast_id].values() if found.open]

    def _mine(self, broadcast_id: UUID, job_id: JobId, token: str) -> StoredJob | None:
        found = self.stored.jobs[broadcast_id].get(job_id)
        if found is None or not found.open or found.job.lease is None:
            return None
        return found if found.job.lease.token == token else None


@dataclass(frozen=True, slots=True)
class MemoryHealth:
    stored: Stored

    def unclear(self, broadcast_id: UUID, sequence: int, now: datetime) -> Sequence[int]:
        self.stored.unclear[broadcast_id].append(sequence)
        return sorted(self.stored.unclear[broadcast_id])

    def forget(self, broadcast_id: UUID) -> None:
        self.stored.unclear[broadcast_id].clear()
