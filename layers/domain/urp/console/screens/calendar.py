"""Calendario: when the desk is open, and what the office decides for single days."""

from __future__ import annotations

from datetime import date, timedelta

from urp.acts.permissions import Permission
from urp.console.visits import Done, Form, Page, Screen, View, Visit, say
from urp.console.words import write_hours
from urp.errors import NotFoundError
from urp.town.api.calendar import CalendarJson, ExceptionJson, ExceptionsJson
from urp.town.opening_hours import write_day
from urp.town.opening_hours.office import MOST_DAYS

_DAYS = 30
_DAY = "/calendario/{date}"
_SEVERAL = "/calendario/chiusura"
_DECIDES = "PUT /staff/calendar/exceptions/{date}"


def show_days(visit: Visit) -> View:
    calendar = visit.ask("/staff/calendar", CalendarJson, first=visit.query.get("da"), days=str(_DAYS))
    first = calendar.days[0].date
    return View(
        "calendar/days.html",
        "Calendario dello sportello",
        {
            "calendar": calendar,
            "today": visit.today,
            "may_decide": visit.may(Permission.WRITE),
            "earlier": _list_ends(first - timedelta(days=_DAYS)),
            "later": _list_ends(first + timedelta(days=_DAYS)),
        },
    )


def _list_ends(first: date) -> tuple[date, date]:
    return first, first + timedelta(days=_DAYS - 1)


def show_day(visit: Visit) -> View:
    wanted = _read_date(visit.path["date"])
    day = visit.ask("/staff/calendar", CalendarJson, first=wanted.isoformat(), days="1").days[0]
    may_decide = visit.may(Permission.WRITE) and wanted >= visit.today
    decided = (
        visit.ask(f"/staff/calendar/exceptions/{wanted}", ExceptionJson)
        if may_decide and day.exceptional
        else None
    )
    values = {"day": day, "today": visit.today, "may_decide": may_decide, "decided": decided}
    return View("calendar/day.html", write_day(wanted).capitalize(), values)


def show_closing(_: Visit) -> View:
    return View("calendar/closing.html", "Chiudi lo sportello per più giorni", {"most": MOST_DAYS})


def _read_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotFoundError("Un giorno si scrive 2026-11-25.") from None


def say_decided(_: Visit, decided: ExceptionJson) -> Done:
    said = f"Deciso: {write_day(decided.date)} lo sportello è {_write_state(decided.slots)}."
    return Done(said, f"/calendario/{decided.date}")


def say_closed(_: Visit, decided: ExceptionsJson) -> Done:
    first, last = decided.items[0].date, decided.items[-1].date
    said = f"Deciso: lo sportello è chiuso da {write_day(first)} a {write_day(last)} compresi."
    return Done(said, f"/calendario?da={first}")


def _write_state(slots: tuple[str, ...]) -> str:
    return f"aperto {write_hours(slots)}" if slots else "chiuso tutto il giorno"


SCREEN = Screen(
    pages=(
        Page("/calendario", Permission.READ, show_days),
        Page(_SEVERAL, Permission.WRITE, show_closing),
        Page(_DAY, Permission.READ, show_day),
    ),
    forms=(
        Form(_SEVERAL, "PUT /staff/calendar/exceptions", _SEVERAL, say_closed),
        Form(f"{_DAY}/chiusura", _DECIDES, _DAY, say_decided),
        Form(f"{_DAY}/orario", _DECIDES, _DAY, say_decided),
        Form(
            f"{_DAY}/come-al-solito",
            "DELETE /staff/calendar/exceptions/{date}",
            _DAY,
            say("Il giorno è di nuovo come al solito.", _DAY),
        ),
    ),
    labels={
        "slots": "Orario",
        "reason": "Motivo",
        "english_reason": "Motivo in inglese",
        "first": "Dal giorno",
        "last": "Fino al giorno",
        "date": "Giorno",
    },
)
