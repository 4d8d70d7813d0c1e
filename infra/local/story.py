"""The demonstration a newcomer watches: real messages through the deployed service, each step checked."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import requests

from infra.local.progress import Progress
from infra.local.scene import Scene, StepFailedError
from infra.local.staff_client import StaffCallRefusedError
from infra.local.steps import desk, notices, order
from infra.local.town import TownHall


@dataclass(frozen=True, slots=True)
class Step:
    title: str
    act: Callable[[Scene], str]
    """Return what was seen, in a sentence or a table; raise StepFailedError when it does not hold."""


STEPS = (
    Step("Anna scrive «Iscrivimi»", desk.join),
    Step("Anna fa una domanda mentre lo sportello è aperto", desk.ask_in_hours),
    Step("Bruno fa una domanda mentre lo sportello è chiuso", desk.ask_out_of_hours),
    Step("Carla manda una foto", desk.send_photo),
    Step("Dino segnala una buca", desk.report_hole),
    Step("Elio insulta l'ufficio", order.insult),
    Step("Una moderatrice blocca Elio, e poi lo sblocca", order.block),
    Step("Trecento persone si iscrivono", notices.join_crowd),
    Step("L'ufficio manda un avviso a tutti", notices.send_notice),
    Step("Il rendiconto di chiusura torna", notices.check_statement),
    Step("L'edizione per il Canale aspetta chi la pubblica", notices.check_channel_edition),
    Step("Chiunque legge l'avviso, senza entrare", notices.read_in_public),
    Step("Un avviso programmato parte all'ora prevista", notices.send_planned_notice),
)


def play(town: TownHall, progress: Progress) -> bool:
    """Play to the end, or to the first step that does not hold; whether every step was verified."""
    scene = Scene(town)
    begun = time.monotonic()
    progress.say(f"La storia: {len(STEPS)} passi, con messaggi veri attraverso il servizio installato.")
    for number, step in enumerate(STEPS, start=1):
        progress.say(f"Passo {number} di {len(STEPS)}. {step.title} …")
        step_begun = time.monotonic()
        try:
            seen = step.act(scene)
        except (StepFailedError, StaffCallRefusedError, requests.RequestException) as failure:
            progress.say(
                f"Passo {number} NON verificato dopo {time.monotonic() - step_begun:.1f} s: {failure}"
            )
            return False
        progress.say(f"Passo {number} verificato in {time.monotonic() - step_begun:.1f} s: {seen}")
    progress.say(
        f"Storia finita: {len(STEPS)} passi su {len(STEPS)} verificati in {time.monotonic() - begun:.1f} s."
    )
    return True
