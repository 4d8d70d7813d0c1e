"""The desk with and without lending its reserve to a notice, in the same run of virtual time: the same
citizens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from uuid import UUID

from tests.bench.growth import DRAFT, NOTICE, act
from tests.bench.measurement import Measurement, at_most, percentile
from tests.fakes.broadcasts.engine_store import Subscriber
from tests.fakes.broadcasts.town_hall import START
from tests.fakes.written_town import WrittenTown

PEOPLE = 15_000
BAR_S = 196.0
RATIO_BAR = 1.2
SEEDS = range(6)
A_CITIZEN_EVERY_S = 30.0
"""Seldom enough for the reserve to be lent in between: with one every five seconds it never is."""


@dataclass(frozen=True, slots=True)
class Lent:
    seconds: float
    """From the first message Meta took to the last."""
    reached: int
    throttled: int
    answered: tuple[float, ...]
    most_in_a_second: int


def lent(people: int, *, lends: bool, seed: int = 0, every_s: float | None = None) -> Lent:
    town = WrittenTown(seed, lends=lends)
    chance = Random(people)
    for number in range(people):
        citizen_id = UUID(int=chance.getrandbits(128))
        town.stored.subscribe(Subscriber(citizen_id, f"IT.1{number:019d}", f"39333{number:07d}"))
    if every_s is not None:
        _citizens_write(town, people, Random(seed), every_s)
    office = town.office()
    office.create(NOTICE, DRAFT, act(town, "create"))
    office.approvals.submit(NOTICE, None, act(town, "submit"))
    town.run_until_over([NOTICE])
    town.run(60)
    town.time.stop()
    moments = [sent.at for sent in town.meta.accepted]
    return Lent(
        (moments[-1] - moments[0]).total_seconds(),
        town.stored.statement(NOTICE).counts.accepted,
        town.meta.throttled + town.answers_refused,
        tuple(seconds for _, seconds in town.answered),
        town.meta.most_in_a_second(),
    )


def _citizens_write(town: WrittenTown, people: int, chance: Random, every_s: float) -> None:
    """The first just before the notice, the others as chance has it."""
    moment = 0.1
    while moment < people / 76:
        town.citizens_write([START + timedelta(seconds=moment)])
        moment += chance.expovariate(1 / every_s)


def broadcast_15000_lent_virtual(_: Path) -> list[Measurement]:
    kept, given = lent(PEOPLE, lends=False), lent(PEOPLE, lends=True)
    return [
        at_most(
            "broadcast_15000_lent_virtual",
            given.seconds,
            "s",
            BAR_S,
            {
                "without_lending_s": round(kept.seconds, 1),
                "most_in_a_second": [kept.most_in_a_second, given.most_in_a_second],
                "throttled": [kept.throttled, given.throttled],
            },
            otherwise_fine=given.reached == PEOPLE and given.throttled <= kept.throttled,
            virtual=True,
        )
    ]


def desk_while_lent(_: Path) -> list[Measurement]:
    """Its p95 over that without lending; how often Meta refused stands beside it."""
    kept = [lent(PEOPLE, lends=False, seed=seed, every_s=A_CITIZEN_EVERY_S) for seed in SEEDS]
    given = [lent(PEOPLE, lends=True, seed=seed, every_s=A_CITIZEN_EVERY_S) for seed in SEEDS]
    p95 = [percentile([each for run in runs for each in run.answered], 0.95) for runs in (kept, given)]
    refusals = [sum(run.throttled for run in runs) for runs in (kept, given)]
    return [
        at_most(
            "desk_while_lent",
            p95[1] / p95[0],
            "times the p95 without",
            RATIO_BAR,
            {
                "answers": sum(len(run.answered) for run in given),
                "p95_s": [round(each, 3) for each in p95],
                "refusals": refusals,
                "seconds": [[round(run.seconds, 1) for run in runs] for runs in (kept, given)],
            },
            otherwise_fine=all(run.reached == PEOPLE for run in given),
        )
    ]
