"""A town in which everything that has a page is there, in each of its states."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from tests.fakes.staff_calls import STAFF_ID
from tests.integration.console.test_administration import LIST, LISTS
from tests.integration.console.test_moderation import WHY, blocked, case_of
from tests.integration.console.test_notices import WORDS, send_to_approval, write
from tests.integration.console.test_other_notices import prepare
from tests.integration.console.test_recurring_notices import WORDS as RECURRING
from tests.integration.console.test_rights import LETTER, asked, made_an_erasure
from tests.integration.grave_case import COLLEAGUE, FACTS, MODERATOR, moderator, threatens
from tests.integration.sent_elsewhere import sent_elsewhere
from urp.acts.model import Role
from urp.desk.floods import SHOWN_FROM
from urp.desk.model import RightsKind
from urp.desk.store.alerts import AlertRegister
from urp.desk.store.crowds import Crowds
from urp.meaning.breaches import Breach
from urp.notices.broadcasts.model import BroadcastStatus, Counts, Hold, HoldReason

if TYPE_CHECKING:
    from tests.integration.console.console_town import Browser, ConsoleTown

LEFT = "6d7e8f90-1a2b-4c3e-8d21-6f5e4d3c2b1a"
REASON = "L'ufficio legale ha chiuso il caso"


@dataclass(frozen=True, slots=True)
class FullTown:
    """Two people who may everything, and what is there."""

    anna: Browser
    carla: Browser
    addresses: tuple[str, ...]
    """Of what anna looks at."""
    of_carla: tuple[str, ...]
    """What anna made, which another person confirms."""
    talk: str
    case: str
    evidence: str
    """Approved."""
    request: str
    restricted: str


def fill(town: ConsoleTown) -> FullTown:
    long_ago = town.town.asks(town.town.joins(), "Quando arriva il bollettino?")
    town.town.later(hours=30)
    anna, carla = town.office(*Role), town.office(*Role, person=COLLEAGUE, name="Carla Verdi")
    talks = [*_fill_desk(town, anna, carla), f"/sportello/{long_ago}"]
    cases, people, proposed_lift = _fill_order(town, anna)
    notices, submitted = _fill_notices(town, anna, carla)
    evidence, release = _fill_evidence(town, anna)
    requests, restricted, erasure = _fill_rights(town, anna)
    others = _fill_other_notices(anna, carla, town)
    made = anna.submit(LISTS, f"{LISTS}/nuovo", LIST).leads_to
    _change_who_works_here(town, anna)
    lists = (
        *(f"/ordine?elenco={each}" for each in ("nascosti", "gestore", "verifiche", "decisi")),
        "/diritti?elenco=chiuse", "/sportello?elenco=chiuse",
    )  # fmt: skip
    alert = AlertRegister(town.town.tables).raise_alert(_id(talks[0]), "distress", 1, town.town.now)
    night = {"person": STAFF_ID, "starts_at": "2026-11-28T20:00", "ends_at": "2026-11-29T08:00"}
    turn = town.town.staff(Role.ADMINISTRATOR).post("/staff/turns", night, key="turn-0001").json["id"]
    return FullTown(
        anna,
        carla,
        (
            f"/a/{alert.code}",
            f"/turni/{turn}",
            *talks,
            *cases,
            *people,
            *notices,
            *evidence,
            *requests,
            *others,
            *lists,
        ),
        (submitted, release, erasure, made, proposed_lift, "/proposte", "/avvisi", others[-1]),
        talks[0],
        cases[0],
        evidence[1],
        requests[0],
        restricted,
    )


def _fill_desk(town: ConsoleTown, anna: Browser, carla: Browser) -> list[str]:
    ask, citizen = town.town.asks, town.town.joins
    talk, taken, closed = (
        f"/sportello/{ask(citizen(), text)}"
        for text in ("Sono io, codice RSSNNA80A41A271Z.", "Where do I pay the fine?", "Grazie mille!")
    )
    carla.submit(taken, f"{taken}/prendi")
    carla.submit(taken, f"{taken}/nota", {"text": "Ha chiamato anche al telefono."})
    anna.submit(closed, f"{closed}/chiudi")
    anna.submit(talk, f"{talk}/prendi")
    crowds, now = Crowds(town.town.tables), town.town.now
    for number in range(SHOWN_FROM):
        crowds.count(crowds.mark("Quando riapre la piscina?", now), f"wamid.{number}", _id(talk), now)
    sent_elsewhere(town.town, citizen(), "Il lampione di via Roma è spento", 1)
    new = "/sportello/risposte-pronte/nuova"
    anna.submit(new, new, {"title": "Carta", "text": "È pronta {giorno}.", "verified:bool": "true"})
    return [talk, taken, closed]


def _fill_order(town: ConsoleTown, anna: Browser) -> tuple[list[str], list[str], str]:
    cases = [
        case_of(town, town.town.joins().id, number, breach=breach)
        for number, breach in enumerate((Breach.OFFENSIVE_LANGUAGE, *[Breach.THREAT] * 4), start=1)
    ]
    _, _, escalated, noted, banned = cases
    anna.submit(escalated, f"{escalated}/decisione", {"step": "escalated", "reason": WHY})
    anna.submit(noted, f"{noted}/decisione", {"step": "noted", "reason": WHY})
    beyond = {"reason": WHY, "beyond_ladder": "minaccia di morte, subito"}
    anna.submit(banned, f"{banned}/blocco", beyond)
    anna.submit(banned, f"{banned}/decisione", {"step": "appeal_received", "reason": WHY})
    ending, endless, mirrored = blocked(town, until="2026-12-25T09:00"), blocked(town), blocked(town)
    anna.submit(endless, f"{endless}/togli", {"reason": "si è scusato"})
    anna.submit(mirrored, f"{mirrored}/whatsapp", {"emergencies_will_not_reach_us:bool": "true"})
    never = f"/ordine/blocchi/{town.town.joins().id}"
    return cases, [ending, mirrored, never], endless


def _fill_notices(town: ConsoleTown, anna: Browser, carla: Browser) -> tuple[list[str], str]:
    new = "/avvisi/nuovo"
    doubtful = anna.submit(
        anna.get(new, modello="novita"), new, {**WORDS, "parameters.quando": "da [inserire]"}
    ).leads_to
    draft, submitted, returned, rejected, approved, sending, paused, stopping, closed = (
        write(anna), *(send_to_approval(anna) for _ in range(8))
    )  # fmt: skip
    carla.submit(returned, f"{returned}/rimanda", {"reason": "Manca l'orario del sabato."})
    carla.submit(rejected, f"{rejected}/rifiuta", {"reason": "Non è una notizia del Comune."})
    for number, each in enumerate((approved, sending, paused, stopping, closed)):
        town.town.approves(_id(each), key=f"approve-{number}")
    for each in (sending, paused, stopping, closed):
        town.town.is_sending(_id(each), audience=6)
    anna.submit(paused, f"{paused}/pausa")
    anna.submit(stopping, f"{stopping}/ferma")
    town.town.closes(_id(closed), Counts(accepted=3, refused=1, stopped=2), ((131026, 1),))
    found = [draft, doubtful, submitted, returned, rejected, approved, sending, paused, stopping, closed]
    for reason in (HoldReason.BEYOND_TIER, HoldReason.GROWN, HoldReason.REFUSALS):
        found.append(_hold(town, reason, write(anna), BroadcastStatus.HELD))
    found.append(_hold(town, HoldReason.GROWN, write(anna), BroadcastStatus.STALE))
    drill = anna.submit(anna.get(new, modello="novita"), new, {**WORDS, "training:bool": "true"}).leads_to
    again = [drill, f"{draft}/modifica", f"{closed}/chiusura", f"{closed}/rettifica", f"{new}?modello=evento"]
    return [*found, *again], submitted


def _hold(town: ConsoleTown, reason: HoldReason, notice: str, status: BroadcastStatus) -> str:
    """As the engine leaves a notice that it stops by itself."""
    office, now = town.town.offices.broadcasts, town.town.now
    before = office.get(_id(notice), now).broadcast
    hold = Hold(reason, now, "Si è fermato da solo: qualcuno decide.")
    office.broadcasts.store(before, replace(before, status=status, hold=hold, audience=6))
    return notice


def _fill_evidence(town: ConsoleTown, anna: Browser) -> tuple[list[str], str]:
    proposed, approved, sealed, released, refused = (_propose(town, number) for number in range(5))
    for each in (approved, sealed, released):
        anna.submit(each, f"{each}/approva")
    reading = anna.submit(sealed, f"{sealed}/leggi")
    anna.submit(reading, f"{sealed}/fatti", {"essential": str(FACTS["essential"])})
    anna.submit(sealed, f"{sealed}/sigilla")
    anna.submit(released, f"{released}/rilascio", {"reason": REASON})
    anna.submit(refused, f"{refused}/rifiuta", {"reason": REASON})
    return [proposed, approved, sealed, refused], released


def _propose(town: ConsoleTown, number: int) -> str:
    body, _ = threatens(town.town)
    made = moderator(town.town).post("/staff/evidence", body, key=f"file-000{number}")
    return f"/fascicoli/{made.json['id']}"


def _fill_rights(town: ConsoleTown, anna: Browser) -> tuple[list[str], str, str]:
    staffs = made_an_erasure(town)
    erasure = f"{staffs}/cancellazione"
    anna.submit(erasure, f"{erasure}/proponi", {"reason": "L'ha chiesto per lettera"})
    access, forbidden, restricted, closed = (
        asked(town, kind, number)
        for number, kind in enumerate(
            (RightsKind.ACCESS, RightsKind.ERASURE, RightsKind.RESTRICTION, RightsKind.OBJECTION), start=2
        )
    )
    anna.submit(restricted, f"{restricted}/limitazione")
    anna.submit(restricted, f"{restricted}/limitazione/togli", {"reason": f"Avvisata con {LETTER}"})
    answer = {"outcome": "answered", "words": "Ecco che cosa conserviamo."}
    anna.submit(closed, f"{closed}/risposta", answer)
    return [access, staffs, restricted, closed, f"{forbidden}/cancellazione", erasure], restricted, erasure


def _fill_other_notices(anna: Browser, carla: Browser, town: ConsoleTown) -> list[str]:
    """The last was sent by one person alone."""
    all_recurring = "/avvisi/ricorrenti"
    new = anna.get(f"{all_recurring}/nuovo", modello="novita")
    recurring = anna.submit(new, f"{all_recurring}/nuovo", RECURRING).leads_to
    town.town.goes_out(town.town.notice())
    one, other = prepare(anna), prepare(anna)
    carla.submit(one, f"{one}/approva", {"seen": _seal_of(carla, one)})
    ready = anna.get(one)
    filled = {
        "reason": "met",
        "values.quando": "da questa notte",
        "people:int": _people(ready.html),
        "why_alone": "Nessuno risponde al telefono.",
    }
    alone = anna.submit(ready, f"{one}/invia", filled).leads_to
    vote = {
        "name": "Elezioni comunali",
        "decree": "decreto prefettizio n. 12 del 3 novembre 2026",
        "first_day": "2026-12-20",
        "closes_at": "2026-12-27T23:00",
    }
    silence = anna.submit("/avvisi/silenzio", "/avvisi/silenzio", vote).leads_to
    choices = [f"/avvisi/{each}/nuovo" for each in ("ricorrenti", "emergenza")]
    return [recurring, f"{recurring}/modifica", one, other, silence, *choices, alone]


def _seal_of(browser: Browser, one: str) -> str:
    return browser.get(one).html.partition('name="seen" value="')[2].partition('"')[0]


def _people(html: str) -> str:
    return html.partition('name="people:int" value="')[2].partition('"')[0]


def _change_who_works_here(town: ConsoleTown, anna: Browser) -> None:
    people = "/amministrazione/persone"
    town.office(Role.EDITOR, person=LEFT, name="Dario Blu")
    town.office(Role.MODERATOR, person=MODERATOR, name="Bruno Neri")
    given = {"role": "operator", "reason": "cambia ufficio da dicembre"}
    anna.submit(people, f"{people}/{MODERATOR}/ruolo", given)
    anna.submit(people, f"{people}/{LEFT}/togli-accesso")


def _id(page: str) -> UUID:
    return UUID(page.rpartition("/")[2])
