"""The next step of one broadcast, no matter who asks and how often: the minute, a nudge, two at once.

Once a minute it is asked for all that are due or running, and for each emergency that holds the others back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING
from uuid import UUID

from urp.citizens.identity.model import AUDIENCE_SHARDS
from urp.errors import ConflictError, UrpError
from urp.notices.broadcasts.closing import CloseBroadcast
from urp.notices.broadcasts.freezing import due
from urp.notices.broadcasts.hold import JOB_DEAD, PROBE_EVERY, probing, reaching, waits_for_tier
from urp.notices.broadcasts.jobs import (
    EXPANSION_LOST,
    JOBS_LOST,
    Job,
    JobId,
    freezing_step,
    leased,
    lost_jobs,
    lost_shards,
    older,
    only_dead_left,
    sending_step,
)
from urp.notices.broadcasts.lifecycle import forbidden_meanwhile, frozen, held, late, over, refused, stale
from urp.notices.broadcasts.model import ACTIVE, Broadcast, BroadcastStatus, Hold, HoldReason
from urp.notices.broadcasts.ports import Queues
from urp.notices.broadcasts.prohibitions import AccountChecks
from urp.notices.broadcasts.seal import GrowthLimit, Seals
from urp.notices.broadcasts.tier import LearnLimit, TierGate
from urp.notices.silence.moments import Moments
from urp.whatsapp.pacing import estimate_seconds
from urp.whatsapp.rate_ports import NumberRate

if TYPE_CHECKING:
    from urp.notices.store.broadcasts import Broadcasts
    from urp.notices.store.freezing import Freezing
    from urp.notices.store.jobs import Jobs


LOOK_AHEAD = timedelta(minutes=3)
"""A schedule's tick may come up to a minute late, and one may be lost: two ticks are at most so far apart.
The exact second is the queue's delay."""
_LONGEST_DELAY = 900  # seconds, SQS
_TRIES = 3
_S = BroadcastStatus


@dataclass(frozen=True, slots=True)
class AdvanceBroadcast:
    broadcasts: Broadcasts
    freezing: Freezing
    jobs: Jobs
    queues: Queues
    rate: NumberRate
    account: AccountChecks
    close: CloseBroadcast
    tier: TierGate
    seals: Seals
    growth: GrowthLimit
    moments: Moments

    def __call__(self, broadcast_id: UUID, now: datetime) -> str:
        """What was done, in a word for the log. Every step is guarded by the header's version: of two at once
        one does it, and looking again finds it done."""
        for _ in range(_TRIES):
            broadcast = self.broadcasts.load(broadcast_id)
            if broadcast is None:  # an emergency that a restore of the tables lost holds nobody back
                self.rate.emergency_ends(broadcast_id)
                return "unknown"
            self.keep_lane(broadcast, now)
            try:
                done = self._step(broadcast, now)
            except ConflictError:
                continue
            return f"training: {done}" if broadcast.training else done  # rings no alarm
        return "moving"

    def keep_lane(self, broadcast: Broadcast, now: datetime) -> None:
        """Ordinary broadcasts wait exactly while an emergency has people to reach."""
        if not broadcast.silences_others:
            return
        if reaching(broadcast, now):
            self.rate.emergency_begins(broadcast.id)
        elif waits_for_tier(broadcast):
            self.rate.emergency_waits(broadcast.id)
        else:
            self.rate.emergency_ends(broadcast.id)

    def _step(self, broadcast: Broadcast, now: datetime) -> str:
        if broadcast.status is _S.SCHEDULED:
            return self._start(broadcast, now)
        if broadcast.status is _S.SUBMITTED and late(broadcast, now):
            return self.broadcasts.decide(broadcast, stale(broadcast), now).status.value
        if broadcast.status not in ACTIVE or broadcast.freezing_at is None:  # held when it was due
            return broadcast.status.value
        if broadcast.sending_at is None:
            return self._freeze(broadcast, now)
        if broadcast.all_jobs_closed:
            return self._close(broadcast, now)
        if broadcast.status is _S.SENDING or over(broadcast, now) is not None:
            return self._sweep(broadcast, now)
        if probing(broadcast):
            return self._probe(broadcast, now)
        if broadcast.hold is not None and broadcast.hold.until is not None:
            return self._wait_for_tier(broadcast, now)
        return broadcast.status.value

    def _start(self, broadcast: Broadcast, now: datetime) -> str:
        if broadcast.due_at is None or broadcast.due_at > now + LOOK_AHEAD:
            return "later"
        forbidden = self.account.forbids(broadcast.draft.template, now)
        begun = None
        if broadcast.due_at <= now:
            begun = due(broadcast, self.seals, self.moments, forbidden, now)
        if begun is not None and begun.freezing_at is None:
            return self.broadcasts.decide(broadcast, begun, now).status.value
        lost = broadcast.due_at < now - JOBS_LOST and older(broadcast.enqueued_at, JOBS_LOST, now)
        step = "on its way" if broadcast.due_at > now - JOBS_LOST else freezing_step((), now)
        if broadcast.enqueued_at is not None and not lost:
            return step
        self.broadcasts.store(broadcast, replace(broadcast, enqueued_at=now))
        delay = max(0, ceil((broadcast.due_at - now).total_seconds()))
        self._expand(broadcast, range(AUDIENCE_SHARDS), delay)
        return f"{step}; given again" if lost else "started"

    def _freeze(self, broadcast: Broadcast, now: datetime) -> str:
        shards = self.freezing.shards(broadcast.id)
        missing = [shard for shard in shards if not shard.ready]
        if missing:
            step = freezing_step(shards, now)
            if not older(broadcast.enqueued_at, EXPANSION_LOST, now):
                return step
            lost = lost_shards(missing, now)
            self.broadcasts.store(broadcast, replace(broadcast, enqueued_at=now))
            self._expand(broadcast, lost)
            return f"{step}; given again" if lost else step
        audience = sum(shard.sealed or 0 for shard in shards)
        if over(broadcast, now) is None and (grown := self.growth.beyond(broadcast, audience, now)):
            return self._hold_grown(replace(broadcast, audience=audience), grown, now)
        jobs = [JobId(shard.number, each) for shard in shards for each in range(shard.jobs or 0)]
        after = frozen(broadcast, audience, len(jobs), now)
        beyond = None if after.status is _S.STOPPING else self.tier.beyond(after, now)
        after = self.broadcasts.decide(broadcast, after if beyond is None else refused(after, beyond), now)
        if after.status in (_S.SENDING, _S.STOPPING):
            self._enqueue(after, jobs)
        return "frozen" if beyond is None else after.status.value

    def _hold_grown(self, broadcast: Broadcast, hold: Hold, now: datetime) -> str:
        """Paused, or held for something else, it is asked when it goes on."""
        if broadcast.status is not _S.FREEZING:
            return broadcast.status.value
        return self.broadcasts.decide(broadcast, held(broadcast, hold), now).status.value

    def _wait_for_tier(self, broadcast: Broadcast, now: datetime) -> str:
        if (silence := self.moments.silences(broadcast, now)) is not None:
            after = held(broadcast, silence)  # what a person is to decide waits on as it was
            return "silent" if after == broadcast else self.broadcasts.store(broadcast, after).status.value
        if self.moments.free_from(broadcast, now) > now:
            return "quiet"
        forbidden = self.account.forbids(broadcast.draft.template, now)
        if forbidden is not None:
            after = forbidden_meanwhile(broadcast, forbidden, now)
            return (
                "forbidden"
                if after == broadcast
                else self.broadcasts.decide(broadcast, after, now).status.value
            )
        going = self.tier.resume(broadcast, now)
        if isinstance(going, str):
            return going
        self.keep_lane(going, now)  # an emergency is first, before ordinary ones take what has come back
        self._sweep(going, now)
        return "going on"

    def _expand(self, broadcast: Broadcast, shards: Sequence[int], delay: int = 0) -> None:
        """With a look when it should be over, as for jobs."""
        self.queues.expand(broadcast.id, shards, delay)
        look = delay + ceil(EXPANSION_LOST.total_seconds()) + 1
        self.queues.dispatch(broadcast.id, min(_LONGEST_DELAY, look))

    def _sweep(self, broadcast: Broadcast, now: datetime) -> str:
        if over(broadcast, now) is not None:  # what fell sends nothing more: it is only to be written down
            self.jobs.revive(broadcast.id)
        everything = self.jobs.open(broadcast.id)
        open_jobs = [job for job in everything if not job.dead]
        if only_dead_left(broadcast, everything, now):
            fallen = held(broadcast, Hold(HoldReason.JOB_DEAD, now, JOB_DEAD))
            return self.broadcasts.decide(broadcast, fallen, now).status.value
        step = sending_step(open_jobs, now, emergency=broadcast.emergency)
        left = lost_jobs(broadcast, open_jobs, now)
        if not left:
            self._look_when_leases_end(broadcast, open_jobs, now)
            return step
        after = self.broadcasts.store(broadcast, replace(broadcast, enqueued_at=now))
        self._enqueue(after, [job.id for job in left])
        return f"{step}; given again"

    def _look_when_leases_end(self, broadcast: Broadcast, open_jobs: Sequence[Job], now: datetime) -> None:
        """A worker that dies is missed a second after its lease, not at some minute after it."""
        ends = [job.lease.until for job in open_jobs if job.lease is not None]
        if ends and (broadcast.look_at is None or broadcast.look_at <= now):
            look_at = max(ends) + timedelta(seconds=1)
            self.broadcasts.store(broadcast, replace(broadcast, look_at=look_at))
            self.queues.dispatch(broadcast.id, ceil((look_at - now).total_seconds()))

    def _enqueue(self, broadcast: Broadcast, jobs: Sequence[JobId]) -> None:
        """With a look when it should be over: what got lost does not wait for the minute. Shard by shard in
        turn: the rows of one shard are one partition, which does not take a whole number's rate."""
        in_turn = sorted(jobs, key=lambda job: (job.number, job.shard))
        self.queues.send(broadcast.id, broadcast.draft.urgency, in_turn)
        if not jobs:
            self.queues.dispatch(broadcast.id)
            return
        expected = estimate_seconds(broadcast.open_people or 0, self.rate.per_second())
        self.queues.dispatch(broadcast.id, min(_LONGEST_DELAY, expected + 2))

    def _probe(self, broadcast: Broadcast, now: datetime) -> str:
        if broadcast.look_at is not None and broadcast.look_at > now:
            return "probing"
        self.broadcasts.store(broadcast, replace(broadcast, look_at=now + PROBE_EVERY))
        free = [job.id for job in self.jobs.open(broadcast.id) if not job.dead and not leased(job, now)]
        self.queues.send(broadcast.id, broadcast.draft.urgency, free[:1], probe=True)
        self.queues.dispatch(broadcast.id, ceil(PROBE_EVERY.total_seconds()))
        return "probe sent"

    def _close(self, broadcast: Broadcast, now: datetime) -> str:
        done = self.close(broadcast, now)
        if broadcast.silences_others and done == "closed":
            self.rate.emergency_ends(broadcast.id)
        return done


@dataclass(frozen=True, slots=True)
class AdvanceAll:
    broadcasts: Broadcasts
    rate: NumberRate
    advance: AdvanceBroadcast
    learn: LearnLimit

    def __call__(self, now: datetime, new: Sequence[UUID] = ()) -> Mapping[UUID, str]:
        """What was done for each; one that fails holds up no other, and shows as `failed: <why>`. What was
        made this very moment the index may not hold yet."""
        running, waiting = self.broadcasts.active(now + LOOK_AHEAD), self.broadcasts.submitted(now)
        about = dict.fromkeys([*new, *running, *waiting, *self.rate.emergencies()])
        done = {broadcast_id: self._advance(broadcast_id, now) for broadcast_id in about}
        with suppress(UrpError):  # nothing waits for it, and a minute later it is tried again
            self.learn.if_old(now)
        return done

    def _advance(self, broadcast_id: UUID, now: datetime) -> str:
        try:
            return self.advance(broadcast_id, now)
        except Exception as error:
            return f"failed: {error.code if isinstance(error, UrpError) else type(error).__name__}"
