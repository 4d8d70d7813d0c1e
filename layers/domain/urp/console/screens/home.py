"""Cosa aspetta te: what waits for whoever is signed in, each a sentence and a link."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from urp.acts.permissions import Permission
from urp.console.visits import Page, Screen, View, Visit
from urp.console.words import count, write_left, write_short
from urp.desk.api.alerts import AlertsJson
from urp.desk.api.conversation_json import ConversationsJson
from urp.desk.api.turns import TurnsJson
from urp.desk.duty.words import WORDS
from urp.moderation.api.case_json import CasesJson
from urp.notices.api.broadcast_json import BroadcastJson, BroadcastsJson, ChannelEditionsJson
from urp.notices.api.schemas_account import AccountJson
from urp.notices.broadcasts.model import ACTIVE
from urp.privacy.api.rights_json import RightsRequestsJson
from urp.public.words import write_number
from urp.staff_api.proposals import ProposalsJson
from urp.town.api.calendar import CalendarJson

_SHOWN = "5"
_NEWEST = "25"
"""Running ones are among the newest: each takes minutes."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits; `urgent` ones stand first and say so in words."""

    sentence: str
    about: str
    to: str
    urgent: bool = False
    progress: tuple[int, int] | None = None
    """How many of how many people, of a notice that runs."""


class _Asked(NamedTuple):
    permission: Permission
    find: Callable[[Visit], Iterator[Waiting]]


def show_home(visit: Visit) -> View:
    waiting = [each for asked in _ALL if visit.may(asked.permission) for each in asked.find(visit)]
    waiting.sort(key=lambda each: not each.urgent)
    desk = visit.ask("/staff/calendar", CalendarJson)
    clock = f"{visit.now.astimezone(visit.zone):%H:%M}"
    opens = [day for day in desk.days if day.slots]
    opening = next((day for day in opens if day.date > visit.today or day.slots[-1][6:] > clock), None)
    told = not visit.may(Permission.READ_DESK) and visit.member.roles & visit.municipality.duty.roles
    values = {"waiting": waiting, "told": told, "desk": desk, "opening": opening, "today": visit.today}
    return View("home.html", "Cosa aspetta te", values)


def show_entered(_: Visit) -> View:
    return View("entered.html", "Sei entrato di nuovo")


def _find_alerts(visit: Visit) -> Iterator[Waiting]:
    """For who is told of them and may not read the desk, whose list shows the same to all others."""
    if visit.may(Permission.READ_DESK):
        return
    for each in visit.ask("/staff/alerts", AlertsJson).items:
        since = f"Da {write_short(each.raised_at, visit.now, visit.zone)}"
        heard = (
            "Un collega ha detto «Ci penso io»."
            if each.acknowledged_by
            else "Nessuno ha ancora detto «Ci penso io»."
        )
        if each.acknowledged_by == visit.member.id:
            heard = "Hai detto «Ci penso io»."
        name = WORDS[each.kind].name
        yield Waiting(name[0].upper() + name[1:], f"{since}. {heard}", f"/a/{each.code}", urgent=True)


def _find_questions(visit: Visit) -> Iterator[Waiting]:
    found = visit.ask("/staff/conversations", ConversationsJson, status="open", limit=_SHOWN)
    for each in found.items:
        if each.danger:
            certain = "Qualcuno può essere in pericolo" if each.possible_danger else "Qualcuno è in pericolo"
            yield Waiting(certain, "Leggi subito il messaggio.", f"/sportello/{each.id}", urgent=True)
    if not found.waiting:
        return
    first = next((each for each in found.items if not each.needs_resume), None)
    left = (
        f"Alla prima si può rispondere ancora per {write_left(first.window_ends_at, visit.now)}."
        if first
        else ""
    )
    late = f" {count(found.overdue, 'aspetta', 'aspettano')} da più di 24 ore." if found.overdue else ""
    yield Waiting(count(found.waiting, "domanda aspetta", "domande aspettano"), left + late, "/sportello")


def _find_cases(visit: Visit) -> Iterator[Waiting]:
    found = visit.ask("/staff/cases", CasesJson, limit=_SHOWN)
    urgent = [each for each in found.items if each.urgent and not each.acknowledged]
    if urgent:
        words = count(len(urgent), "minaccia da leggere", "minacce da leggere")
        yield Waiting(
            words,
            "Nessuno l'ha ancora letta." if len(urgent) == 1 else "Nessuno le ha ancora lette.",
            f"/ordine/casi/{urgent[0].id}",
            urgent=True,
        )
    if found.items:
        number = "Più di 5 casi" if found.next else count(len(found.items), "caso", "casi")
        yield Waiting(f"{number} da decidere", "Una regola propone, una persona decide.", "/ordine")


def _find_to_approve(visit: Visit) -> Iterator[Waiting]:
    found = visit.ask("/staff/broadcasts", BroadcastsJson, status="submitted", limit=_SHOWN)
    for each in found.items:
        if each.submission is None or each.submission.by == visit.member.id:
            continue
        people = each.submission.people
        about = (
            "A tutti gli iscritti che lo aspettano."
            if people is None
            else f"A {count(people, 'persona', 'persone')}."
        )
        yield Waiting(f"Da approvare: «{each.title}»", about, f"/avvisi/{each.id}")


def _find_notices(visit: Visit) -> Iterator[Waiting]:
    found = visit.ask("/staff/broadcasts", BroadcastsJson, limit=_NEWEST)
    for each in found.items:
        if each.status in ACTIVE:
            yield _running(each)
    if found.to_review and visit.may(Permission.OVERSEE):
        words = count(
            found.to_review, "avviso inviato da una persona sola", "avvisi inviati da una persona sola"
        )
        yield Waiting(
            f"{words}, da rivedere", "Un'altra persona lo rilegge e lo conferma.", "/avvisi", urgent=True
        )


def _find_editions(visit: Visit) -> Iterator[Waiting]:
    found = visit.ask("/staff/channel-editions", ChannelEditionsJson)
    if found.items:
        number = "Più testi" if found.next else count(len(found.items), "testo", "testi")
        yield Waiting(
            f"{number} da pubblicare nel Canale", f"Il primo: «{found.items[0].title}».", "/avvisi/canale"
        )


def _running(notice: BroadcastJson) -> Waiting:
    done, whole = notice.counts.total, notice.audience or 0
    words = {
        "held": "Fermo: il servizio lo trattiene",
        "paused": "In pausa",
        "stopping": "Si sta fermando",
    }.get(notice.status, "In partenza" if notice.status == "freezing" else "In invio")
    about = f"{count(done, 'persona', 'persone')} su {write_number(whole)}." if whole else ""
    if notice.hold:
        about = f"{about} {notice.hold.explanation}".strip()
    progress = (done, whole) if whole else None
    return Waiting(
        f"{words}: «{notice.title}»", about, f"/avvisi/{notice.id}", notice.status == "held", progress
    )


def _find_proposals(visit: Visit) -> Iterator[Waiting]:
    found = [
        each
        for each in visit.ask("/staff/proposals", ProposalsJson).items
        if each.proposed_by != visit.member.id
    ]
    if found:
        words = count(len(found), "proposta di un'altra persona", "proposte di altre persone")
        yield Waiting(f"{words} da confermare", found[0].words or "", "/proposte")


def _find_rights(visit: Visit) -> Iterator[Waiting]:
    found = visit.ask("/staff/rights-requests", RightsRequestsJson, limit=_SHOWN)
    if found.items:
        first = found.items[0]
        left = f"La prima scade fra {count(first.days_left, 'giorno', 'giorni')}."
        if first.days_left <= 0:
            left = "La prima è già scaduta." if first.days_left else "La prima scade oggi."
        number = "Più di 5 richieste" if found.next else count(len(found.items), "richiesta", "richieste")
        yield Waiting(f"{number} sui propri dati", left, "/diritti", urgent=first.days_left <= 2)


def _find_account(visit: Visit) -> Iterator[Waiting]:
    for note in visit.ask("/staff/account", AccountJson).notes:
        if note.forbids or note.serious:
            yield Waiting(
                "WhatsApp segnala un problema",
                note.sentence,
                "/amministrazione/whatsapp",
                urgent=note.forbids,
            )


def _find_holes(visit: Visit) -> Iterator[Waiting]:
    holes = visit.ask("/staff/turns", TurnsJson, days="1").holes
    if holes:
        words = "Entro sette giorni ci sono ore in cui nessuno è di turno"
        yield Waiting(words, holes[0].words, "/turni", urgent=holes[0].starts_at <= visit.now)


_ALL = (
    _Asked(Permission.READ, _find_alerts),
    _Asked(Permission.READ_DESK, _find_questions),
    _Asked(Permission.MODERATE, _find_cases),
    _Asked(Permission.APPROVE, _find_to_approve),
    _Asked(Permission.READ, _find_notices),
    _Asked(Permission.POST, _find_editions),
    _Asked(Permission.AGREE, _find_proposals),
    _Asked(Permission.MODERATE, _find_rights),
    _Asked(Permission.READ, _find_account),
    _Asked(Permission.ADMINISTER, _find_holes),
)

SCREEN = Screen(
    pages=(
        Page("/", Permission.READ, show_home),
        Page("/entrato", Permission.READ, show_entered),
    ),
)
