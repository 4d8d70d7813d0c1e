"""What goes wrong with the machines and at Meta, drawn from a seed."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.fakes.broadcasts.meta import Temper
from tests.fakes.broadcasts.town_hall import START, TEMPLATE
from tests.unit.notices.broadcasts.attack import Attack
from urp.whatsapp.account import TemplateStatus

SUSPENDED = 132015


def machines_fail(attack: Attack) -> None:
    """Kills, stalls and a silent store at any step of any function; orders lost, doubled, late; the clock."""
    chance, town = attack.chance, attack.town
    town.time.kills_left, town.time.kill_rate = chance.choice((0, 1, 3, 8)), chance.choice((0.003, 0.02))
    town.time.stall_rate = chance.choice((0.0, 0.0, 0.01))
    town.time.faults_left, town.time.fault_rate = chance.choice((0, 0, 5, 20)), 0.02
    town.queues.losses_left, town.queues.loss_rate = chance.choice((0, 2, 10)), 0.3
    town.queues.doubled_rate = chance.choice((0.0, 0.2))
    town.queues.late_rate = chance.choice((0.0, 0.0, 0.1))
    town.ticks_lost, town.ticks_at_once = chance.choice((0, 0, 2)), chance.choice((1, 2))


def meta_is_moody(attack: Attack) -> None:
    chance, town = attack.chance, attack.town
    town.meta.temper = Temper(
        refused=chance.choice((0.0, 0.03, 0.3)),
        answer_lost=chance.choice((0.0, 0.01)),
        server_error=chance.choice((0.0, 0.01)),
        pair=chance.choice((0.0, 0.02)),
        held=chance.choice((0.0, 0.2)),
        failed_later=chance.choice((0.0, 0.05)),
        read=chance.choice((0.0, 0.5)),
        status_lost=chance.choice((0.0, 0.1, 1.0)),
        status_doubled=chance.choice((0.0, 0.3)),
        status_delay=chance.choice((0.2, 1.0, 30.0, 600.0)),
    )
    since = START + timedelta(seconds=chance.uniform(0, 2))
    weather = (since, since + timedelta(seconds=chance.choice((1, 20, 120))))
    match chance.randrange(8):
        case 0:
            town.meta.silent = weather
        case 1:
            town.meta.unreachable = weather
        case 2:
            town.meta.storm = weather
        case 3:
            town.meta.further_storms = _storms(attack, since)
        case 4:
            _request_refused(attack)
        case 5:
            told, over = chance.uniform(0.1, 5), chance.uniform(20, 400)
            attack.later(chance.uniform(0, 2), lambda: pause_template(attack, told, over))
        case _:
            pass


def _storms(attack: Attack, since: datetime) -> tuple[tuple[datetime, datetime], ...]:
    """Half a second on, half a second off, as a number at its limit is treated."""
    starts = [since + timedelta(seconds=step) for step in range(attack.chance.randint(3, 20))]
    return tuple((start, start + timedelta(seconds=0.5)) for start in starts)


def _request_refused(attack: Attack) -> None:
    meta = attack.town.meta
    attack.request_refused = True
    meta.account_error = SUSPENDED
    attack.later(attack.chance.uniform(1, 200), lambda: setattr(meta, "account_error", None))


def pause_template(attack: Attack, told: float, over: float) -> None:
    """Meta refuses from now on, says why, and later that the template may be used again. In seconds."""
    town, began = attack.town, attack.town.now
    attack.request_refused = True
    town.meta.account_error = SUSPENDED

    def end() -> None:
        town.meta.account_error = None
        town.hear_of_the_account(_template("APPROVED"))

    town.time.at(began + timedelta(seconds=told), lambda: town.hear_of_the_account(_template("PAUSED")))
    town.time.at(began + timedelta(seconds=over), end)


def _template(event: str) -> TemplateStatus:
    return TemplateStatus(TEMPLATE.name, TEMPLATE.language, event, None, None)
