"""No link, form or download of the console leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qsl, urlsplit

from tests.integration.console.console_town import Browser, ConsoleTown, Shown
from tests.integration.console.test_administration import LIST, LISTS
from tests.integration.console.test_moderation import blocked, case_of
from tests.integration.console.test_notices import send_to_approval, write
from tests.integration.console.test_rights import asked
from urp.acts.model import Role
from urp.console.screens.all import list_screens
from urp.console.visits import to_pattern

_LINK = re.compile(r'(?:href|hx-get|formaction)="([^"]*)"')
_FORMS = [to_pattern(form.path) for screen in list_screens() for form in screen.forms]
_A_DAY_OR_A_MONTH = re.compile(r"\d{4}-(?:T?\d+)(?:-\d+)?|\b20\d\d\b")
_AN_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


def test_every_link_and_every_form_that_a_page_shows_is_answered(office: ConsoleTown) -> None:
    somebody = on_a_busy_day(office)
    wrong: list[str] = []
    pages: dict[str, Shown] = {}
    kinds: set[str] = set()
    links = [("/", "the menu")]
    while links:
        link, shown_on = links.pop()
        if link in pages or (kind := kind_of(link)) in kinds:
            continue
        kinds.add(kind)
        parts = urlsplit(link)
        page = pages[link] = somebody.get(parts.path, **dict(parse_qsl(parts.query)))
        if page.status not in (200, 204):
            wrong.append(f"{link} of {shown_on}: {page.status}")
        links += [(each, link) for each in _inner_links(page)]
        wrong += [f"{action} of {link}" for action in _acts(page) if not _is_a_form(action)]

    assert wrong == []
    assert len(pages) > 60


def on_a_busy_day(office: ConsoleTown) -> Browser:
    """Somebody with every role, and one of each thing that has a page."""
    somebody = office.office(*Role)
    office.town.asks(office.town.joins())
    write(somebody)
    send_to_approval(somebody)
    case_of(office, office.town.joins().id)
    blocked(office)
    asked(office)
    somebody.submit(LISTS, f"{LISTS}/nuovo", LIST)
    return somebody


def kind_of(link: str) -> str:
    """One page of each kind is enough: a day, a month and a cursor are as good as another."""
    path, _, query = link.partition("?")
    kind = _A_DAY_OR_A_MONTH.sub("DAY", _AN_ID.sub("ID", path))
    return kind if "ID" in kind or "DAY" in kind else f"{kind}?{'&'.join(sorted(dict(parse_qsl(query))))}"


def _inner_links(page: Shown) -> Iterator[str]:
    for link in map(unescape, _LINK.findall(page.html)):
        if link.startswith("/console") and "/static/" not in link and not _is_a_form(_below(link)):
            yield _below(link)


def _acts(page: Shown) -> Iterator[str]:
    """Where its forms are sent; a form that only asks is sent to a page."""
    for action in re.findall(r'<form method="post" action="([^"]*)"', page.html):
        yield _below(unescape(action))


def _below(link: str) -> str:
    return link.removeprefix("/console").partition("#")[0] or "/"


def _is_a_form(action: str) -> bool:
    return action in ("/esci", "/addestramento") or any(pattern.fullmatch(action) for pattern in _FORMS)
