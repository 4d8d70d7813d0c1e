"""The runs: drawn from a seed, or struck at one named step. The same arguments take the same steps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random
from uuid import UUID

from tests.fakes.broadcasts.meta import Temper
from tests.fakes.broadcasts.town_hall import START, TownHall
from tests.unit.notices.broadcasts.attack import Attack
from tests.unit.notices.broadcasts.meanwhile import citizens_meanwhile, look_at_what_is_held, staff_meanwhile
from tests.unit.notices.broadcasts.troubles import machines_fail, meta_is_moody, pause_template
from urp.citizens.identity.model import AUDIENCE_SHARDS
from urp.notices.broadcasts.model import Urgency


def attacked(
    seed: int, then: Callable[[Attack], None] = lambda attack: None, *, training: bool = False
) -> Attack:
    """The whole run, to its end. `then`: what is done once everything is over, attacked too."""
    chance = Random(seed)
    slow = seed % 3 == 0  # then a notice lasts for several seconds, and a pause meets it
    attack = Attack(seed, TownHall(seed, 20 if slow else 80), chance, UUID(int=chance.getrandbits(128)))
    attack.training = training
    attack.shards = chance.choice((1, 2, AUDIENCE_SHARDS))
    for number in range(chance.randint(75, 150) if slow else chance.randint(15, 75)):
        attack.join(number)
    machines_fail(attack)
    meta_is_moody(attack)
    citizens_meanwhile(attack)
    if chance.random() < 0.1:
        attack.expires_at = START + timedelta(seconds=chance.choice((1, 5, 200)))
    attack.send(attack.ordinary, Urgency.ORDINARY, attack.expires_at)
    staff_meanwhile(attack)
    look_at_what_is_held(attack)
    attack.run_to_the_end(then)
    return attack


def killed_at(function: str, step: int, temper: Temper | None = None, *, training: bool = False) -> Attack:
    """A small broadcast in which nothing goes wrong but that whoever takes that step of that function dies.
    Meta pauses the template for a while where the function is the one that hears of it."""
    attack = Attack(step, TownHall(0), Random(0), UUID(int=1), shards=2, training=training)
    for number in range(12):
        attack.join(number)
    attack.town.time.kill_in = (function, step)
    attack.town.meta.temper = temper or Temper()
    attack.send(attack.ordinary, Urgency.ORDINARY)
    if function == "account":
        attack.later(0.3, lambda: pause_template(attack, told=0.1, over=30))
    look_at_what_is_held(attack)
    attack.run_to_the_end()
    return attack
