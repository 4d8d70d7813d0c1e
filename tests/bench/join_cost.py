"""What one join costs, from Meta's POST to the welcome and its statuses: calls of AWS, computing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from infra.local.keys import Keys
from infra.local.progress import Progress
from tests.bench.cpu_per_recipient import functions_process, tables_queues_and_meta
from tests.bench.measurement import Measurement, at_most
from tests.bench.one_join import Joined, joined

BURST = 10
"""Citizens who write before the queues are worked off: batches as full as the template lets them be."""
ROUNDS = 5
BAR_CALLS = 14.0
BAR_MS = 45.0
_FIRST_ROUND = 100_000
_WARM = 20


def join_cost(folder: Path) -> Sequence[Measurement]:
    progress, keys = Progress(), Keys.made_up()
    with (
        tables_queues_and_meta(folder, keys, people=0) as environment,
        functions_process(environment) as functions,
    ):

        def round_of(number: int, people: int, at_once: int) -> Joined:
            with progress.stage(f"{people} join, {at_once} at a time"):
                return functions.submit(joined, keys.app_secret, number, people, at_once).result()

        round_of(_FIRST_ROUND, _WARM, BURST)  # clients, connections, profile
        alone, together = [], []
        for number in range(ROUNDS):
            first = _FIRST_ROUND * (number + 2)
            alone.append(round_of(first, BURST, 1))
            together.append(round_of(first + BURST, 3 * BURST, BURST))
    fine = all(each.welcomed == BURST for each in alone) and all(
        each.welcomed == 3 * BURST for each in together
    )
    calls = _calls(together, 3 * BURST)
    ms = _ms(together, 3 * BURST)
    return [
        at_most(
            "join_cost",
            _whole(calls),
            "calls of AWS",
            BAR_CALLS,
            {
                **_by_operation(calls),
                "by_function": {name: round(sum(each.values()), 2) for name, each in calls.items()},
                "alone": round(_whole(_calls(alone, BURST)), 2),
                "alone_by_function": {
                    name: {operation: round(count, 2) for operation, count in each.items()}
                    for name, each in _calls(alone, BURST).items()
                },
                "citizens": ROUNDS * 3 * BURST,
            },
            otherwise_fine=fine,
        ),
        at_most(
            "join_computing",
            sum(ms.values()),
            "ms",
            BAR_MS,
            {**ms, "alone": round(sum(_ms(alone, BURST).values()), 1), "rounds": ROUNDS},
            otherwise_fine=fine,
        ),
    ]


def _calls(rounds: Sequence[Joined], people: int) -> Mapping[str, Mapping[str, float]]:
    """Of one citizen."""
    found: dict[str, Counter[str]] = {}
    for each in rounds:
        for function, counted in each.calls.items():
            found.setdefault(function, Counter()).update(counted)
    whole = people * len(rounds)
    return {
        function: {operation: count / whole for operation, count in counted.most_common()}
        for function, counted in found.items()
    }


def _whole(calls: Mapping[str, Mapping[str, float]]) -> float:
    return sum(sum(each.values()) for each in calls.values())


def _by_operation(calls: Mapping[str, Mapping[str, float]]) -> Mapping[str, float]:
    found: Counter[str] = Counter()
    for each in calls.values():
        found.update(each)
    return {operation: round(count, 2) for operation, count in found.most_common()}


def _ms(rounds: Sequence[Joined], people: int) -> Mapping[str, float]:
    names = sorted({name for each in rounds for name in each.seconds})
    return {
        name: round(1000 * median(each.seconds.get(name, 0.0) for each in rounds) / people, 2)
        for name in names
    }
