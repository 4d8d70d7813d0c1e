"""A notice as it grows, in virtual time: the engine's own code, AWS counted and timed, Meta simulated."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from random import Random
from uuid import UUID

from tests.acting import AS_OPERATOR
from tests.bench.cost import euros, meta_euro, per_10000
from tests.bench.measurement import Measurement, at_most
from tests.bench.prices import MILAN
from tests.fakes.aws.metered_town import MeteredTown
from tests.fakes.aws.usage import Usage
from tests.fakes.aws.workers import workers_for
from tests.fakes.broadcasts.engine_store import Subscriber
from tests.fakes.broadcasts.meta import Temper
from tests.fakes.broadcasts.town_hall import TEMPLATE
from urp.acts.model import Act
from urp.notices.broadcasts.model import BroadcastDraft
from urp.town.pricing.loading import load_prices

NOTICE = UUID(int=1)
USUAL, UPGRADED = 80, 1_000  # messages a second
SIZES = (1_000, 10_000, 100_000)
BAR_MINUTES = 24.0
FLAT_PERCENT = 10.0
DRAFT = BroadcastDraft("Via Roma", TEMPLATE.name, {"luogo": "via Roma"}, "https://comune.example/1")


@dataclass(frozen=True, slots=True)
class Grown:
    """What a notice to so many people came to."""

    people: int
    reached: int
    duplicates: int
    freeze_s: float
    """From the call to the first job on the queue."""
    send_s: float
    """From the first accepted to the last."""
    most_in_a_second: int
    throttled: int
    usage: Usage
    partitions: dict[str, float]
    """The most write units asked of a partition in a second, by kind."""

    @property
    def complete(self) -> bool:
        return self.reached == self.people and not self.duplicates and not self.throttled


def grown(people: int, per_second: int) -> Grown:
    town = MeteredTown(0, per_second, workers_for(per_second))
    town.meta.temper = Temper(read=1.0)
    chance = Random(people)
    for number in range(people):
        citizen_id = UUID(int=chance.getrandbits(128))
        town.stored.subscribe(Subscriber(citizen_id, f"IT.1{number:019d}", f"39333{number:07d}"))
    called = town.now
    office = town.office()
    office.create(NOTICE, DRAFT, act(town, "create"))
    office.approvals.submit(NOTICE, None, act(town, "submit"))
    town.run_until_over([NOTICE], hours=24)
    town.run(60)
    town.time.stop()
    header, moments = town.stored.header(NOTICE), [sent.at for sent in town.meta.accepted]
    frozen_at = header.sending_at or town.now
    return Grown(
        people=people,
        reached=town.stored.statement(NOTICE).counts.accepted,
        duplicates=sum(copies - 1 for copies in town.meta.copies().values()),
        freeze_s=(frozen_at - called).total_seconds(),
        send_s=(moments[-1] - moments[0]).total_seconds(),
        most_in_a_second=town.meta.most_in_a_second(),
        throttled=town.meta.throttled,
        usage=town.usage,
        partitions=_by_kind(town.partitions.peaks),
    )


def broadcast_100000_virtual(_: Path) -> list[Measurement]:
    usual, upgraded = _together([(100_000, USUAL), (100_000, UPGRADED)])
    return [
        at_most(
            "broadcast_100000_virtual",
            usual.send_s / 60,
            "min",
            BAR_MINUTES,
            {
                "minutes_at_1000": round(upgraded.send_s / 60, 2),
                "share_used": round(100_000 / usual.send_s / USUAL, 3),
                "share_used_at_1000": round(100_000 / upgraded.send_s / UPGRADED, 3),
                "workers": [workers_for(USUAL), workers_for(UPGRADED)],
                "most_in_a_second": [usual.most_in_a_second, upgraded.most_in_a_second],
                "freeze_s": [round(usual.freeze_s, 1), round(upgraded.freeze_s, 1)],
                "dynamodb_calls_a_recipient": _calls(usual),
                "partition_peaks": usual.partitions,
                "partition_peaks_at_1000": upgraded.partitions,
            },
            otherwise_fine=usual.complete and upgraded.complete,
            virtual=True,
        )
    ]


def cost_per_10000(_: Path) -> list[Measurement]:
    """How far the dearest of three sizes is from the cheapest."""
    sizes = _together([(people, USUAL) for people in SIZES])
    euro = {each.people: per_10000(euros(each.usage, each.people, MILAN), each.people) for each in sizes}
    totals = [each["all"] for each in euro.values()]
    return [
        at_most(
            "cost_per_10000",
            100 * (max(totals) / min(totals) - 1),
            "% apart",
            FLAT_PERCENT,
            {
                "euro": euro,
                "dynamodb_calls_a_recipient": {each.people: _calls(each) for each in sizes},
                "freeze_s": {each.people: round(each.freeze_s, 1) for each in sizes},
                "meta_euro": meta_euro(load_prices("urp_profile")),
            },
            otherwise_fine=all(each.complete for each in sizes),
        )
    ]


def frozen_in_virtual_time(people: int) -> float:
    """Seconds from the call to the first job on the queue, with the latencies and partitions of AWS."""
    return grown(people, USUAL).freeze_s


def _together(sizes: Sequence[tuple[int, int]]) -> list[Grown]:
    """Each in a process of its own, the longest first."""
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        asked = {size: pool.submit(grown, *size) for size in sorted(sizes, reverse=True)}
        return [asked[size].result() for size in sizes]


def _calls(one: Grown) -> float:
    return round(one.usage.dynamodb() / one.people, 3)


def _by_kind(peaks: dict[str, float]) -> dict[str, float]:
    """The busiest shard stands for all."""
    kinds: dict[str, float] = {}
    for name, peak in peaks.items():
        kind = name.partition(" of shard")[0]
        kinds[kind] = max(kinds.get(kind, 0.0), peak)
    return kinds


def act(town: MeteredTown, name: str) -> Act:
    return Act(name, "staff-1", f"broadcast.{name}", f"broadcast/{NOTICE}", town.now, standing=AS_OPERATOR)
