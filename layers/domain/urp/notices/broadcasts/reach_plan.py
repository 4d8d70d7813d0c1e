"""When how many people of a notice can be written to, as far as that can be told beforehand."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from datetime import datetime

from urp.notices.broadcasts.lifecycle import LONGEST_RUN
from urp.whatsapp.reach import DAY, Reach


@dataclass(frozen=True, slots=True)
class PlanStep:
    at: datetime
    people: int


@dataclass(frozen=True, slots=True)
class ReachPlan:
    """Open windows are left out of account: whoever has one goes in addition, so it is over sooner."""

    steps: tuple[PlanStep, ...]
    later: int = 0
    """People whose turn does not come before the notice is over."""

    @property
    def at_once(self) -> bool:
        return len(self.steps) <= 1 and not self.later


def planned(reach: Reach, people: int, *, emergency: bool, now: datetime, ahead: int = 0) -> ReachPlan:
    """`ahead`: people of other notices that come first. As fast as the limit allows, from `now` on."""
    share = reach.share(emergency)
    if share is None or not people:
        return ReachPlan((PlanStep(now, people),) if people else ())
    free = share - reach.used(now)
    coming = [(back.at, back.people) for back in reach.returning(now)]
    heapq.heapify(coming)
    steps, at = list[PlanStep](), now
    while people and at < now + LONGEST_RUN:
        taken = min(max(0, free), ahead + people)
        own = max(0, taken - ahead)
        ahead -= taken - own
        if taken:
            heapq.heappush(coming, (at + DAY, taken))
        if own:
            steps.append(PlanStep(at, own))
        people, free = people - own, free - taken
        if not coming:
            break
        at, back = heapq.heappop(coming)
        free += back
    return ReachPlan(tuple(steps), people)
