"""What one attacked run came to, and the sum of many."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, fields

from tests.unit.notices.broadcasts.attack import Attack
from tests.unit.notices.broadcasts.attacked import attacked
from tests.unit.notices.broadcasts.invariants import violations
from urp.notices.broadcasts.recipients import OPEN


@dataclass(frozen=True, slots=True)
class Counted:
    runs: int = 0
    people: int = 0
    messages: int = 0
    kills: int = 0
    stalls: int = 0
    store_faults: int = 0
    orders_lost: int = 0
    orders_doubled: int = 0
    unclear_by_meta: int = 0
    duplicates: int = 0
    unaccounted: int = 0
    unbalanced: int = 0
    workers_killed: int = 0
    """Kills and timeouts of workers that held a job."""
    parked: int = 0
    """People they had in hand: marked, no answer on their row."""
    in_flight: int = 0
    """Of these, the request was written to Meta."""
    unanswered: int = 0
    """Of these, Meta had not answered yet."""
    most_parked: int = 0
    """By one kill."""
    most_in_flight: int = 0

    def __add__(self, other: Counted) -> Counted:
        one, two = asdict(self), asdict(other)
        return Counted(
            **{
                each.name: max(one[each.name], two[each.name])
                if each.name.startswith("most_")
                else one[each.name] + two[each.name]
                for each in fields(self)
            }
        )


@dataclass(frozen=True, slots=True)
class Run:
    seed: int
    counted: Counted
    found: tuple[str, ...]
    """What is not as it must be."""


def run(seed: int) -> Run:
    try:
        attack = attacked(seed)
    except Exception as error:  # whatever it is, the seed is told
        return Run(seed, Counted(runs=1), (f"{type(error).__name__}: {error}",))
    return Run(seed, counted(attack), tuple(violations(attack)))


def counted(attack: Attack) -> Counted:
    town, stored = attack.town, attack.town.stored
    headers = stored.headers()
    outcomes = Counter(row.outcome for each in headers for row in attack.rows(each.id).values())
    statements = filter(None, (stored.statements.statement(each.id) for each in headers))
    killed = [fall for fall in town.falls if fall.killed]
    return Counted(
        runs=1,
        people=sum(outcomes.values()),
        messages=len(town.meta.accepted),
        kills=town.time.kills,
        stalls=town.time.stalls,
        store_faults=town.time.faults,
        orders_lost=town.queues.losses,
        orders_doubled=town.queues.doubled,
        unclear_by_meta=town.meta.unclear,
        duplicates=sum(copies - 1 for copies in town.meta.copies().values()),
        unaccounted=sum(outcomes[each] for each in OPEN),
        unbalanced=sum(each.counts.total != each.audience for each in statements),
        workers_killed=len(killed),
        parked=sum(fall.marked for fall in killed),
        in_flight=sum(fall.written for fall in killed),
        unanswered=sum(fall.unanswered for fall in killed),
        most_parked=max((fall.marked for fall in killed), default=0),
        most_in_flight=max((fall.written for fall in killed), default=0),
    )


def table(total: Counted) -> str:
    lines = [f"{each.name.replace('_', ' '):18} {getattr(total, each.name):>10,}" for each in fields(total)]
    if total.workers_killed:
        apart = f"{total.parked / total.workers_killed:.2f} parked a kill, "
        lines.append(apart + f"{total.in_flight / total.workers_killed:.2f} truly in flight")
    return "\n".join(lines)
