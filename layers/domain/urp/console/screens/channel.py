"""Canale: what a person posts by hand, since no program may."""

from __future__ import annotations

from urp.acts.permissions import Permission
from urp.console.visits import Form, Page, Screen, View, Visit, say
from urp.notices.api.broadcast_json import ChannelEditionsJson


def show_waiting(visit: Visit) -> View:
    found = visit.ask("/staff/channel-editions", ChannelEditionsJson, cursor=visit.query.get("da", ""))
    number = len(found.items)
    title = "Canale: niente da pubblicare"
    if number:
        more = "più di " if found.next else ""
        title = f"Canale: {more}{number} da pubblicare"
    return View("channel/waiting.html", title, {"found": found})


_ALL = "/avvisi/canale"
_ONE, _API = f"{_ALL}/{{broadcast}}", "/staff/channel-editions/{broadcast}"

SCREEN = Screen(
    pages=(Page(_ALL, Permission.READ, show_waiting),),
    forms=(
        Form(f"{_ONE}/pubblicata", f"PUT {_API}", _ALL, say("Segnata come pubblicata.", _ALL)),
        Form(
            f"{_ONE}/scarta", f"POST {_API}/discard", _ALL, say("Scartata: non aspetta più.", _ALL)
        ),
    ),
)  # fmt: skip
