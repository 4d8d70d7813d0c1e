"""Before the first message of a frozen audience: does Meta's messaging limit let it through?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from urp.notices.broadcasts.hold import waits_for_tier
from urp.notices.broadcasts.jobs import leased
from urp.notices.broadcasts.learn_limit import LearnLimit
from urp.notices.broadcasts.lifecycle import LOOK_FOR_WINDOWS, resumed
from urp.notices.broadcasts.model import BeyondTier, Broadcast, Hold, HoldReason
from urp.notices.broadcasts.ports import Broadcasts, Queues
from urp.notices.broadcasts.sending_ports import Jobs
from urp.whatsapp.rate_ports import ReachLedger
from urp.whatsapp.reach import Reach


@dataclass(frozen=True, slots=True)
class TierGate:
    ledger: ReachLedger
    learn: LearnLimit
    broadcasts: Broadcasts
    jobs: Jobs
    queues: Queues

    def beyond(self, broadcast: Broadcast, now: datetime) -> Hold | None:
        """Why nobody is written to yet. Meta itself is asked before anything is refused."""
        if broadcast.emergency or broadcast.draft.beyond_tier is BeyondTier.PLAN:
            return None
        people = broadcast.open_people or 0
        if fits(self.ledger.reach(), people, now):
            return None
        self.learn(now)
        reach = self.ledger.reach()
        if fits(reach, people, now):
            return None
        return Hold(HoldReason.BEYOND_TIER, now, refusal(reach, people, now))

    def waited(self, broadcast: Broadcast, now: datetime) -> Broadcast | str:
        """One that waits for the limit goes on, as stored, or a word about what was done instead."""
        if not waits_for_tier(broadcast):
            return self._refused(broadcast, now)
        left = self.ledger.reach().left(broadcast.emergency, now)  # also when the limit was raised
        if left is None or left > 0:
            return self.broadcasts.store(broadcast, resumed(broadcast, now))
        if broadcast.look_at is not None and broadcast.look_at > now:
            return "waiting for the messaging limit"
        after = self.broadcasts.store(broadcast, replace(broadcast, look_at=now + LOOK_FOR_WINDOWS))
        idle = [job.id for job in self.jobs.open(broadcast.id) if not job.dead and not leased(job, now)]
        self.queues.send(after.id, after.draft.urgency, idle)
        return "looking for open windows"

    def _refused(self, broadcast: Broadcast, now: datetime) -> Broadcast | str:
        """A person set another time: then it is looked at again."""
        if broadcast.hold is None or broadcast.hold.until is None or broadcast.hold.until > now:
            return "later"
        beyond = self.beyond(broadcast, now)
        if beyond is None:
            return self.broadcasts.store(broadcast, resumed(broadcast, now))
        return self.broadcasts.store(broadcast, replace(broadcast, hold=beyond)).status.value


def fits(reach: Reach, people: int, now: datetime) -> bool:
    left = reach.left(emergency=False, now=now)
    return left is None or people <= left


def refusal(reach: Reach, people: int, now: datetime) -> str:
    left = reach.left(emergency=False, now=now)
    return (
        f"Non è partito: i destinatari sono {people} e il limite di WhatsApp ne consente ora {left}"
        f" ({reach.limit} in 24 ore, meno chi è già stato raggiunto e la riserva per le emergenze)."
        " Riprendendolo parte subito e continua da solo nei giorni seguenti; oppure si programma per un altro"
        " momento, o si ferma."
    )
