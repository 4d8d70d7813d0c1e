"""Le mie preferenze: what each person chooses for themselves, a section each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from urp.acts.mail import MailState
from urp.acts.news import News
from urp.acts.permissions import Permission
from urp.console.visits import Done, Form, Page, Screen, View, Visit, let_through, say
from urp.staff_api.me import DutyContactJson, HoldSeconds, MailJson, PreferencesJson

_PLACE = "/preferenze"
_API = "/staff/me/preferences"
_MAIL = "/staff/me/mail"
_DUTY = "/staff/me/duty"
_CHOICES: Mapping[News, str] = {
    News.QUESTION: "Una domanda aspetta allo sportello e prima non ne aspettava nessuna, "
    "o qualcuno può essere in pericolo",
    News.APPROVAL: "Qualcosa aspetta una seconda persona, e i tuoi ruoli ti lasciano deciderlo",
    News.THREAT: "Una minaccia è diventata un caso da decidere",
}
_STATES: Mapping[MailState, str] = {
    MailState.OFF: "Adesso non ricevi nessuna e-mail.",
    MailState.ASKED: "La tua scelta è scritta: fra qualche secondo vale. Poi apri di nuovo questa pagina.",
    MailState.UNCONFIRMED: "Manca il tuo sì. Amazon ti ha mandato un'e-mail in inglese («Subscription "
    "Confirmation»): apri il link che contiene, entro 48 ore. Prima non arriva niente.",
    MailState.ON: "Le e-mail arrivano all'indirizzo con cui entri qui.",
    MailState.UNKNOWN: "Adesso non si sa se le e-mail arrivano: riprova fra poco.",
    MailState.ENDED: "Le e-mail sono ferme: le ha chiuse il link in fondo a una di loro, o nessuno ha "
    "confermato l'indirizzo entro 48 ore. Per riaverle, salva di nuovo la tua scelta.",
}
_DUTY_STATES: Mapping[MailState, str] = {
    **_STATES,
    MailState.OFF: "Le e-mail cominciano da sole quando sei nei turni.",
    MailState.ASKED: "Le e-mail si stanno preparando: fra qualche secondo apri di nuovo questa pagina.",
    MailState.ENDED: "Le e-mail sono ferme: le ha chiuse il link in fondo a una di loro, o nessuno ha "
    "confermato l'indirizzo entro 48 ore. Per riaverle, salva di nuovo il numero, anche vuoto.",
}
_SIGNED_OUT = "Entro pochi secondi finisce ogni tuo accesso, anche questo: per continuare entra di nuovo."


def show_preferences(visit: Visit) -> View:
    mail = visit.ask(_MAIL, MailJson) if visit.may(Permission.BE_TOLD) else None
    duty = visit.ask(_DUTY, DutyContactJson) if visit.may(Permission.TAKE_TURNS) else None
    values = {
        "duty": duty,
        "duty_mail_now": _DUTY_STATES[duty.mail] if duty else "",
        "chosen": visit.ask(_API, PreferencesJson),
        "holds": [(seconds, f"{seconds} secondi") for seconds in get_args(HoldSeconds.__value__)],
        "answers": visit.may(Permission.ANSWER),
        "mail": mail,
        "news": [(each.value, _CHOICES[each]) for each in mail.offered] if mail else [],
        "mail_now": _STATES[mail.state] if mail else "",
    }
    return View("preferences/page.html", "Le mie preferenze", values)


def _said_number(_: Visit, contact: DutyContactJson) -> Done:
    if contact.number is None:
        return Done("Salvato: nessun numero, quando sei di turno ricevi soltanto e-mail.", _PLACE)
    return Done("Numero salvato: vale da subito.", _PLACE)


SCREEN = Screen(
    pages=(Page(_PLACE, Permission.READ, show_preferences),),
    forms=(
        Form(
            f"{_PLACE}/annullare", f"PUT {_API}", _PLACE, say("Scelta salvata: vale da subito.", _PLACE),
            in_training=let_through,
        ),
        Form(f"{_PLACE}/e-mail", f"PUT {_MAIL}", _PLACE, say("Scelta delle e-mail salvata.", _PLACE)),
        Form(f"{_PLACE}/numero", f"PUT {_DUTY}", _PLACE, _said_number),
        Form(
            f"{_PLACE}/esci-ovunque", "POST /staff/me/sign-out", _PLACE, say(_SIGNED_OUT, _PLACE),
            in_training=let_through,
        ),
    ),
    labels={
        "hold_seconds": "Tempo per annullare una risposta", "about": "Quando scriverti",
        "number": "Il tuo cellulare",
    },
)  # fmt: skip
