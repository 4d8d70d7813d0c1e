"""Every page of the console in every state, for everybody: rules of axe, a narrow and an enlarged window. A
page or a template that nobody looks at here fails the test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import UUID

from tests.browser.accessibility import axe, reflows
from tests.browser.console import Office
from tests.browser.full_town import FullTown, fill
from tests.browser.hands import Fields, Hand
from tests.integration.console.test_links import kind_of
from tests.integration.console.test_moderation import case_of
from tests.integration.grave_case import MODERATOR
from urp.acts.model import Role
from urp.console.rendering import TEMPLATES, Pages
from urp.console.screens.all import list_screens
from urp.console.visits import to_pattern
from urp.meaning.breaches import Breach
from urp.wiring.evidence_api import EvidenceOffices, evidence_calls

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pytest
    from playwright.sync_api import Page

    from tests.integration.console.console_town import Browser

PAGES = sorted(
    (page.path for screen in list_screens() for page in screen.pages), key=lambda path: path.count("{")
)
SAVED = [to_pattern(each.path) for screen in list_screens() for each in screen.downloads]
LINKS = (
    """() => [...document.querySelectorAll('a[href^="/console"]')].map((one) => one.getAttribute("href"))"""
)
FORMS = """() => [...document.querySelectorAll("form[method=post]")].filter((one) =>
  one.querySelector("[required]")).map((one) => one.getAttribute("action"))"""
UNFOLD = "() => document.querySelectorAll('details').forEach((one) => { one.open = true; })"
SEND_EMPTY = """(form) => {
  for (const one of form.elements)
    if (one.type === "checkbox" || one.type === "radio") one.checked = false;
    else if (one.type !== "hidden") one.value = "";
  form.submit();
}"""


@dataclass
class Inspector:
    office: Office
    shown: set[str]
    """Templates, as they are rendered."""
    pages: set[str] = field(default_factory=set)
    found: list[str] = field(default_factory=list)

    def visits(self, page: Page, path: str, status: int = 200) -> None:
        answer = page.goto(self.office.address(path))
        assert answer is not None
        if answer.status != status:
            self.found.append(f"{path}: {answer.status}")
        self.looks(page)

    def looks(self, page: Page, state: str = "") -> None:
        """With all that is folded open."""
        path = urlsplit(page.url).path.removeprefix("/console") or "/"
        self.pages.add(next((each for each in PAGES if to_pattern(each).fullmatch(path)), ""))
        page.evaluate(UNFOLD)
        self.found += [f"{path} {state}: {each}" for each in (*axe(page), *reflows(page))]

    def mistakes(self, page: Page, action: str) -> None:
        """The form of the page that is open, sent with nothing in it."""
        with page.expect_navigation() as sent:
            page.locator(f"form[action='{action}']").first.evaluate(SEND_EMPTY)
        if sent.value.request.redirected_from or sent.value.status >= 500:
            self.found.append(f"{action} with nothing in it was done, or failed: {sent.value.status}")
        self.looks(page, "refused")


def test_every_page_and_state_is_for_everybody(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    inspector = Inspector(office, _watch_templates(monkeypatch))
    _looks_at_what_is_empty(inspector, office.opens(*Role))
    town = fill(office.console)
    anna, carla = _sits_down(office, town.anna), _sits_down(office, town.carla)
    for path in town.of_carla:
        inspector.visits(carla, path)
    _walks(inspector, anna, town)
    _reads(inspector, anna, town)
    _meets_what_stands_outside(inspector, town)

    assert not inspector.found, "\n".join(inspector.found)
    assert set(PAGES) - inspector.pages == set()
    assert _whole_templates() - inspector.shown == set()


def _looks_at_what_is_empty(inspector: Inspector, page: Page) -> None:
    for path in PAGES:
        if "{" not in path and not path.startswith("/guida"):
            page.goto(inspector.office.address(path))
            if page.locator("main .c-empty").count():
                inspector.looks(page, "empty")


def _watch_templates(patch: pytest.MonkeyPatch) -> set[str]:
    shown: set[str] = set()
    render = Pages._render

    def watched(pages: Pages, template: str, values: Mapping[str, object]) -> str:
        shown.add(template)
        return render(pages, template, values)

    patch.setattr(Pages, "_render", watched)
    return shown


def _whole_templates() -> set[str]:
    """Those of a page, not of a piece or of a frame."""
    every = {file.relative_to(TEMPLATES).as_posix(): file.read_text() for file in TEMPLATES.rglob("*.html")}
    extended = {text.partition('"')[2].partition('"')[0] for text in every.values() if "extends" in text[:12]}
    return {name for name, text in every.items() if "{% extends" in text} - extended


def _sits_down(office: Office, browser: Browser) -> Page:
    """At the screen of somebody who is signed in already."""
    return office.visitor.open(office.address(), cookies=browser.cookies)


def _walks(inspector: Inspector, page: Page, town: FullTown) -> None:
    """One page of each kind that a link leads to, each state, and each form once with nothing in it."""
    waiting, kinds, sent = ["/", *town.addresses], set[str](), set[str]()
    stated = {kind_of(each) for each in town.addresses}
    while waiting:
        path = waiting.pop(0)
        inspector.visits(page, path)
        links, forms = _links(page), page.evaluate(FORMS)
        for each in links:
            if kind_of(each) not in kinds | stated:
                kinds.add(kind_of(each))
                waiting.append(each)
        for action in forms:
            if kind_of(action) not in sent:
                sent.add(kind_of(action))
                inspector.mistakes(page, action)
                page.goto(inspector.office.address(path))


def _links(page: Page) -> Iterator[str]:
    for link in page.evaluate(LINKS):
        path = link.removeprefix("/console").partition("#")[0] or "/"
        pure = path.partition("?")[0]
        if not any(each.fullmatch(pure) for each in SAVED) and pure != "/accessibilita":
            yield path


def _reads(inspector: Inspector, page: Page, town: FullTown) -> None:
    """What a form shows at once; and some pages with colours of one's own and nothing that moves."""
    hand = Hand(page)
    for path, action, fields in (
        (town.case, "/testo", {"Perché serve": "Serve per decidere un blocco"}),
        (town.evidence, "/leggi", {}),
        (town.request, "/copia", {}),
        (town.restricted, "/limitazione/copia", {}),
        (
            "/diritti/iscrizione",
            "/cerca",
            {"Numero": "+39 333 0000001", "Perché serve": "Serve per rispondere"},
        ),
        ("/diritti/violazione", "/cerca", {}),
        ("/amministrazione/registro", "/controllo", {}),
        (town.talk, "/fascicoli/nuovo", {"Sono io": True}),
        ("/sportello/cerca", "/parole", {"Parole": "codice"}),
        (town.talk, "/rispondi", {"Testo della risposta": "Buongiorno, si prenota dal sito."}),
    ):
        page.goto(inspector.office.address(path))
        hand.sends(action, fields)
        inspector.looks(page, f"after {action}")
    page.goto(inspector.office.address(town.talk))
    hand.sends(
        "/rispondi", {"Risposta pronta": "Carta (verificata giovedì 26 novembre 2026)"}, "Metti nel testo"
    )
    inspector.looks(page, "with gaps to fill")
    page.goto(inspector.office.address(town.talk))
    page.locator("select[name='message']").evaluate_all(
        "(every) => every.forEach((one) => one.selectedIndex = 1)"
    )
    to_channels: Fields = {"Che cosa è": "segnalazione", "Categoria": "Illuminazione pubblica"}
    hand.sends("/canali", to_channels, "Leggi prima il testo")
    inspector.looks(page, "before it is sent on")
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    for path in ("/", "/sportello", town.talk, town.case, "/avvisi", *town.of_carla[:2], "/cifre/sportello"):
        inspector.visits(page, path)
    page.emulate_media(forced_colors="none", reduced_motion="no-preference")


def _meets_what_stands_outside(inspector: Inspector, town: FullTown) -> None:
    """The entrance, what cannot be seen or is not there, and the pages that keep what was typed."""
    office = inspector.office
    stranger = office.visitor.open(office.address())
    inspector.looks(stranger, "entrance")
    inspector.visits(stranger, "/accessibilita")
    reader = office.opens(Role.READER)
    inspector.visits(reader, "/amministrazione/persone", 403)
    inspector.visits(reader, "/amministrazione/nessuna", 404)
    inspector.visits(reader, "/entrato")
    with reader.expect_navigation():
        reader.get_by_role("button", name="Esci").click()
    inspector.looks(reader, "gone out")
    for strict in (False, True):
        page = office.opens(*Role)
        page.goto(office.address(town.evidence))
        if strict:
            _signed_in_long_ago(office)
        else:
            page.context.clear_cookies()
        Hand(page).sends("/rilascio", {"Motivo del rilascio": "L'ufficio legale ha chiuso il caso"})
        inspector.looks(page, "sign in again")


def _signed_in_long_ago(office: Office) -> None:
    town, evidence = office.console.town, office.console.evidence
    strict = replace(town.evidence_settings, fresh_sign_in=timedelta(minutes=15))
    offices = EvidenceOffices(town.evidence_settings, town.client, town.log)
    evidence.calls = evidence_calls(strict, offices, town.log, lambda: town.now)
    town.later(minutes=16)


def test_what_an_alert_opens_is_for_everybody(office: Office) -> None:
    """On a phone, at night: the home, the conversation and the case of who may open nothing else."""
    town, inspector = office.console, Inspector(office, set())
    talk = town.town.asks(town.town.joins(), "Aiuto, c'è fumo in casa.")
    case = case_of(town, town.town.joins().id, 7, breach=Breach.THREAT)
    town.office(Role.OPERATOR, person=MODERATOR, name="Carla Verdi")
    empty = office.opens(Role.DUTY)
    inspector.looks(empty, "no alert")
    for subject, kind in ((talk, "emergency"), (UUID(case.rpartition("/")[2]), "threat")):
        town.town.offices.alerts.raise_alert(subject, kind, 0, town.town.now)
    page = office.opens(Role.DUTY)

    for path in ("/", f"/sportello/{talk}", case):
        inspector.visits(page, path)
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(office.address())

    dangers = page.locator("main li.c-danger a").all_inner_texts()
    assert dangers == ["Qualcuno segnala un'emergenza", "Una minaccia da leggere"]
    assert not inspector.found, "\n".join(inspector.found)
