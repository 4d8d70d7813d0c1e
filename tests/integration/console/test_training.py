"""Whoever is in training may press anything: nothing real is done, and each page says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.integration.console.console_town import Browser, ConsoleTown, Shown
from tests.integration.console.test_notices import WORDS, send_to_approval
from tests.integration.staff_town import APPROVER_ID
from urp.acts.model import Role
from urp.console.screens.all import list_screens

ID = "0d4b8a52-3a76-4b4e-8a5e-9b1c2f3d4e5f"
ON, OFF = {"on": "yes"}, "/addestramento"
BAND = "Addestramento. I tuoi avvisi sono esercitazioni"


@pytest.fixture
def editor(office: ConsoleTown) -> Browser:
    return office.office(Role.EDITOR, Role.OPERATOR)


def begin(person: Browser) -> Shown:
    return person.follow(person.submit("/guida/giro", "/addestramento"))


def test_it_begins_from_the_tour_shows_on_each_page_and_ends_from_any_or_with_the_session(
    office: ConsoleTown, editor: Browser
) -> None:
    colleague = office.office(Role.EDITOR)

    began = begin(editor)
    on_another_page, colleagues = editor.get("/avvisi"), colleague.get("/avvisi")
    ended = editor.follow(editor.submit(on_another_page, "/addestramento"))
    begin(editor)

    assert (BAND in began.text, "Sei in addestramento: la fascia in alto" in began.text) == (True, True)
    assert "<title>ADDESTRAMENTO, Avvisi" in on_another_page.html
    assert BAND not in colleagues.text
    assert (ended.title, BAND in ended.text) == ("Avvisi", False)
    assert "da adesso ciò che fai vale davvero" in ended.text
    assert BAND not in office.office(Role.EDITOR, Role.OPERATOR).get("/avvisi").text  # they signed in again


def test_nobody_is_put_in_training_or_out_of_it_by_another_site(editor: Browser) -> None:
    form = editor.get("/guida/giro").forms["/addestramento"]

    foreign = replace(editor, headers={"sec-fetch-site": "cross-site"}).post("/addestramento", form)
    without_token = editor.post("/addestramento", [("on", "yes")])
    elsewhere = editor.post("/addestramento", [*form[:-1], ("to", "//altrove.example")])

    assert (foreign.status, without_token.status) == (303, 303)
    assert elsewhere.leads_to == "/"
    assert BAND in editor.get("/").text  # the last one was theirs


def test_a_notice_that_is_written_in_training_is_one_whatever_the_form_says(
    office: ConsoleTown, editor: Browser
) -> None:
    office.town.joins()
    approver = office.office(Role.APPROVER, person=APPROVER_ID, name="Bruno Verdi")
    begin(editor)
    begin(approver)

    page = editor.get("/avvisi/nuovo", modello="novita")
    one = editor.submit(page, "/avvisi/nuovo", {**WORDS, "training:bool": "false"}).leads_to
    sent = editor.follow(editor.submit(one, f"{one}/manda"))
    approved = approver.follow(approver.submit(one, f"{one}/approva", {"people:int": "1"}))

    assert "È un'esercitazione: fa tutta" not in page.text
    assert "Esercitazione: nulla è partito" in sent.text
    assert approved.title == "«La biblioteca riapre» è approvato e programmato"


def test_a_real_notice_is_only_looked_at_and_what_was_typed_stays(
    office: ConsoleTown, editor: Browser
) -> None:
    one = send_to_approval(editor)
    approver = office.office(Role.APPROVER, person=APPROVER_ID, name="Bruno Verdi")
    begin(approver)

    refused = approver.submit(one, f"{one}/rimanda", {"reason": "Manca l'orario."})
    begin_again = approver.follow(approver.submit(refused, "/addestramento"))
    done = approver.submit(begin_again, f"{one}/rimanda", {"reason": "Manca l'orario."})

    assert (refused.status, "Manca l'orario." in refused.text) == (403, True)
    assert "Spegni l'addestramento" in refused.text
    assert (begin_again.title, done.status) == (refused.title, 303)


def test_every_form_that_is_not_declared_does_nothing(office: ConsoleTown) -> None:
    """Also of the function for evidence. With every role: nothing else keeps them from it."""
    everybody = office.office(*Role)
    begin(everybody)
    token = everybody.get("/").forms["/esci"]
    forms = [form for screen in list_screens() for form in screen.forms if form.in_training is None]
    page = replace(everybody, headers={**everybody.headers, "hx-request": "true"})
    before = _count_acts(office)

    answers = {form.path: page.post(_fill(form.path), token).status for form in forms}

    assert len(answers) > 80
    assert {path: status for path, status in answers.items() if status != 403} == {}
    assert _count_acts(office) == before


def _fill(path: str) -> str:
    return "/".join(ID if part.startswith("{") else part for part in path.split("/"))


def _count_acts(office: ConsoleTown) -> int:
    audit = office.town.staff(Role.ADMINISTRATOR).get("/staff/audit", day="2026-11-25")
    return len(audit.json["items"])
