"""One attacked broadcast: everything that can go wrong, drawn from a seed, in virtual time."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from tests.fakes.broadcasts.meta import Temper
from tests.fakes.broadcasts.stored import NO_END, Subscriber
from tests.fakes.broadcasts.town_hall import START, TEMPLATE, TownHall
from urp.broadcasts.model import BroadcastDraft, BroadcastStatus, HoldReason, Urgency
from urp.errors import ConflictError
from urp.identity.model import AUDIENCE_SHARDS
from urp.staff.model import Act

LONGEST = 3 * 3600  # virtual seconds; far more than any run needs


@dataclass(slots=True)
class Attack:
    """What was done and when, for the invariants to be checked against."""

    seed: int
    town: TownHall
    chance: Random
    ordinary: UUID
    emergency: UUID | None = None
    people: list[UUID] = field(default_factory=list)
    kept_out: dict[UUID, datetime] = field(default_factory=dict)
    """Left or blocked, and when."""
    joined: dict[UUID, datetime] = field(default_factory=dict)
    emergency_at: datetime | None = None
    stopped_at: datetime | None = None
    pauses: list[tuple[datetime, datetime]] = field(default_factory=list)
    shards: int = AUDIENCE_SHARDS
    """Few of them have people: then jobs are long."""
    kills: int = 0
    request_refused: bool = False
    """Meta refused the request itself for a while: what it held waits for a person."""

    def act(self, name: str) -> Act:
        return Act(f"{name}-{self.town.now}", "staff-1", name, "broadcast/1", self.town.now)

    def later(self, seconds: float, action: Callable[[], None]) -> None:
        self.town.time.at(START + timedelta(seconds=seconds), action)


def attacked(seed: int) -> Attack:
    """The whole run, to its end."""
    chance = Random(seed)
    attack = Attack(seed, TownHall(seed), chance, UUID(int=chance.getrandbits(128)))
    attack.shards = chance.choice((1, 2, AUDIENCE_SHARDS))
    for number in range(chance.randint(15, 75)):
        _join(attack, number)
    _trouble(attack)
    _citizens_meanwhile(attack)
    _send(attack, attack.ordinary, Urgency.ORDINARY)
    _staff_meanwhile(attack)
    attack.later(300, lambda: _resume_when_held(attack))
    everything = [attack.ordinary, *filter(None, [attack.emergency])]
    attack.town.run(40, lambda: False)
    attack.town.run_until_over(everything, LONGEST / 3600)
    attack.town.run(600)
    attack.town.time.stop()
    return attack


def _join(attack: Attack, number: int) -> None:
    shard = attack.chance.randrange(attack.shards)
    citizen_id = UUID(int=attack.chance.getrandbits(124) * AUDIENCE_SHARDS + shard)
    phone = f"393330000{number:03d}" if attack.chance.random() < 0.9 else None
    user_id = f"IT.1000000000000000{number:04d}" if phone is None or attack.chance.random() < 0.5 else None
    attack.town.stored.subscribe(Subscriber(citizen_id, user_id, phone))
    attack.people.append(citizen_id)
    attack.joined[citizen_id] = attack.town.now


def _trouble(attack: Attack) -> None:
    chance, town = attack.chance, attack.town
    attack.kills = chance.choice((0, 1, 3, 8))
    town.time.kills_left, town.time.kill_rate = attack.kills, chance.choice((0.003, 0.02))
    town.time.stall_rate = chance.choice((0.0, 0.0, 0.01))
    town.time.faults_left, town.time.fault_rate = chance.choice((0, 0, 5, 20)), 0.02
    town.queues.losses_left, town.queues.loss_rate = chance.choice((0, 2, 10)), 0.3
    town.queues.doubled_rate = chance.choice((0.0, 0.2))
    town.ticks_lost = chance.choice((0, 0, 2))
    town.meta.temper = Temper(
        refused=chance.choice((0.0, 0.03)),
        answer_lost=chance.choice((0.0, 0.01)),
        server_error=chance.choice((0.0, 0.01)),
        pair=chance.choice((0.0, 0.02)),
        failed_later=chance.choice((0.0, 0.05)),
        status_lost=chance.choice((0.0, 0.1, 1.0)),
        status_doubled=chance.choice((0.0, 0.3)),
        status_delay=chance.choice((1.0, 30.0, 600.0)),
    )
    window = START + timedelta(seconds=chance.uniform(0, 2))
    weather = (window, window + timedelta(seconds=chance.choice((1, 20, 120))))
    match chance.randrange(6):
        case 0:
            town.meta.silent = weather
        case 1:
            town.meta.unreachable = weather
        case 2:
            town.meta.storm = weather
        case 3:
            attack.request_refused = True
            town.meta.account_error = 132015
            attack.later(chance.uniform(1, 200), lambda: setattr(town.meta, "account_error", None))
        case _:
            pass


def _citizens_meanwhile(attack: Attack) -> None:
    chance = attack.chance
    for citizen_id in chance.sample(attack.people, chance.randint(0, 6)):
        step = _leave if chance.random() < 0.6 else _block
        attack.later(chance.uniform(-0.1, 3), lambda who=citizen_id, act=step: act(attack, who))  # type: ignore[misc]
    for number in range(chance.randint(0, 3)):
        attack.later(chance.uniform(0, 3), lambda own=900 + number: _join(attack, own))  # type: ignore[misc]


def _leave(attack: Attack, citizen_id: UUID) -> None:
    attack.town.stored.leave(citizen_id)
    attack.kept_out[citizen_id] = attack.town.now


def _block(attack: Attack, citizen_id: UUID) -> None:
    before = attack.town.stored.subscribers[citizen_id]
    attack.town.stored.subscribe(replace(before, blocked_until=NO_END))
    attack.kept_out[citizen_id] = attack.town.now


def _send(attack: Attack, broadcast_id: UUID, urgency: Urgency) -> None:
    draft = BroadcastDraft(
        "Via Roma", TEMPLATE.name, {"luogo": "via Roma"}, "https://comune.example/1", urgency=urgency
    )
    office = attack.town.office()
    office.create(broadcast_id, draft, attack.act("broadcast.create"))
    office.send_now(broadcast_id, attack.act("broadcast.send_now"))


def _staff_meanwhile(attack: Attack) -> None:
    chance = attack.chance
    match chance.randrange(5):
        case 0:
            attack.later(chance.uniform(0, 3), lambda: _stop(attack))
        case 1:
            attack.later(chance.uniform(0, 2), lambda: _pause(attack))
        case 2:
            attack.emergency = UUID(int=chance.getrandbits(128))
            attack.later(chance.uniform(0, 2), lambda: _emergency(attack))
        case _:
            pass


def _stop(attack: Attack) -> None:
    with suppress(ConflictError):  # it was over before
        attack.town.office().stop(attack.ordinary, attack.act("broadcast.stop"))
        attack.stopped_at = attack.town.now


def _pause(attack: Attack) -> None:
    since = attack.town.now
    with suppress(ConflictError):
        attack.town.office().pause(attack.ordinary, attack.act("broadcast.pause"))
        seconds = attack.chance.choice((0.2, 5.0, 200.0))
        attack.pauses.append((since, since + timedelta(seconds=seconds)))
        attack.town.time.at(since + timedelta(seconds=seconds), lambda: _resume(attack, attack.ordinary))


def _resume(attack: Attack, broadcast_id: UUID) -> None:
    with suppress(ConflictError):
        attack.town.office().resume(broadcast_id, attack.act("broadcast.resume"))


def _emergency(attack: Attack) -> None:
    if attack.emergency is not None:
        attack.emergency_at = attack.town.now
        _send(attack, attack.emergency, Urgency.EMERGENCY)


def _resume_when_held(attack: Attack) -> None:
    """A person looks every five minutes at what does not go on by itself."""
    for broadcast in list(attack.town.stored.headers.values()):
        own = broadcast.hold is not None and broadcast.hold.reason is HoldReason.META_SILENT
        if broadcast.status is BroadcastStatus.HELD and not own:
            _resume(attack, broadcast.id)
    if attack.town.now < START + timedelta(seconds=LONGEST):
        attack.town.time.at(attack.town.now + timedelta(seconds=300), lambda: _resume_when_held(attack))
