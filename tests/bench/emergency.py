"""An emergency called while an ordinary notice goes out."""

from pathlib import Path

from infra.local.meta.reading import Json
from infra.local.progress import Progress
from infra.local.town import TownHall, open_town_hall
from tests.bench.crowd import subscribe
from tests.bench.measurement import Measurement, at_most
from tests.bench.notice import created, unaccounted
from tests.bench.sends import Sends
from tests.bench.stop import PATIENCE_S, UNDER_WAY, under_way

PEOPLE = 2_000
BAR_S = 5.0
ORDINARY_BAR_S = 2.0


def emergency_overtake(folder: Path) -> list[Measurement]:
    """Held by two figures: its first message, and the last ordinary one before everybody was warned."""
    progress = Progress()
    with open_town_hall(folder, progress) as town:
        subscribe(town, PEOPLE)
        called, emergency, ordinary, statements = _overtaken(town, progress)
    before = [each for each in ordinary.accepted if each.at <= emergency.last]
    last_ordinary = max(before[-1].at - called, 0.0)
    wrong = [
        sends.duplicates + unaccounted(PEOPLE, statement, sends)
        for sends, statement in zip((emergency, ordinary), statements, strict=True)
    ]
    return [
        at_most(
            "emergency_overtake",
            emergency.first - called,
            "s",
            BAR_S,
            {
                "last_ordinary_s": round(last_ordinary, 3),
                "last_ordinary_bar_s": ORDINARY_BAR_S,
                "ordinary_before_the_call": sum(1 for each in before if each.at <= called),
                "ordinary_after_the_call": sum(1 for each in before if each.at > called),
                "emergency_people": emergency.people,
                "emergency_s": round(emergency.seconds, 1),
                "ordinary_went_on_s": round(_next_after(ordinary, emergency.last) - emergency.last, 2),
                "duplicates_and_unaccounted": sum(wrong),
            },
            otherwise_fine=last_ordinary <= ORDINARY_BAR_S and sum(wrong) == 0,
        )
    ]


def _overtaken(town: TownHall, progress: Progress) -> tuple[float, Sends, Sends, tuple[Json, Json]]:
    ordinary, emergency = created(town), created(town, urgency="emergency")
    ordinary.send()
    under_way(ordinary, UNDER_WAY)
    called = emergency.send()
    with progress.stage("the emergency goes out"):
        warned = emergency.closed(PATIENCE_S)
    with progress.stage("the ordinary notice goes on"):
        reached = ordinary.closed(PATIENCE_S)
    return called, emergency.sends(), ordinary.sends(), (warned, reached)


def _next_after(sends: Sends, moment: float) -> float:
    return min((each.at for each in sends.accepted if each.at > moment), default=moment)
