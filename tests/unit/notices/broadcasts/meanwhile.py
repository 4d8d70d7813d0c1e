"""What citizens and staff do while a broadcast runs, drawn from a seed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from uuid import UUID

from tests.fakes.broadcasts.engine_store import NO_END
from tests.fakes.broadcasts.town_hall import START
from tests.unit.notices.broadcasts.attack import LONGEST, Attack
from urp.errors import ConflictError
from urp.notices.broadcasts.model import BroadcastStatus, HoldReason, Urgency

LOOKS_EVERY = 300  # seconds


def citizens_meanwhile(attack: Attack) -> None:
    chance = attack.chance
    for citizen_id in chance.sample(attack.people, chance.randint(0, 6)):
        step = _leave if chance.random() < 0.6 else _block
        attack.later(chance.uniform(-0.1, 3), partial(step, attack, citizen_id))
    for number in range(chance.randint(0, 3)):
        attack.later(chance.uniform(0, 3), partial(attack.join, 900 + number))


def staff_meanwhile(attack: Attack) -> None:
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


def look_at_what_is_held(attack: Attack) -> None:
    """A person, every five minutes."""
    attack.later(LOOKS_EVERY, lambda: _resume_when_held(attack))


def _leave(attack: Attack, citizen_id: UUID) -> None:
    attack.town.stored.leave(citizen_id)
    attack.kept_out[citizen_id] = attack.town.now


def _block(attack: Attack, citizen_id: UUID) -> None:
    before = attack.town.stored.subscriber(citizen_id)
    ends = int((attack.town.now + timedelta(days=90)).timestamp())
    attack.town.stored.subscribe(replace(before, blocked_until=NO_END if citizen_id.int % 2 else ends))
    attack.kept_out[citizen_id] = attack.town.now


def _stop(attack: Attack) -> None:
    with suppress(ConflictError):  # it was over before
        attack.town.office().stop(attack.ordinary, attack.act("broadcast.stop", attack.ordinary))
        attack.stopped_at = attack.town.now


def _pause(attack: Attack) -> None:
    since = attack.town.now
    with suppress(ConflictError):
        attack.town.office().pause(attack.ordinary, attack.act("broadcast.pause", attack.ordinary))
        seconds = attack.chance.choice((0.2, 5.0, 200.0))
        attack.pauses.append((since, since + timedelta(seconds=seconds)))
        attack.town.time.at(since + timedelta(seconds=seconds), lambda: _resume(attack, attack.ordinary))


def _resume(attack: Attack, broadcast_id: UUID) -> None:
    with suppress(ConflictError):
        attack.town.office().resume(broadcast_id, attack.act("broadcast.resume", broadcast_id))


def _emergency(attack: Attack) -> None:
    if attack.emergency is not None:
        try:
            attack.send(attack.emergency, Urgency.EMERGENCY)
        except ConflictError:  # Meta forbids its template: it stays a draft
            attack.emergency = None
        else:
            attack.emergency_at = attack.town.now


def _resume_when_held(attack: Attack) -> None:
    for broadcast in attack.town.stored.headers():
        own = broadcast.hold is not None and broadcast.hold.reason is HoldReason.META_SILENT
        if broadcast.status is BroadcastStatus.HELD and not own:
            _resume(attack, broadcast.id)
        if broadcast.status is BroadcastStatus.PAUSED and all(
            until < attack.town.now for _, until in attack.pauses
        ):
            _resume(attack, broadcast.id)  # in vain the first time: Meta forbade its template
    if attack.town.now < START + timedelta(seconds=LONGEST):
        later = attack.town.now + timedelta(seconds=LOOKS_EVERY)
        attack.town.time.at(later, lambda: _resume_when_held(attack))
