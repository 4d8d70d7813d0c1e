"""Every screen, by the first part of its addresses: a request imports only the screens it needs, and the
function starts without any."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from urp.acts.permissions import Permission
from urp.console.visits import Link

if TYPE_CHECKING:
    from collections.abc import Mapping

    from urp.console.visits import Screen

MODULES: Mapping[str, tuple[str, ...]] = {
    "": ("home",),
    "entrato": ("home",),
    "a": ("alerts",),
    "sportello": ("desk", "desk_rounds", "canned_replies"),
    "avvisi": ("notices", "announcements", "channel", "emergencies", "silence"),
    "ordine": ("moderation",),
    "diritti": ("rights",),
    "proposte": ("proposals",),
    "calendario": ("calendar",),
    "turni": ("turns",),
    "cifre": ("figures",),
    "amministrazione": ("administration",),
    "guida": ("guide",),
    "preferenze": ("preferences",),
}
EVIDENCE_MODULES: Mapping[str, tuple[str, ...]] = {"fascicoli": ("evidence",)}
"""Of a function of its own, which alone may touch evidence (docs/decisions/least-privilege.md)."""
ALL_MODULES = {**MODULES, **EVIDENCE_MODULES}
MENU = (
    Link("Cosa aspetta te", "/", Permission.READ),
    Link("Sportello", "/sportello", Permission.READ_DESK),
    Link("Risposte pronte", "/sportello/risposte-pronte", Permission.READ_REPLIES),
    Link("Avvisi", "/avvisi", Permission.READ),
    Link("Ordine", "/ordine", Permission.READ_DESK),
    Link("Diritti", "/diritti", Permission.MODERATE),
    Link("Da confermare in due", "/proposte", Permission.AGREE),
    Link("Calendario", "/calendario", Permission.READ),
    Link("Cifre", "/cifre", Permission.READ),
    Link("Amministrazione", "/amministrazione", Permission.READ),
    Link("Fascicoli di prove", "/fascicoli", Permission.MODERATE),
    Link("Guida", "/guida", Permission.READ),
)


def find_modules(path: str, modules: Mapping[str, tuple[str, ...]] = ALL_MODULES) -> tuple[str, ...]:
    """Empty for an address that is no screen's."""
    return modules.get(path.removeprefix("/").partition("/")[0], ())


@cache
def load_screens(modules: tuple[str, ...]) -> tuple[Screen, ...]:
    return tuple(import_module(f"urp.console.screens.{name}").SCREEN for name in modules)


def list_screens(modules: Mapping[str, tuple[str, ...]] = ALL_MODULES) -> tuple[Screen, ...]:
    return load_screens(tuple(dict.fromkeys(name for names in modules.values() for name in names)))
