"""What waits for each role, in sentences that lead to the page where it is done."""

from __future__ import annotations

from tests.integration.console.console_town import ConsoleTown
from urp.acts.model import Role

APPROVER = "c7d1e0d2-1a2b-4c3e-8d21-6f5e4d3c2b1a"


def test_an_empty_town_says_so(office: ConsoleTown) -> None:
    home = office.office(Role.ADMINISTRATOR).get("/")

    assert "Nessuno aspetta, e non c'è niente da decidere." in home.text
    assert "Adesso è aperto" in home.text


def test_each_sees_what_they_may_do_something_about(office: ConsoleTown) -> None:
    conversation = office.town.asks(office.town.joins())
    notice = office.town.notice()
    assert office.town.submits(notice).status == 200

    operator = office.office(Role.OPERATOR).get("/")
    approver = office.office(Role.APPROVER, person=APPROVER, name="Bruno Neri").get("/")
    reader = office.office(Role.READER).get("/")

    assert "1 domanda aspetta" in operator.text
    assert 'href="/console/sportello"' in operator.html
    assert "Da approvare: «La biblioteca riapre»" in approver.text
    assert f'href="/console/avvisi/{notice}"' in approver.html
    assert "domanda" not in approver.text
    assert "Da approvare" not in operator.text
    assert "Nessuno aspetta" in reader.text
    assert str(conversation) not in reader.html
