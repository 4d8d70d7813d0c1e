"""From the call to the last job on the queue, for as many people as the local cloud holds."""

import time
from pathlib import Path

from infra.local.meta.reading import read_number, read_object
from infra.local.progress import Progress
from infra.local.town import TownHall, open_town_hall
from tests.bench.crowd import subscribe
from tests.bench.growth import frozen_in_virtual_time
from tests.bench.measurement import Measurement, at_most
from tests.bench.notice import Notice, created, wait_until

PEOPLE = 100_000
BAR_S = 60.0
PATIENCE_S = 180.0


def expand_100000(folder: Path, people: int = PEOPLE) -> list[Measurement]:
    """The notice is stopped as soon as it is frozen: how fast it goes out is another bench's matter."""
    progress = Progress()
    with open_town_hall(folder, progress) as town:
        with progress.stage(f"{people} people join"):
            subscribe(town, people)
        notice = created(town)
        called = notice.send()
        with progress.stage(f"{people} people are frozen"):
            wait_until(lambda: notice.seen()["status"] == "sending", "the audience is frozen", PATIENCE_S)
            wait_until(lambda: _enqueued(town, notice), "the jobs are on the queue", PATIENCE_S)
        seconds = time.time() - called
        seen = notice.seen()
        notice.ask("stop")
    with progress.stage("the same in virtual time, with the latencies of AWS"):
        model = frozen_in_virtual_time(people)
    return [
        at_most(
            "expand_100000",
            seconds,
            "s",
            BAR_S,
            {
                "people": seen["audience"],
                "jobs": read_object(seen, "jobs")["total"],
                "people_a_second": round(people / seconds),
                "model_s": round(model, 1),
            },
            otherwise_fine=seen["audience"] == people and model <= BAR_S,
        )
    ]


def _enqueued(town: TownHall, notice: Notice) -> bool:
    """Every job waits, is being worked on, or is closed already."""
    told = town.aws.sqs().get_queue_attributes(
        QueueUrl=town.endpoints.aws.outputs["BroadcastQueueUrl"],
        AttributeNames=["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
    )["Attributes"]
    jobs = read_object(notice.seen(), "jobs")
    waiting = sum(int(value) for value in told.values())
    return waiting + read_number(jobs, "closed", 0) >= read_number(jobs, "total", 0) > 0
