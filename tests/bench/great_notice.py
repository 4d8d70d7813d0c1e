"""One notice to fifteen thousand people, all statuses on, while citizens write to the desk."""

import time
from pathlib import Path

from infra.local.meta.reading import Json, as_object, read_number
from infra.local.progress import Progress
from infra.local.town import TownHall, open_town_hall
from tests.bench import notice as notices
from tests.bench.crowd import subscribe
from tests.bench.measurement import Measurement, at_most, percentile
from tests.bench.notice import Notice, accepted, unaccounted, wait_until
from tests.bench.questions import Questions, questions, warmed
from tests.bench.sends import Sends, everything_sent, most_in_a_second
from tests.bench.settled import Settled, settled_after
from urp.whatsapp.pacing import MAIN_SHARE, estimate_seconds

PEOPLE = 15_000
NUMBER_RATE = 80
SHARE = NUMBER_RATE * MAIN_SHARE
"""Messages a second a broadcast may send."""
BAR_S = 205.0
LENT_BAR_S = 196.0
DESK_BAR_S = 2.0
STATUSES_BAR_S = 60.0
QUESTION_EVERY_S = 2.0
"""Each takes one of the number's messages, and so do the answers beyond the desk's own share."""
STATUSES_A_PERSON = 3
PATIENCE = 2.0
"""Times what it should take."""
_EVERY_S = 10.0


def great_notice(folder: Path, people: int = PEOPLE) -> list[Measurement]:
    progress = Progress()
    with open_town_hall(folder, progress) as town:
        with progress.stage(f"{people} people join"):
            subscribe(town, people)
        town.meta.set_faults({"read_rate": 1})
        warmed(town)
        notice = notices.created(town)
        with questions(town.meta.url, QUESTION_EVERY_S) as asked:
            called = notice.send()
            _watch(town, people, progress)
        settled = settled_after(town, notice, people)
        statement = notice.closed(STATUSES_BAR_S)
        sends = notice.sends()
        return [
            _broadcast(town, people, notice, called, statement, sends),
            _desk(asked),
            _statuses(town, people, settled),
        ]


def great_notice_lent(folder: Path, people: int = PEOPLE) -> list[Measurement]:
    """The same with the desk's reserve lent while it is idle, and nobody writing."""
    progress = Progress()
    with open_town_hall(folder, progress, {"LendReserve": "yes"}) as town:
        with progress.stage(f"{people} people join"):
            subscribe(town, people)
        town.meta.set_faults({"read_rate": 1})
        warmed(town)
        notice = notices.created(town)
        called = notice.send()
        _watch(town, people, progress)
        settled_after(town, notice, people)
        statement = notice.closed(STATUSES_BAR_S)
        return [
            _broadcast(
                town,
                people,
                notice,
                called,
                statement,
                notice.sends(),
                f"broadcast_{people}_lent",
                LENT_BAR_S,
            )
        ]


def _watch(town: TownHall, people: int, progress: Progress) -> None:
    """Until Meta has taken as many as there are people: answers of the desk count too, so a moment longer."""
    shown = time.monotonic()
    expected = estimate_seconds(people, NUMBER_RATE)

    def everybody() -> bool:
        nonlocal shown
        taken = accepted(town)
        if time.monotonic() - shown >= _EVERY_S:
            shown = time.monotonic()
            progress.say(f"{taken} messages accepted")
        return taken >= people

    wait_until(everybody, f"{people} messages are accepted", 30 + PATIENCE * expected, every=2.0)


def _broadcast(
    town: TownHall,
    people: int,
    notice: Notice,
    called: float,
    statement: Json,
    sends: Sends,
    name: str = "",
    bar: float = BAR_S,
) -> Measurement:
    wrong = sends.duplicates + unaccounted(people, statement, sends)
    most = most_in_a_second([each for each in everything_sent(town.meta) if each.outcome == "accepted"])
    statistics = town.meta.statistics(copies=False)
    return at_most(
        name or f"broadcast_{people}",
        sends.seconds,
        "s",
        bar,
        {
            "people": people,
            "floor_s": round(people / SHARE, 1),
            "call_to_first_s": round(sends.first - called, 2),
            "share_used": round(sends.per_second / SHARE, 4),
            "most_in_a_sliding_second": most,
            "with_inbound": statistics.get("max_with_inbound_in_a_second"),
            "throttled_130429": sends.throttled,
            "duplicates": sends.duplicates,
            "unaccounted": unaccounted(people, statement, sends),
            "seconds_below_70": sends.seconds_below(70),
        },
        otherwise_fine=wrong == 0 and most <= NUMBER_RATE and sends.people == people,
    )


def _desk(asked: Questions) -> Measurement:
    seconds = asked.answer_seconds()
    unanswered = sum(1 for each in seconds if each == float("inf"))
    return at_most(
        "desk_during_broadcast",
        percentile(seconds, 0.95),
        "s",
        DESK_BAR_S,
        {
            "questions": len(seconds),
            "one_every_s": asked.every_s,
            "p50_s": round(percentile(seconds, 0.5), 3),
            "max_s": round(max(seconds, default=0.0), 3),
            "unanswered": unanswered,
        },
        otherwise_fine=unanswered == 0,
    )


def _statuses(town: TownHall, people: int, settled: Settled) -> Measurement:
    webhooks = as_object(town.meta.statistics(copies=False).get("webhooks"))
    return at_most(
        f"statuses_{people * STATUSES_A_PERSON}",
        settled.seconds,
        "s",
        STATUSES_BAR_S,
        {
            "posts": webhooks.get("posts"),
            "given_up": webhooks.get("given_up"),
            "rows_read_at_the_end": settled.rows_read,
            "webhook_median_ms": webhooks.get("median_ms"),
            "webhooks_over_1_s": webhooks.get("over_one_second"),
        },
        otherwise_fine=settled.rows_read == people and read_number(webhooks, "given_up", 0) == 0,
    )
