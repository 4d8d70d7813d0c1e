"""A number that may send a thousand messages a second: how many this machine carries, and what limits it."""

import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from infra.local.progress import Progress
from infra.local.town import TownHall, open_town_hall
from infra.local.warming import find_alias
from tests.bench.computing import idle_seconds, seconds_by_part
from tests.bench.crowd import subscribe
from tests.bench.measurement import Measurement, at_most
from tests.bench.notice import accepted, created, unaccounted, wait_until
from tests.bench.sends import Sends, everything_sent, most_in_a_second
from tests.bench.settled import settled_after

PEOPLE = 3_000
NUMBER_RATE = 1_000
WORKERS = (2, 4, 8)
"""At once. The template gives a number of this rate fifty; here they share two cores."""
SLOWEST = 10.0
"""Messages a second: the bench waits no longer."""
CLOSE_S = 180.0
NOBODY = "nobody"
_NO_MESSAGES = '{"Records": []}'


@dataclass(frozen=True, slots=True)
class Run:
    """One notice with so many workers."""

    workers: int
    sends: Sends
    statuses_s: float
    wrong: int
    """People reached twice or not, or not accounted for, or whose statuses were not all recorded."""
    cores: Mapping[str, float]
    """Used by each part from the first message to the last."""

    def told(self) -> Mapping[str, object]:
        return {
            "per_second": round(self.sends.per_second, 1),
            "cores": self.cores,
            "cpu_ms_a_message": {
                part: round(1000 * used / self.sends.per_second, 2)
                for part, used in self.cores.items()
                if part != NOBODY
            },
            "throttled_130429": self.sends.throttled,
            "statuses_s": round(self.statuses_s, 1),
        }


def flat_out(folder: Path, people: int = PEOPLE) -> list[Measurement]:
    progress = Progress()
    upgraded = {"NumberRate": str(NUMBER_RATE), "WebhookRequestsPerSecond": "4000"}
    with open_town_hall(folder, progress, upgraded) as town:
        with progress.stage(f"{people} people join"):
            subscribe(town, people)
        town.meta.set_faults({"number_rate": NUMBER_RATE, "read_rate": 1})
        runs = []
        for workers in WORKERS:
            with progress.stage(f"a notice with {workers} workers"):
                runs.append(_run(town, people, workers))
            progress.say(str(runs[-1].told()))
        most = most_in_a_second([each for each in everything_sent(town.meta) if each.outcome == "accepted"])
    best = max(runs, key=lambda each: each.sends.per_second)
    wrong = sum(each.wrong for each in runs)
    return [
        at_most(
            "flat_out",
            best.sends.per_second,
            "messages/s",
            NUMBER_RATE,
            {
                "people": people,
                "workers": best.workers,
                "most_in_a_sliding_second": most,
                "wrong": wrong,
                "by_workers": {each.workers: each.told() for each in runs},
            },
            otherwise_fine=wrong == 0 and most <= NUMBER_RATE,
        )
    ]


def _run(town: TownHall, people: int, workers: int) -> Run:
    _at_once(town, workers)
    notice, before = created(town), accepted(town)
    notice.send()
    wait_until(lambda: accepted(town) > before, "the first message is accepted", CLOSE_S)
    since, busy, idle = time.monotonic(), seconds_by_part(), idle_seconds()
    wait_until(lambda: accepted(town) >= before + people, f"{people} messages are accepted", people / SLOWEST)
    seconds = time.monotonic() - since
    cores = {part: (used - busy[part]) / seconds for part, used in seconds_by_part().items()}
    cores[NOBODY] = (idle_seconds() - idle) / seconds
    settled = settled_after(town, notice, people)
    sends, statement = notice.sends(), notice.closed(CLOSE_S)
    wrong = sends.duplicates + unaccounted(people, statement, sends) + people - settled.rows_read
    return Run(workers, sends, settled.seconds, wrong, {part: round(used, 2) for part, used in cores.items()})


def _at_once(town: TownHall, workers: int) -> None:
    """So many copies of the sending function are awake, and no more are given a job."""
    functions = town.aws.functions()
    name = find_alias(town.aws, town.endpoints.aws.outputs["BroadcastSendFunctionName"])
    for mapping in functions.list_event_source_mappings(FunctionName=name)["EventSourceMappings"]:
        functions.update_event_source_mapping(
            UUID=mapping["UUID"], ScalingConfig={"MaximumConcurrency": workers}
        )
    with ThreadPoolExecutor(workers) as callers:
        list(callers.map(lambda _: functions.invoke(FunctionName=name, Payload=_NO_MESSAGES), range(workers)))
