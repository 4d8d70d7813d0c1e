"""How soon the last message leaves after somebody calls stop."""

from pathlib import Path

from infra.local.progress import Progress
from infra.local.town import TownHall, open_town_hall
from tests.bench.crowd import subscribe
from tests.bench.measurement import Measurement, at_most
from tests.bench.notice import Notice, accepted, created, unaccounted, wait_until
from tests.bench.sends import Sends

PEOPLE = 2_000
TIMES = 5
BAR_S = 2.0
UNDER_WAY = 250
"""Messages: every worker is at full speed."""
PATIENCE_S = 120.0


def stop(folder: Path) -> list[Measurement]:
    """The worst of several, each in the middle of a notice at full speed."""
    progress = Progress()
    with open_town_hall(folder, progress) as town:
        subscribe(town, PEOPLE)
        stopped = [_stopped(town, progress) for _ in range(TIMES)]
    seconds = [max(sends.last - called, 0.0) for called, sends, _ in stopped]
    wrong = sum(lost + sends.duplicates for _, sends, lost in stopped)
    return [
        at_most(
            "stop",
            max(seconds),
            "s",
            BAR_S,
            {
                "times": TIMES,
                "each_s": [round(each, 3) for each in seconds],
                "after_the_call": [_after(sends, called) for called, sends, _ in stopped],
                "people": PEOPLE,
                "duplicates": sum(sends.duplicates for _, sends, _ in stopped),
                "unaccounted": sum(lost for *_, lost in stopped),
            },
            otherwise_fine=wrong == 0,
        )
    ]


def _stopped(town: TownHall, progress: Progress) -> tuple[float, Sends, int]:
    """The moment of the call, what was sent, and how many people the statement does not account for."""
    notice = created(town)
    notice.send()
    under_way(notice, UNDER_WAY)
    called = notice.ask("stop")
    statement = notice.closed(PATIENCE_S)
    sends = notice.sends()
    progress.say(f"stopped after {len(sends.accepted)} messages, the last {sends.last - called:+.2f} s")
    return called, sends, unaccounted(PEOPLE, statement, sends)


def under_way(notice: Notice, messages: int) -> None:
    enough = accepted(notice.town) + messages
    wait_until(lambda: accepted(notice.town) >= enough, f"{messages} messages are accepted", PATIENCE_S)


def _after(sends: Sends, called: float) -> int:
    return sum(1 for each in sends.accepted if each.at > called)
