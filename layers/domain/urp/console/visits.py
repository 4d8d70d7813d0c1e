"""What a screen is made of: pages that show, parts that look for news, forms that act.

A screen owns no rule. It asks the routes of the API (`Visit.ask`), and a form says which route it performs:
roles, fresh sign-in, idempotency, refusals and the audit are the route's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from urp.acts.model import Ground
from urp.acts.permissions import ROLES, Permission, may
from urp.console.forms import Fields, field_of
from urp.errors import ForbiddenError, NotFoundError
from urp.staff_api.calls import Call
from urp.staff_api.routing import find_resource
from urp.staff_api.table import find_routes

if TYPE_CHECKING:
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from pydantic import BaseModel

    from urp.acts.model import Role, StaffMember
    from urp.console.sessions import Session
    from urp.staff_api.calls import StaffCalls
    from urp.staff_api.problems import Problem
    from urp.staff_api.routing import AnyRoute
    from urp.town.municipality import Municipality


@dataclass(frozen=True, slots=True)
class Refused:
    """A form that comes back as it was typed, with what is wrong."""

    action: str
    """Of the form, below `/console`."""
    problem: Problem
    fields: Fields

    def error_of(self, name: str) -> str:
        wanted = field_of(name)
        return next((each.problem for each in self.problem.errors if each.field == wanted), "")


class InTrainingError(ForbiddenError):
    """Somebody is in training, and this would be real."""

    code = "in_training"

    def __init__(self) -> None:
        super().__init__(
            "Sei in addestramento: questo cambierebbe qualcosa davvero. Per farlo si preme «Spegni"
            " l'addestramento», in alto in ogni pagina."
        )


NOTHING_TYPED = Fields()


@dataclass(frozen=True, slots=True)
class View:
    """A template and what it shows. `title` is a sentence: it is the page's title and its heading."""

    template: str
    title: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of somebody who is signed in."""

    calls: StaffCalls
    member: StaffMember
    session: Session
    municipality: Municipality
    now: datetime
    path: Mapping[str, str]
    """The parameters of the page's address."""
    query: Mapping[str, str]
    here: str = "/"
    """The address, below `/console`."""
    refused: Refused | None = None
    typed: Fields = NOTHING_TYPED
    """Of a form that was done, for the view it ends with."""
    version: str = ""
    """Of a part that changed: read already."""

    @property
    def zone(self) -> ZoneInfo:
        return self.municipality.zone

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def may(self, permission: Permission) -> bool:
        return may(self.member, permission)

    def require(self, permission: Permission, alerted: str = "") -> None:
        """`alerted`: the parameter of what an alert may be about."""
        self.calls.find_ground(self.member, permission, self.path.get(alerted), self.now)

    def may_by_alert(self, permission: Permission, alerted: str) -> bool:
        """By an alert about what this page shows, and not by a role."""
        try:
            found = self.calls.find_ground(self.member, permission, self.path[alerted], self.now)
        except ForbiddenError:
            return False
        return found is Ground.ALERT

    def ask[Answer: BaseModel](self, address: str, answer: type[Answer], **query: str | None) -> Answer:
        """GET of the API, such as `/staff/conversations`: refused like any other call of theirs."""
        given = {name: value for name, value in query.items() if value}
        return self._perform("GET", address, answer, given)

    def act[Answer: BaseModel](self, method: str, address: str, answer: type[Answer]) -> Answer:
        """What goes along with a page and needs no form: that somebody looks, that a draft was sent."""
        return self._perform(method, address, answer, {})

    def _perform[Answer: BaseModel](
        self, method: str, address: str, answer: type[Answer], query: Mapping[str, str]
    ) -> Answer:
        route, path = find_route(method, address)
        found = self.calls.perform(route, self.member, Call(path, query)).answer
        if not isinstance(found, answer):  # a word of another route stood for an id: `/sportello/version`
            raise NotFoundError("Questo indirizzo non c'è.")
        return found

    def save(self, address: str) -> File:
        """What a GET of the API with this page's query gives to save. NotFoundError where it is no file."""
        route, path = find_route("GET", address)
        wanted = {**self.query, "format": "csv"} if route.sheet else self.query
        answer = self.calls.perform(route, self.member, Call(path, wanted)).answer
        file = route.make_file(self.calls.offices, answer)
        if file is None:
            raise NotFoundError("Qui non c'è niente da scaricare.")
        return File(file.name, file.content_type, file.content)


def find_route(method: str, address: str) -> tuple[AnyRoute, Mapping[str, str]]:
    """The route and the parameters in the address. NotFoundError for an address that nobody answers."""
    for route in find_routes(find_resource(address)):
        if route.method == method and (found := to_pattern(route.path).fullmatch(address)):
            return route, found.groupdict()
    raise NotFoundError("Questo indirizzo non c'è.")


def to_pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(path)))


def fill_in(path: str, values: Mapping[str, str]) -> str:
    """Of every parameter a text that stays within its part of the address."""
    return path.format_map({name: quote(value, safe="") for name, value in values.items()})


type Shows = Callable[[Visit], View]


@dataclass(frozen=True, slots=True)
class Page:
    path: str
    """Below `/console`, such as `/sportello/{conversation}`."""
    permission: Permission
    show: Shows
    alerted: str = ""
    """The parameter of a conversation or case: an alert about it opens the page too, as it does its route."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a page that asks every five seconds whether it changed; its template has no heading."""

    path: str
    permission: Permission
    version: Callable[[Visit], str]
    """One cheap read."""
    show: Shows
    alerted: str = ""
    """As of a page."""


@dataclass(frozen=True, slots=True)
class Download:
    """A link that saves what a GET route answers: its sheet, or its file. The link's query is the route's."""

    path: str
    """Below `/console`, such as `/cifre/sportello.csv`."""
    permission: Permission
    address: str
    """Of the route; its parameters are those of `path`."""


@dataclass(frozen=True, slots=True)
class Done:
    said: str
    """A sentence that the next page says first."""
    to: str
    """The next page, below `/console`."""


@dataclass(frozen=True, slots=True)
class File:
    """To be saved."""

    name: str
    """Plain letters, digits, `-` and `.`."""
    kind: str
    content: str | bytes


@dataclass(frozen=True, slots=True)
class Form:
    """A POST below `/console`. What is typed goes to the route it performs; a parameter of the route that the
    form's own address has not is a field."""

    path: str
    performs: str
    """`POST /staff/conversations/{conversation}/answers`. Of a reading that is recorded `GET …`: no link does
    it, and what is typed is its query."""
    page: str
    """Where it stands: shown again, as typed, when it is refused."""
    done: Callable[[Visit, Any], Done | View | File | None]
    """Given the visit and the route's answer: where to go next; or a view to show at once, such as what a
    search found, whose words stand in no address; or nothing, where the page stays as it is."""
    takes: tuple[str, ...] | None = None
    """Of the fields typed only these; all that begin so: `parameters` takes `parameters.luogo`."""
    in_training: Callable[[Visit, Fields], Fields] | None = None
    """What it sends for somebody in training; InTrainingError where that would be real. None: it does
    nothing then."""
    of: str = ""
    """The form on the page that is sent here by a button of its own (`formaction`): what is refused comes
    back in that form."""

    @property
    def method(self) -> str:
        return self.performs.partition(" ")[0]

    @property
    def address(self) -> str:
        return self.performs.partition(" ")[2]

    def is_taken(self, name: str) -> bool:
        return self.takes is None or field_of(name).partition(".")[0] in self.takes


@dataclass(frozen=True, slots=True)
class Link:
    """For whoever may open where it leads."""

    name: str
    path: str
    permission: Permission

    @property
    def roles(self) -> frozenset[Role]:
        return ROLES[self.permission]


@dataclass(frozen=True, slots=True)
class Screen:
    pages: tuple[Page, ...] = ()
    forms: tuple[Form, ...] = ()
    downloads: tuple[Download, ...] = ()
    parts: tuple[Part, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    """How the bodies' fields are called, for the list of what is wrong: by all screens that share the first
    part of their addresses."""


def let_through(_: Visit, fields: Fields) -> Fields:
    """In training: of a form that only shows, or concerns nobody but who presses it."""
    return fields


def say(sentence: str, to: str) -> Callable[[Visit, object], Done]:
    """Where the sentence is always the same, and `to` has the parameters of the form's address."""

    def done(visit: Visit, _: object) -> Done:
        return Done(sentence, fill_in(to, visit.path))

    return done
