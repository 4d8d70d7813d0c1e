"""An operator's day in a real browser: with the mouse, the keyboard alone, no JavaScript, no network."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from infra.local.town import TownHall
from tests.browser.accessibility import axe, reflows, tab_to
from tests.browser.chromium import Visitor
from tests.e2e.console_visits import OFFLINE, Office
from tests.e2e.patience import comes_true
from tests.e2e.people import Citizen
from urp.aws.tables import Tables
from urp.console.sessions import digest
from urp.console.store.sessions import Sessions
from urp.town.municipality import load_municipality

ANSWER = "L'anagrafe apre dalle 9 alle 13."


@pytest.fixture
def office(town: TownHall, visitor: Visitor) -> Office:
    return Office(town, visitor)


@pytest.fixture
def asks(town: TownHall, citizen: Citizen) -> Callable[[], str]:
    """A question that only this test has; its last letters, once it is in the queue."""
    operator = town.staff("operator")

    def ask() -> str:
        mark = uuid4().hex[:8]
        citizen.writes(f"Quando apre l'anagrafe? Pratica {mark}")
        comes_true(lambda: mark in str(operator.get("/conversations?limit=100")["items"]), "in the queue")
        return mark

    return ask


@pytest.fixture
def sessions(town: TownHall) -> Sessions:
    tables = Tables(
        town.aws.dynamodb_items(),
        lambda: load_municipality("urp_profile", placeholders_allowed=True).retention,
        control=town.endpoints.aws.outputs["ControlTableName"],
    )
    return Sessions(tables)


def _opens(page: Page, mark: str) -> None:
    page.reload()
    page.get_by_role("link").filter(has_text=mark).first.click()
    page.get_by_role("heading", name="Messaggi").wait_for()


def _gets(citizen: Citizen, words: str) -> None:
    comes_true(lambda: words in citizen.said_to(), f"{words!r} on the phone")


def test_with_the_mouse_a_question_is_taken_answered_taken_back_and_closed(
    office: Office, citizen: Citizen, asks: Callable[[], str]
) -> None:
    page = office.signs_in("operator")
    words = asks()
    page.get_by_role("navigation").get_by_role("link", name="Sportello", exact=True).click()
    _opens(page, words)
    page.get_by_role("button", name="Prendi la conversazione").click()
    expect(page.get_by_role("button", name="Lascia la conversazione")).to_be_visible()
    page.get_by_label("Testo della risposta").fill("Una risposta sbagliata")
    page.get_by_role("button", name="Invia la risposta").click()
    page.get_by_role("button", name=re.compile("Annulla")).click()
    expect(page.get_by_text("Annullata prima di partire.")).to_be_visible()
    page.get_by_label("Testo della risposta").fill(ANSWER)
    page.get_by_role("button", name="Invia la risposta").click()
    _gets(citizen, ANSWER)
    page.reload()
    page.get_by_role("button", name="Chiudi la conversazione").click()
    expect(page.get_by_text("La conversazione è chiusa")).to_be_visible()

    assert "Una risposta sbagliata" not in " ".join(citizen.said_to())
    assert axe(page) == []


def test_with_the_keyboard_alone_a_question_is_answered(
    office: Office, citizen: Citizen, asks: Callable[[], str]
) -> None:
    page = office.signs_in("operator", "/sportello")
    _opens(page, asks())
    tab_to(page.get_by_label("Testo della risposta"), at_most=120)
    page.keyboard.type(ANSWER)
    tab_to(page.get_by_role("button", name="Invia la risposta"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=re.compile("Annulla"))).to_be_visible()

    _gets(citizen, ANSWER)


def test_without_javascript_a_question_is_answered(
    office: Office, citizen: Citizen, asks: Callable[[], str]
) -> None:
    page = office.signs_in("operator", "/sportello", javascript=False)
    _opens(page, asks())
    page.get_by_label("Testo della risposta").fill(ANSWER)
    page.get_by_role("button", name="Invia la risposta").click()

    _gets(citizen, ANSWER)


def test_two_officers_on_one_conversation_see_each_other_and_the_second_has_to_say_so(
    office: Office, asks: Callable[[], str]
) -> None:
    first, second = office.signs_in("operator", "/sportello"), office.signs_in("administrator", "/sportello")
    words = asks()
    _opens(first, words)
    first.get_by_role("button", name="Prendi la conversazione").click()
    _opens(second, words)

    expect(second.get_by_text("Olga Bianchi").first).to_be_visible()
    second.get_by_label("Testo della risposta").fill(ANSWER)
    second.get_by_role("button", name="Invia la risposta").click()
    expect(second.locator("#problema")).to_be_visible()
    expect(second.get_by_label("Testo della risposta")).to_have_value(ANSWER)
    second.get_by_label(re.compile("Rispondi comunque")).check()
    second.get_by_role("button", name="Invia la risposta").click()
    expect(second.get_by_role("button", name=re.compile("Annulla"))).to_be_visible()


def test_what_was_typed_outlives_a_network_that_goes(
    office: Office, citizen: Citizen, asks: Callable[[], str]
) -> None:
    page = office.signs_in("operator", "/sportello")
    _opens(page, asks())
    here = page.url
    page.get_by_label("Testo della risposta").press_sequentially(ANSWER)
    page.context.set_offline(True)
    page.get_by_role("button", name="Invia la risposta").click()
    page.wait_for_url("chrome-error://**", wait_until="commit")
    page.context.set_offline(False)
    page.goto(here)
    expect(page.get_by_label("Testo della risposta")).to_have_value(ANSWER)
    page.get_by_role("button", name="Invia la risposta").click()

    _gets(citizen, ANSWER)
    office.forgives(OFFLINE)


def test_what_was_typed_outlives_a_session_that_ends(
    office: Office, town: TownHall, citizen: Citizen, asks: Callable[[], str], sessions: Sessions
) -> None:
    page = office.signs_in("operator", "/sportello", javascript=False)
    _opens(page, asks())
    (cookie,) = [each["value"] for each in page.context.cookies() if each["name"] == "urp"]
    sessions.end(digest(cookie))
    page.get_by_label("Testo della risposta").fill(ANSWER)
    page.get_by_role("button", name="Invia la risposta").click()
    expect(page.get_by_text(ANSWER)).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name=re.compile("Entra di nuovo")).click()
    opened.value.get_by_label("Username").wait_for()
    office.fills_in(opened.value, "operator")
    page.get_by_role("button", name="Invia").click()
    page.get_by_role("button", name="Invia").click()

    _gets(citizen, ANSWER)


def test_the_desk_is_for_everybody(office: Office, asks: Callable[[], str]) -> None:
    """Rules of axe, a narrow window, forced colours."""
    page = office.signs_in("operator", "/sportello")
    assert (axe(page), reflows(page)) == ([], [])
    _opens(page, asks())
    assert (axe(page), reflows(page)) == ([], [])
    other = office.signs_in("operator", "/sportello", forced_colours=True)
    assert axe(other) == []
