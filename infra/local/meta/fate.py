"""What chance decides about one message. Chance is an argument, so that a seed gives the same run again."""

from dataclasses import dataclass
from random import Random

from infra.local.meta.faults import ONLY_OF_BLOCKS, Faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What chance decides about one message before Meta's own rules look at it."""

    latency: float
    answer_code: int | None = None
    late_code: int | None = None
    answered: bool = True
    held: bool = False
    dropped: bool = False


def choose_fate(faults: Faults, chance: Random, *, is_template: bool) -> Fate:
    latency = chance.uniform(*faults.latency_ms) / 1000
    if chance.random() < faults.server_error_rate:
        return Fate(latency=latency, answer_code=131000)
    messages = (error for error in faults.errors if error.code not in ONLY_OF_BLOCKS)
    hit = next((message for message in messages if chance.random() < message.rate), None)
    if hit and not hit.late:
        return Fate(latency=latency, answer_code=hit.code)
    held = is_template and chance.random() < faults.held_rate
    return Fate(
        latency=latency,
        late_code=hit.code if hit else None,
        answered=chance.random() >= faults.unclear_rate,
        held=held,
        dropped=held and chance.random() < faults.held_drop_rate,
    )


@dataclass(frozen=True, slots=True)
class PlannedStatus:
    """When a status comes true, and after how long its webhooks go out: none when lost, two when repeated."""

    status: str
    after: float
    posted_after: tuple[float, ...]
    code: int | None = None


def plan_statuses(faults: Faults, chance: Random, fate: Fate) -> list[PlannedStatus]:
    """The statuses of one accepted message, in seconds from its acceptance."""
    waited = chance.uniform(*faults.held_ms) / 1000 if fate.held else 0.0
    code = 132015 if fate.dropped else fate.late_code
    names = ["failed"] if code else ["sent", "delivered"]
    if not code and chance.random() < faults.read_rate:
        names.append("read")
    plan: list[PlannedStatus] = []
    for name in names:
        waited += chance.uniform(*faults.status_delay_ms) / 1000
        shift = chance.uniform(0, 3 * faults.status_delay_ms[1]) / 1000 if faults.reorder_statuses else 0.0
        plan.append(PlannedStatus(name, waited, _choose_times(faults, chance, waited + shift), code))
    return plan


def _choose_times(faults: Faults, chance: Random, moment: float) -> tuple[float, ...]:
    if chance.random() < faults.lose_status_rate:
        return ()
    if chance.random() < faults.duplicate_status_rate:
        return moment, moment + chance.uniform(*faults.status_delay_ms) / 1000
    return (moment,)
