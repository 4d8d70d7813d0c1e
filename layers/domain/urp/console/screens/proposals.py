"""Da confermare in due: what one person proposed and another confirms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from urp.acts.permissions import Permission
from urp.console.colleagues import read_names
from urp.console.visits import Done, Form, Page, Screen, View, Visit, say
from urp.console.words import say_alerted
from urp.staff_api.proposals import ProposalJson, ProposalsJson
from urp.town.opening_hours.words import write_moment

if TYPE_CHECKING:
    from uuid import UUID

_HERE = "/staff/proposals/"
"""What is decided on this page; the rest on the screen of the thing itself."""
ELSEWHERE: Mapping[str, tuple[str, str]] = {
    "rights.erase": ("/diritti/{subject}/cancellazione", "Vai alla cancellazione"),
    "evidence.release": ("/fascicoli/{subject}", "Vai al fascicolo"),
    "import.take_over": ("/amministrazione/elenchi/{subject}", "Vai all'elenco da importare"),
    "silence.lift": ("/avvisi/silenzio/{subject}", "Vai al silenzio elettorale"),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    proposal: ProposalJson
    base: str | None
    """Of its forms, below `/console`; None where it is decided elsewhere."""
    link: tuple[str, str] | None
    own: bool
    """Whoever looks proposed it."""


def show_proposals(visit: Visit) -> View:
    items = visit.ask("/staff/proposals", ProposalsJson).items
    values = {"items": [_to_waiting(visit, each) for each in items], "name_of": read_names(visit)}
    return View("proposals/proposals.html", "Da confermare in due", values)


def _to_waiting(visit: Visit, proposal: ProposalJson) -> Waiting:
    here = proposal.address.startswith(_HERE)
    path, words = ELSEWHERE.get(proposal.act, ("", ""))
    subject = proposal.address.split("/")[3]
    return Waiting(
        proposal,
        base=f"/proposte/{proposal.address.removeprefix(_HERE)}" if here else None,
        link=(path.format(subject=subject), words) if path else None,
        own=proposal.proposed_by == visit.member.id,
    )


def find_proposal(visit: Visit, act: str, subject: UUID) -> ProposalJson | None:
    """The open one about this thing, for whoever may see it."""
    if not visit.may(Permission.AGREE):
        return None
    items = visit.ask("/staff/proposals", ProposalsJson).items
    return next((each for each in items if each.act == act and str(subject) in each.address), None)


def say_proposed(visit: Visit, proposal: ProposalJson) -> str:
    """After a form that proposed: nothing happened yet, and who has to do what."""
    since = write_moment(proposal.earliest, visit.zone)
    until = write_moment(proposal.lapses_at, visit.zone)
    when = f"fra {since} e {until}" if proposal.earliest > visit.now else f"entro {until}"
    alerted = say_alerted(proposal.alerted, "a un collega")
    return f"Proposta scritta. Non è ancora cambiato niente: un'altra persona conferma {when}. {alerted}"


def _confirmed(visit: Visit, _: object) -> Done:
    """Who works here is changed by a function of its own, which may find that it cannot be done."""
    if visit.path["act"].startswith("person."):
        where = "«Amministrazione», «Chi lavora qui»"
        return Done(f"Confermato: si fa entro pochi secondi. Com'è andata si legge in {where}.", "/proposte")
    return Done("Confermato: è stato fatto.", "/proposte")


_ONE = "/proposte/{act}/{subject}"

SCREEN = Screen(
    pages=(Page("/proposte", Permission.AGREE, show_proposals),),
    forms=(
        Form(
            f"{_ONE}/conferma", "POST /staff/proposals/{act}/{subject}/confirm", "/proposte",
            _confirmed,
        ),
        Form(
            f"{_ONE}/annulla", "POST /staff/proposals/{act}/{subject}/cancel", "/proposte",
            say("Proposta annullata: non è cambiato niente.", "/proposte"),
        ),
    ),
    labels={"seen": "Ho letto e confermo"},
)  # fmt: skip
