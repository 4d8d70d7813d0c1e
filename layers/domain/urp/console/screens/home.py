"""Cosa aspetta te: what waits for whoever is signed in, each a sentence and a link."""

from __future__ import annotations

from urp.acts.permissions import Permission
from urp.console.visits import Link, Page, Screen, View, Visit


def show_home(visit: Visit) -> View:
    return View("home.html", "Cosa aspetta te")


def show_entered(visit: Visit) -> View:
    return View("entered.html", "Sei entrato di nuovo")


SCREEN = Screen(
    pages=(
        Page("/", Permission.READ, show_home),
        Page("/entrato", Permission.READ, show_entered),
    ),
    links=(Link("Cosa aspetta te", "/", Permission.READ),),
)
