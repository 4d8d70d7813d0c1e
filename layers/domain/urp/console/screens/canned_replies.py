"""Risposte pronte: found, verified, written, changed."""

from __future__ import annotations

from urp.acts.permissions import Permission
from urp.console.screens.desk_words import LANGUAGES
from urp.console.visits import Done, Form, Page, Screen, View, Visit, say
from urp.desk.api.canned import CannedRepliesJson, CannedReplyJson

_ALL = "/sportello/risposte-pronte"
_NEW, _ONE = f"{_ALL}/nuova", f"{_ALL}/{{reply}}"
_API = "/staff/canned-replies"


def show_replies(visit: Visit) -> View:
    only = "true" if visit.query.get("mostra") == "da-verificare" else None
    found = visit.ask(_API, CannedRepliesJson, to_verify=only).items
    values = {"replies": found, "only": only, "may_write": visit.may(Permission.WRITE_REPLIES)}
    return View("desk/canned_replies.html", "Risposte pronte", values)


def show_new(visit: Visit) -> View:
    values = {"reply": None, "languages": LANGUAGES, "may_write": True}
    return View("desk/canned_reply.html", "Nuova risposta pronta", values)


def show_reply(visit: Visit) -> View:
    reply = visit.ask(f"{_API}/{visit.path['reply']}", CannedReplyJson)
    values = {"reply": reply, "languages": LANGUAGES, "may_write": visit.may(Permission.WRITE_REPLIES)}
    return View("desk/canned_reply.html", f"Risposta pronta: {reply.title}", values)


def written(visit: Visit, reply: CannedReplyJson) -> Done:
    return Done(f"La risposta «{reply.title}» si può usare.", f"{_ALL}/{reply.id}")


SCREEN = Screen(
    pages=(
        Page(_ALL, Permission.READ_REPLIES, show_replies),
        Page(_NEW, Permission.WRITE_REPLIES, show_new),
        Page(_ONE, Permission.READ_REPLIES, show_reply),
    ),
    forms=(
        Form(_NEW, f"POST {_API}", _NEW, written),
        Form(f"{_ONE}/cambia", f"PUT {_API}/{{reply}}", _ONE, say("Risposta pronta cambiata.", _ONE)),
        Form(f"{_ONE}/verifica", f"POST {_API}/{{reply}}/verify", _ONE, say("Verificata oggi.", _ONE)),
        Form(f"{_ONE}/elimina", f"DELETE {_API}/{{reply}}", _ONE, say("Risposta pronta eliminata.", _ALL)),
    ),
    labels={
        "title": "Titolo",
        "text": "Testo",
        "link": "Collegamento",
        "language": "Lingua",
        "verified": "Verificata oggi",
        "version": "Versione letta",
    },
)
