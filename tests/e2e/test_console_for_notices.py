"""A notice from the first word to the closing statement, in the browsers of an editor and an approver."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from infra.local.town import TownHall
from tests.browser.accessibility import axe, reflows
from tests.browser.chromium import Visitor
from tests.e2e.console_visits import Office
from tests.e2e.patience import comes_true
from tests.e2e.people import Citizen

EVENT = {
    "titolo": "Concerto in piazza",
    "luogo": "piazza del Plebiscito",
    "quando": "sabato 12 dicembre 2026 alle 21",
    "ingresso": "libero",
}


@pytest.fixture
def office(town: TownHall, visitor: Visitor) -> Office:
    return Office(town, visitor)


def _writes(page: Page, title: str) -> None:
    page.get_by_role("link", name="Scrivi con «Evento»").click()
    page.get_by_label("Titolo per l'ufficio").fill(title)
    for name, words in EVENT.items():
        page.locator(f"[name='parameters.{name}']").fill(words)
    page.get_by_label("Pagina del sito").fill("https://www.comune.ancona.it/concerto")
    page.get_by_role("button", name="Salva e controlla").click()
    page.get_by_role("heading", name="Che cosa sapere prima che parta").wait_for()


def test_two_people_bring_a_notice_to_the_phones_and_read_its_closing_statement(
    office: Office, subscriber: Citizen
) -> None:
    title = "Il concerto"
    editor, approver = office.signs_in("editor", "/avvisi/nuovo"), office.signs_in("approver", "/avvisi")
    _writes(editor, title)
    assert (axe(editor), reflows(editor)) == ([], [])
    editor.get_by_role("button", name="Manda in approvazione").click()
    notice = editor.url
    approver.goto(notice)
    expect(approver.get_by_role("heading", level=1)).to_contain_text("Enrico Verdi")
    assert (axe(approver), reflows(approver)) == ([], [])
    approver.get_by_role("button", name="Approva", exact=True).click()  # without the box: the browser says so
    approver.get_by_label(re.compile("Ho capito: arriva a")).check()
    approver.get_by_role("button", name="Approva", exact=True).click()
    expect(approver.get_by_role("status").first).to_be_visible()
    comes_true(lambda: len(subscriber.notices()) == 1, "the notice on the phone")
    editor.goto(f"{notice}/chiusura")

    assert "Concerto in piazza" in subscriber.notices()[0].text


def test_a_notice_comes_back_with_a_reason(office: Office) -> None:
    editor, approver = office.signs_in("editor", "/avvisi/nuovo"), office.signs_in("approver", "/avvisi")
    _writes(editor, "Da rimandare")
    editor.get_by_role("button", name="Manda in approvazione").click()
    approver.goto(editor.url)
    approver.get_by_text("Rimanda indietro", exact=True).click()
    approver.get_by_label("Motivo").first.fill("Manca la data")
    approver.get_by_role("button", name="Rimanda a chi l’ha scritto").click()
    editor.reload()

    expect(editor.get_by_text("Manca la data").first).to_be_visible()
