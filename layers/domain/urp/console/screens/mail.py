"""Le tue e-mail: what one is told of outside the console, as one chose."""

from __future__ import annotations

from collections.abc import Mapping

from urp.acts.mail import MailState
from urp.acts.news import News
from urp.acts.permissions import Permission
from urp.console.visits import Done, Form, Page, Screen, View, Visit
from urp.staff_api.me import MailJson

PLACE = "/posta"
_CHOICES: Mapping[News, str] = {
    News.QUESTION: "Una domanda aspetta allo sportello e prima non ne aspettava nessuna, "
    "o qualcuno può essere in pericolo",
    News.APPROVAL: "Qualcosa aspetta una seconda persona, e i tuoi ruoli ti lasciano deciderlo",
    News.THREAT: "Una minaccia è diventata un caso da decidere",
}
_STATES: Mapping[MailState, str] = {
    MailState.OFF: "Adesso non ricevi nessuna e-mail.",
    MailState.ASKED: "La tua scelta è scritta: fra qualche secondo vale. Poi ricarica questa pagina.",
    MailState.UNCONFIRMED: "Manca il tuo sì. Amazon ti ha mandato un'e-mail in inglese («Subscription "
    "Confirmation»): apri il link che contiene, entro 48 ore. Prima non arriva niente.",
    MailState.ON: "Le e-mail arrivano all'indirizzo con cui entri qui.",
    MailState.ENDED: "Le e-mail sono ferme: le ha chiuse il link in fondo a una di loro, o nessuno ha "
    "confermato l'indirizzo entro 48 ore. Per riaverle, salva di nuovo la tua scelta.",
}


def show_mail(visit: Visit) -> View:
    mail = visit.ask("/staff/me/mail", MailJson)
    choices = [(each.value, _CHOICES[each]) for each in mail.offered]
    return View(
        "mail.html", "Le tue e-mail", {"mail": mail, "choices": choices, "state": _STATES[mail.state]}
    )


def _say_chosen(_: Visit, mail: MailJson) -> Done:
    if not mail.about:
        return Done("Fatto: non riceverai più queste e-mail.", PLACE)
    return Done("Scelta salvata.", PLACE)


SCREEN = Screen(
    pages=(Page(PLACE, Permission.BE_TOLD, show_mail),),
    forms=(Form(f"{PLACE}/scelta", "PUT /staff/me/mail", PLACE, _say_chosen),),
    labels={"about": "Quando scriverti"},
)
