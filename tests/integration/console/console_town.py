"""The console on the tables of the real template: browsers without a window, each with somebody signed in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from itertools import count
from types import MappingProxyType
from urllib.parse import urlencode, urlsplit

from tests.fakes.staff_calls import STAFF_ID
from tests.integration.staff_environment import PROFILE, environment
from tests.integration.staff_town import StaffTown, staff_town
from urp.acts.model import Role, StaffMember
from urp.acts.store.staff import StaffRegister
from urp.console.answers import Answer
from urp.console.application import Console
from urp.console.asked import Asked
from urp.console.screens.all import EVIDENCE_MODULES
from urp.console.sessions import Session, digest
from urp.console.sign_in import SignInPages
from urp.console.store.sessions import Sessions
from urp.wiring.console import ConsoleSettings, console_of
from urp.wiring.evidence_api import EvidenceOffices, evidence_calls
from urp.wiring.evidence_console import EvidenceConsoleSettings, nobody_signs_in_here
from urp.wiring.resources import OfficeResources
from urp.wiring.staff_api import staff_calls

ORIGIN = "https://urp.roccaserena.example"
PAGES = SignInPages("https://entra.roccaserena.example", "console", "made-up-secret")


class _Forms(HTMLParser):
    """The forms of a page with their fields, as a browser would send them back untouched."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: dict[str, list[tuple[str, str]]] = {}
        self._open: list[tuple[str, str]] | None = None
        self._area: str | None = None
        self._select: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        match tag:
            case "form":
                self._open = self.forms.setdefault(given.get("action", ""), [])
            case "input" if self._open is not None and "name" in given:
                if given.get("type") not in ("checkbox", "radio") or "checked" in given:
                    self._open.append((given["name"], given.get("value", "")))
            case "textarea" if self._open is not None:
                self._area = given.get("name", "")
                self._open.append((self._area, ""))
            case "select":
                self._select = given.get("name", "")
            case "option" if self._open is not None and self._select and "selected" in given:
                self._open.append((self._select, given.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._area is not None and self._open:
            self._open[-1] = (self._area, self._open[-1][1] + data.removeprefix("\n"))


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as it came."""

    answer: Answer

    @property
    def status(self) -> int:
        return self.answer.status

    @property
    def html(self) -> str:
        return self.answer.body

    @property
    def text(self) -> str:
        """As it is read: without tags, spaces as one."""
        bare = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", self.html, flags=re.DOTALL)
        return " ".join(unescape(bare).split())

    @property
    def title(self) -> str:
        found = re.search(r"<h1>(.*?)</h1>", self.html, re.DOTALL)
        return unescape(found[1]) if found else ""

    @property
    def forms(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        return {
            unescape(action).removeprefix("/console") or "/": fields
            for action, fields in _Forms(self.html).forms.items()
        }

    @property
    def leads_to(self) -> str:
        return urlsplit(self.answer.headers.get("location", "")).path.removeprefix("/console") or "/"


@dataclass(frozen=True, slots=True)
class BothFunctions:
    """Behind one address, as API Gateway's routes divide it."""

    console: Console
    evidence: Console

    def answer(self, asked: Asked) -> Answer:
        of_evidence = asked.path == "/fascicoli" or asked.path.startswith("/fascicoli/")
        return (self.evidence if of_evidence else self.console).answer(asked)


@dataclass
class Browser:
    console: BothFunctions
    cookies: dict[str, str]
    headers: dict[str, str] = field(default_factory=lambda: {"sec-fetch-site": "same-origin"})

    def get(self, path: str, **query: str) -> Shown:
        return Shown(
            self.console.answer(Asked("GET", path, query, self.cookies, self.headers, origin=ORIGIN))
        )

    def post(self, path: str, fields: Sequence[tuple[str, str]]) -> Shown:
        body = urlencode(list(fields)).encode()
        return Shown(self.console.answer(Asked("POST", path, {}, self.cookies, self.headers, body, ORIGIN)))

    def submit(
        self, page: str | Shown, action: str, fields: Mapping[str, str | Sequence[str]] = MappingProxyType({})
    ) -> Shown:
        """The form of that page with some fields typed over."""
        shown = self.get(page) if isinstance(page, str) else page
        assert action in shown.forms, (action, sorted(shown.forms), shown.text[:600])
        there = [(name, value) for name, value in shown.forms[action] if name not in fields]
        typed = [
            (name, each)
            for name, values in fields.items()
            for each in ([values] if isinstance(values, str) else values)
        ]
        return self.post(action, [*there, *typed])

    def follow(self, answer: Shown) -> Shown:
        """To the next page after a form was done."""
        assert answer.status == 303, answer.text[:600]
        return self.get(answer.leads_to)


@dataclass
class ConsoleTown:
    town: StaffTown
    console: Console
    evidence: Console
    _people: Iterator[int] = field(default_factory=lambda: count(1))

    def browser(self) -> Browser:
        """Nobody is signed in."""
        return Browser(BothFunctions(self.console, self.evidence), {})

    def office(self, *roles: Role, person: str = STAFF_ID, name: str = "Anna Bianchi") -> Browser:
        """Somebody of the office, signed in just now."""
        number, now = next(self._people), self.town.now
        register = StaffRegister(self.town.tables, lambda: now)
        register.name(person, name, "anna@comune.example")
        for role in roles:
            register.allow_role(person, role)
        cookie = f"cookie-{number}"
        named = "__Host-urp" if self.console.doors.secure else "urp"
        session = Session(
            digest(cookie), StaffMember(person, frozenset(roles), now), name, f"token-{number}", now, now
        )
        Sessions(self.town.tables).begin(session)
        return Browser(BothFunctions(self.console, self.evidence), {named: cookie})


def console_town(outputs: Mapping[str, str], profile: str = PROFILE, origin: str = ORIGIN) -> ConsoleTown:
    town = staff_town(outputs, profile)
    variables = environment(outputs) | {
        "PROFILE_PACKAGE": town.settings.profile_package,
        "CONSOLE_URL": f"{origin}/console",
        "SIGN_IN_URL": PAGES.url,
        "USER_POOL_ID": "eu-south-1_made-up",
        "CONSOLE_CLIENT_ID": PAGES.client_id,
    }
    settings = ConsoleSettings.from_env(variables)
    acts = count(1)
    calls = staff_calls(
        town.tables,
        town.offices,
        town.log,
        lambda: town.now,
        lambda: f"console-{next(acts):08x}",
        by_alert=town.offices.right_by_alert,
    )
    resources = OfficeResources(settings, town.client)
    of_evidence = EvidenceConsoleSettings.from_env(variables)
    offices = EvidenceOffices(of_evidence, town.client, town.log)
    asked = evidence_calls(of_evidence, offices, town.log, lambda: town.now)
    return ConsoleTown(
        town,
        console_of(settings, resources, calls, lambda: PAGES),
        console_of(of_evidence, offices, asked, nobody_signs_in_here, modules=EVIDENCE_MODULES),
    )
