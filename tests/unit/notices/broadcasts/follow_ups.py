"""What may follow an attacked broadcast, attacked too: a correction, or re-runs for whoever joined later."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from tests.fakes.broadcasts.town_hall import TEMPLATE
from tests.unit.notices.broadcasts.attack import LONGEST, Attack
from urp.errors import ConflictError
from urp.notices.broadcasts.follow_up_office import CorrectedWords

RIGHT = CorrectedWords(TEMPLATE.name, {"luogo": "via Verdi"})


def followed_up(attack: Attack) -> None:
    """The office tries: nothing may have been sent, or Meta forbids the template just then."""
    for number in range(attack.chance.choice((0, 2, 20))):
        attack.join(800 + number)
    with suppress(ConflictError):
        match attack.chance.randrange(3):
            case 0:
                draft = attack.town.office().follow_ups.correct(
                    attack.ordinary, RIGHT, attack.act("broadcast.correct", attack.ordinary)
                )
                _send(attack, draft.id)
            case 1:
                _run_again(attack, 1)
                attack.join(850)
                _run_again(attack, 2)
            case _:
                pass


def _run_again(attack: Attack, time: int) -> None:
    act = attack.act(f"broadcast.rerun {time}", attack.ordinary)
    _send(attack, attack.town.office().follow_ups.rerun(attack.ordinary, act).id)


def _send(attack: Attack, broadcast_id: UUID) -> None:
    attack.town.office().approvals.submit(broadcast_id, None, attack.act("broadcast.submit", broadcast_id))
    attack.follow_ups.append(broadcast_id)
    attack.town.run_until_over([broadcast_id], LONGEST / 3600)
