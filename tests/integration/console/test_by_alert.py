"""Whoever is told of a danger opens its page and acts there, on the same terms as in the API."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests.fakes.staff_calls import STAFF_ID
from tests.integration.console.console_town import Browser, ConsoleTown
from tests.integration.console.test_moderation import case_of
from urp.acts.model import Role
from urp.acts.store.staff import StaffRegister
from urp.desk.duty.model import make_code
from urp.meaning.breaches import Breach

BEA = "c7d1e0d2-1a2b-4c3e-8d21-6f5e4d3c2b1a"
CRY = "Aiuto, c'è fumo in casa."


@pytest.fixture
def talk(office: ConsoleTown) -> UUID:
    talk = office.town.asks(office.town.joins(), CRY)
    office.town.offices.alerts.raise_alert(talk, "emergency", 0, office.town.now)
    return talk


@pytest.fixture
def bea(office: ConsoleTown) -> Browser:
    """On duty."""
    return office.office(Role.DUTY, person=BEA, name="Bea Neri")


def test_the_home_of_who_is_on_duty_shows_dangers_first_and_since_when(
    office: ConsoleTown, talk: UUID, bea: Browser
) -> None:
    home = bea.get("/")
    office.town.offices.alerts.acknowledge(make_code(talk, "emergency"), BEA, office.town.now)
    heard = bea.get("/")

    assert "Subito Qualcuno segnala un'emergenza" in home.text
    assert "Da oggi 12:00. Nessuno ha ancora detto «Ci penso io»." in home.text
    assert f'href="/console/a/{make_code(talk, "emergency")}"' in home.html
    assert "Nessuno aspetta" not in home.text
    assert "fumo" not in home.text
    assert "Hai detto «Ci penso io»." in heard.text


def test_without_an_alert_the_home_says_where_one_would_come(office: ConsoleTown, bea: Browser) -> None:
    office.town.asks(office.town.joins())

    assert "Nessun allarme aspetta te." in bea.get("/").text
    assert "Nessun allarme" not in office.office(Role.READER).get("/").text


def test_the_conversation_is_read_answered_and_handed_over_from_its_page(
    office: ConsoleTown, talk: UUID, bea: Browser
) -> None:
    address = f"/sportello/{talk}"
    office.office(Role.OPERATOR)  # Anna, of the desk

    page = bea.get(address)
    noted = bea.follow(bea.submit(address, f"{address}/nota", {"text": "Ho chiamato il 112."}))
    answered = bea.follow(bea.submit(address, f"{address}/rispondi", {"text": "I soccorsi arrivano."}))
    whole = bea.submit(address, f"{address}/mostra", {"reveal": "text", "reason": "answer"})
    given = bea.follow(bea.submit(address, f"{address}/passa", {"to": STAFF_ID}))

    assert page.status == 200
    assert CRY in page.text
    assert "Aperta per te da un allarme" in page.text
    assert "Ho chiamato il 112." in noted.text
    assert "I soccorsi arrivano." in answered.text
    assert "I testi sono interi." in whole.text
    assert "Chi la tiene Anna Bianchi" in given.text
    assert bea.get(f"{address}/testa").status == 200


def test_its_page_offers_nothing_that_the_alert_does_not_give(
    office: ConsoleTown, talk: UUID, bea: Browser
) -> None:
    address = f"/sportello/{talk}"
    office.office(Role.OPERATOR)

    page = bea.get(address)

    assert {action.removeprefix(address) for action in page.forms if action.startswith(address)} == {
        "/mostra", "/rispondi", "/prendi", "/passa", "/nota",
    }  # fmt: skip
    assert "Torna all'elenco" not in page.text
    assert 'href="/console/sportello' not in page.html
    assert bea.get("/sportello").status == 403


def test_another_conversation_and_a_form_without_the_right_are_refused(
    office: ConsoleTown, talk: UUID, bea: Browser
) -> None:
    other = f"/sportello/{office.town.asks(office.town.joins())}"
    token = bea.get(f"/sportello/{talk}").forms[f"/sportello/{talk}/rispondi"]

    answered = bea.post(f"{other}/rispondi", [*token, ("text", "Sì.")])
    closed = bea.post(f"/sportello/{talk}/chiudi", token)

    assert [bea.get(other).status, bea.get(f"{other}/testa").status] == [403, 403]
    assert (answered.status, closed.status) == (403, 403)


def test_an_answer_typed_before_the_role_was_taken_away_is_not_sent(
    office: ConsoleTown, talk: UUID, bea: Browser
) -> None:
    address = f"/sportello/{talk}"
    page = bea.get(address)
    StaffRegister(office.town.tables, lambda: office.town.now).deny_role(BEA, Role.DUTY)

    sent = bea.submit(page, f"{address}/rispondi", {"text": "Arriviamo."})

    assert sent.status == 403
    assert "Arriviamo." not in office.office(Role.OPERATOR).get(address).text


def test_a_threat_is_read_whole_on_the_page_of_its_case(office: ConsoleTown, bea: Browser) -> None:
    page = case_of(office, office.town.joins().id, breach=Breach.THREAT)
    before = bea.get(page).status
    office.town.offices.alerts.raise_alert(UUID(page.rpartition("/")[2]), "threat", 0, office.town.now)

    shown = bea.get(page)
    whole = bea.submit(shown, f"{page}/testo", {"reason": "answer"})
    seen = bea.follow(bea.submit(shown, f"{page}/visto"))

    assert (before, shown.status, whole.status, seen.status) == (403, 200, 200, 200)
    assert "Aperto per te da un allarme" in shown.text
    assert "Testo intero" in whole.text
    assert f"{page}/decisione" not in shown.forms
    assert 'href="/console/ordine' not in shown.html


def test_the_record_says_that_it_was_done_for_the_alert(
    office: ConsoleTown, talk: UUID, bea: Browser
) -> None:
    address = f"/sportello/{talk}"
    bea.submit(address, f"{address}/nota", {"text": "Ho chiamato il 112."})

    record = office.office(Role.ADMINISTRATOR).get("/amministrazione/registro", giorno="2026-11-25")

    assert "Bea Neri turno: diritto che viene da un allarme" in record.text
