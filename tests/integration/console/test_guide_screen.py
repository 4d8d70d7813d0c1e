"""Come si fa: every page leads to how it is done, in few words; the tour ends with a drill."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from pathlib import Path

import pytest

import urp
from tests.integration.console.console_town import Browser, ConsoleTown
from urp.acts.model import Role
from urp.console.rendering import TEMPLATES
from urp.console.screens import guide
from urp.console.screens.all import list_screens

MOST_WORDS = 320


@pytest.fixture
def administrator(office: ConsoleTown) -> Browser:
    return office.office(Role.ADMINISTRATOR)


def _read(files: Iterable[Path]) -> str:
    bare = re.sub(r"<[^>]+>", "", unescape(" ".join(file.read_text(encoding="utf-8") for file in files)))
    return " ".join(bare.replace("\\'", "'").replace("’", "'").split())


def _content(html: str) -> str:
    return html.partition("<main")[2].partition("</main>")[0]


def _links(html: str) -> set[str]:
    return {path or "/" for path in re.findall(r'href="/console([^"#?]*)', _content(html))}


def test_each_guide_and_each_stop_of_the_tour_is_short_and_leads_only_to_pages_that_are_there(
    administrator: Browser,
) -> None:
    there = {path: administrator.get(path) for path in (page.path for page in guide.SCREEN.pages)}
    wanted = {link for shown in there.values() for link in _links(shown.html)}

    assert {shown.status for shown in there.values()} == {200}
    for path, shown in there.items():
        words = re.sub(r"<[^>]+>", " ", _content(shown.html)).split()
        assert 40 < len(words) <= MOST_WORDS, path
    assert {path: administrator.get(path).status for path in wanted - there.keys()} == dict.fromkeys(
        wanted - there.keys(), 200
    )
    assert {f"/guida/{each.path}" for each in guide.GUIDES} <= _links(there["/guida"].html)


def test_what_a_guide_quotes_is_what_the_screens_say() -> None:
    """A button that gets another name is looked for in vain by whoever follows the guide."""
    guides = sorted((TEMPLATES / "guide").rglob("*.html"))
    said = _read([*TEMPLATES.rglob("*.html"), *Path(urp.__path__[0]).rglob("*.py")])
    said = re.sub(r"«[^»]*»", "", said).casefold()

    quoted = set(re.findall(r"«([^»]+)»", _read(guides)))

    assert len(quoted) > 60
    assert not [words for words in sorted(quoted) if words.rstrip("….").casefold() not in said]


def test_every_page_of_the_console_has_a_guide() -> None:
    paths = {page.path for screen in list_screens() for page in screen.pages}
    places = guide.PLACES

    lost = [
        path
        for path in paths - {page.path for page in guide.SCREEN.pages}
        if not any(path == place or path.startswith(f"{place}/") for place in places)
    ]
    assert not lost


def test_a_page_leads_to_its_own_guide_and_a_guide_to_none(administrator: Browser) -> None:
    assert "Come si fa: sportello" in administrator.get("/sportello/cerca").text
    assert 'href="/console/guida/amministrazione"' in administrator.get("/amministrazione/persone").html
    assert "Prima volta? Fai il giro della console" in administrator.get("/").text
    assert 'class="c-actions"><a href="/console/guida/' not in administrator.get("/guida/cifre").html


def test_the_longest_beginning_of_an_address_names_the_guide() -> None:
    wanted = {
        "/": "/guida",
        "/avvisi": "/guida/avvisi",
        "/avvisi/0198/modifica": "/guida/avvisi",
        "/avvisi/emergenza/0198": "/guida/emergenze",
        "/avvisi/canale": "/guida/altri-avvisi",
        "/guida/cifre": None,
        "/cifrei": None,
    }

    found = {here: guide.find_guide(here) for here in wanted}

    assert {here: link and link.path for here, link in found.items()} == wanted


def test_the_tour_says_who_opens_what_and_gives_each_the_drill_of_their_role(office: ConsoleTown) -> None:
    reader, editor, approver = map(office.office, (Role.READER, Role.EDITOR, Role.APPROVER))

    assert (
        "si apre con uno di questi ruoli: amministrazione, moderazione, operatore"
        in reader.get("/guida/giro/2").text
    )
    assert "un avviso non si scrive e non si approva" in reader.get("/guida/giro/6").text
    assert "È un'esercitazione: fa tutta la strada" in editor.get("/guida/giro/6").text
    assert "Approva quella di un collega" in approver.get("/guida/giro/6").text
    assert "Scrivilo e mandalo" not in approver.get("/guida/giro/6").text


def test_there_is_no_other_guide(administrator: Browser) -> None:
    assert administrator.get("/guida/altro").status == 404
    assert "se qualcosa non va" in administrator.get("/guida/altro").text
