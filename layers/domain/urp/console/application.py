"""One request of a browser, one answer: sign-in, session, menu, pages, parts and forms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from secrets import compare_digest
from typing import TYPE_CHECKING, NamedTuple

from urp.acts.authentication import AccessEndedError, SignedOutError, SignInAgainError
from urp.console.answers import Answer, back_to, download, page, piece, static_file
from urp.console.asked import LONGEST_BODY, Asked
from urp.console.forms import Fields, field_of, read_fields, to_content
from urp.console.screens.all import MENU, find_modules, load_screens
from urp.console.visits import (
    Done,
    Download,
    File,
    Form,
    InTrainingError,
    Page,
    Part,
    Refused,
    View,
    Visit,
    fill_in,
    find_route,
    to_pattern,
)
from urp.errors import ForbiddenError, InvalidError, NotFoundError, RejectedError, UrpError
from urp.staff_api.calls import Call
from urp.staff_api.problems import TooLargeError, log_problem, to_problem

if TYPE_CHECKING:
    from urp.console.doors import Doors
    from urp.console.rendering import Pages
    from urp.console.sessions import Session
    from urp.console.static_files import StaticFiles
    from urp.console.visits import Link
    from urp.staff_api.calls import StaffCalls
    from urp.town.municipality import Municipality

_STATIC = re.compile(r"/static/([0-9a-f]{16})/([a-z0-9.-]{1,60})")
UNCHANGED = 204
"""htmx leaves the piece of page as it is."""


type Place = Page | Part | Form | Download


class Found[What: Place](NamedTuple):
    what: What
    path: Mapping[str, str]


@dataclass
class Console:
    calls: StaffCalls
    modules: Mapping[str, tuple[str, ...]]
    """Of the screens that this function answers."""
    doors: Doors
    pages: Pages
    static: StaticFiles
    municipality: Municipality
    """Of every screen, those that another function answers too."""

    def answer(self, asked: Asked) -> Answer:
        """Never raises: what went wrong is a page too."""
        try:
            return self._answer(asked)
        except AccessEndedError as error:
            return self.doors.show_entrance(asked, str(error), forget=True)
        except Exception as error:
            return self._outside_problem(error)

    def _answer(self, asked: Asked) -> Answer:
        if asked.method == "GET" and (named := _STATIC.fullmatch(asked.path)):
            return static_file(self.static.find(named[1], named[2]))
        if (found := self.doors.answer(asked)) is not None:
            return found
        session = self.doors.find_session(asked)
        if session is None:
            return self._without_session(asked)
        try:
            member = self.calls.admit(session.member, asked.method)
        except AccessEndedError as ended:  # for good: who is let in again signs in again
            self.doors.sessions.end(session.key)
            if isinstance(ended, SignedOutError) and asked.method == "POST":  # what was typed is shown again
                return self._without_session(asked)
            raise
        visit = Visit(
            self.calls, member, session, self.municipality, self.calls.clock(), {}, asked.query, asked.path
        )
        match asked.method:
            case "GET" | "HEAD":
                return self._get(asked, visit)
            case "POST":
                return self._post(asked, visit)
            case _:
                return self._problem(visit, NotFoundError("Questo indirizzo non c'è."))

    def _without_session(self, asked: Asked) -> Answer:
        """What was typed is shown again: who signs in meanwhile sends it from there."""
        if asked.method == "POST" and asked.same_origin:
            fields = _read_typed(asked)
            return page(401, self.pages.show_outside(
                "resend.html", "Sessione finita: quello che hai scritto è ancora qui", self.calls.clock(),
                here=asked.path, fields=fields.typed, key=fields.key, form_token="",
                sentence="Entra di nuovo in un'altra scheda, poi torna qui e invia.",
            ))  # fmt: skip
        if asked.is_part:
            return Answer(401, {"hx-refresh": "true"}, "")
        return self.doors.show_entrance(asked, "")

    # What is shown

    def _get(self, asked: Asked, visit: Visit) -> Answer:
        try:
            if part := self._find(asked.path, Part):
                return self._show_part(part.what, asked, replace(visit, path=part.path))
            if found_file := self._find(asked.path, Download):
                return self._save(found_file.what, replace(visit, path=found_file.path))
            if (found := self._find(asked.path, Page)) is None:
                raise NotFoundError("Questa pagina non c'è.")
            shown = self._show(found.what, replace(visit, path=found.path))
        except UrpError as error:
            return self._problem(visit, error)
        self.doors.keep(visit.session, visit.now, said=bool(visit.session.said))
        return page(200, shown)

    def _show(self, what: Page, visit: Visit, said: str | None = None) -> str:
        visit.require(what.permission, what.alerted)
        said = visit.session.said if said is None else said
        return self.pages.show(what.show(visit), visit, self._menu(visit), said)

    def _save(self, what: Download, visit: Visit) -> Answer:
        visit.require(what.permission)
        saved = download(visit.save(fill_in(what.address, visit.path)))
        self.doors.keep(visit.session, visit.now, said=False)
        return saved

    def _show_part(self, what: Part, asked: Asked, visit: Visit) -> Answer:
        """Looking for news keeps no session alive."""
        try:
            visit.require(what.permission, what.alerted)
        except ForbiddenError:
            return Answer(403, {}, "")
        version = what.version(visit)
        if asked.query.get("v") == version:
            return Answer(UNCHANGED, {}, "")
        return piece(self.pages.show(what.show(replace(visit, version=version)), visit), version)

    def _menu(self, visit: Visit) -> Sequence[Link]:
        return [link for link in MENU if visit.may(link.permission)]

    # What is done

    def _post(self, asked: Asked, visit: Visit) -> Answer:
        found = self._find(asked.path, Form)
        if found is None:
            return self._problem(visit, NotFoundError("Questo modulo non c'è."))
        if not asked.same_origin:
            return self._problem(
                visit, ForbiddenError("Questa richiesta non viene da una pagina della console.")
            )
        form = found.what
        visit = replace(visit, path=found.path, here=fill_in(form.page, found.path))
        try:
            fields = _read_typed(asked)
        except RejectedError as error:
            return self._problem(visit, error)
        if not compare_digest(fields.form_token.encode(), visit.session.form_token.encode()):
            return self._resend(asked, visit, fields, _say_what_changed(visit.session))
        try:
            if visit.session.training:
                fields = _to_training(form, visit, fields)
            done = form.done(replace(visit, typed=fields), self._perform(form, visit, fields))
        except SignInAgainError as error:
            sentence = f"{error} Si entra in un'altra scheda, poi si torna qui e si invia."
            return self._resend(asked, visit, fields, sentence)
        except UrpError as error:
            return self._refuse(form, asked, visit, fields, error)
        return self._finish(visit, done)

    def _finish(self, visit: Visit, done: Done | View | File | None) -> Answer:
        match done:
            case Done():
                self.doors.say(visit.session, done.said, visit.now)
                return back_to(self.pages.at(done.to))
            case View():
                shown = self.pages.show(done, visit, self._menu(visit))
                self.doors.keep(visit.session, visit.now, said=False)
                return page(200, shown)
            case File():
                self.doors.keep(visit.session, visit.now, said=False)
                return download(done)
            case None:  # sent while somebody types, who is not idle
                self.doors.keep(visit.session, visit.now, said=False)
                return Answer(UNCHANGED, {}, "")

    def _perform(self, form: Form, visit: Visit, fields: Fields) -> object:
        typed = dict.fromkeys(re.findall(r"{(\w+)}", form.address))
        names = {name: visit.path.get(name) or fields.first(name) for name in typed}
        for name, value in names.items():
            if not value:
                raise InvalidError(name, "manca")
        route, path = find_route(form.method, fill_in(form.address, names))
        pairs = [(name, value) for name, value in fields.typed if name not in names and form.is_taken(name)]
        call = (
            Call(path, {field_of(name): value for name, value in pairs if value.strip()})
            if form.method == "GET"
            else Call(path, content=to_content(pairs), key=fields.key)
        )
        return self.calls.perform(route, visit.member, call).answer

    def _refuse(self, form: Form, asked: Asked, visit: Visit, fields: Fields, error: Exception) -> Answer:
        """The page with the form as it was typed; the page itself may be refused by then."""
        problem = to_problem(error)
        log_problem(self.calls.log, form.performs, error, problem)
        if asked.is_part:  # sent by the page itself: nobody would read another
            return Answer(problem.status, {}, "")
        action = fill_in(form.of, visit.path) if form.of else asked.path
        refused = replace(visit, refused=Refused(action, problem, fields))
        where = fill_in(form.page, visit.path)
        found = self._find(where, Page)
        if found is None:
            return self._problem(visit, error)
        try:
            return page(problem.status, self._show(found.what, replace(refused, path=found.path), said=""))
        except UrpError:
            return self._problem(visit, error)

    def _resend(self, asked: Asked, visit: Visit, fields: Fields, sentence: str) -> Answer:
        """Nothing was done: everything typed stands on this page, and its button sends it again."""
        return page(409, self.pages.show_outside(
            "resend.html", "Manca un passo: quello che hai scritto è ancora qui", visit.now,
            here=asked.path, fields=fields.typed, key=fields.key,
            form_token=visit.session.form_token, sentence=sentence,
        ))  # fmt: skip

    def _find[What: Place](self, path: str, kind: type[What]) -> Found[What] | None:
        for pattern, what in _list_addresses(find_modules(path, self.modules)):
            if isinstance(what, kind) and (found := pattern.fullmatch(path)):
                return Found(what, found.groupdict())
        return None

    # What went wrong

    def _problem(self, visit: Visit, error: Exception) -> Answer:
        problem = to_problem(error)
        log_problem(self.calls.log, "page", error, problem)
        view = View("problem.html", problem.title, {"problem": problem})
        return page(problem.status, self.pages.show(view, visit, self._menu(visit)))

    def _outside_problem(self, error: Exception) -> Answer:
        problem = to_problem(error)
        log_problem(self.calls.log, "console", error, problem)
        return page(
            problem.status,
            self.pages.show_outside("problem.html", problem.title, self.calls.clock(), problem=problem),
        )


@cache
def _list_addresses(modules: tuple[str, ...]) -> Sequence[tuple[re.Pattern[str], Place]]:
    all_of_them: list[Place] = []
    for screen in load_screens(modules):
        all_of_them += [*screen.pages, *screen.parts, *screen.forms, *screen.downloads]
    by_words_first = sorted(all_of_them, key=lambda what: what.path.count("{"))
    return [(to_pattern(what.path), what) for what in by_words_first]


def _say_what_changed(session: Session) -> str:
    """Of a form from before: it may have said that somebody was in training, or that nobody was."""
    training = (
        "è in addestramento" if session.training else "non è in addestramento: ciò che si invia vale davvero"
    )
    return (
        f"Nel frattempo l'accesso è cambiato: adesso è di {session.name}, che {training}. Controlla e invia."
    )


def _to_training(form: Form, visit: Visit, fields: Fields) -> Fields:
    """The one place where it is decided: what is not declared is refused."""
    if form.in_training is None:
        raise InTrainingError
    return form.in_training(visit, fields)


def _read_typed(asked: Asked) -> Fields:
    if len(asked.body) > LONGEST_BODY:
        raise TooLargeError(f"Al massimo {LONGEST_BODY} byte.")
    return read_fields(asked.body, asked.content_type)
