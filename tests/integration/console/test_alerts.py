"""The page that an alert's address leads to: who has said "Ci penso io", and what is to be done first."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from tests.integration.staff_town import APPROVER_ID
from urp.acts.model import Role
from urp.desk.duty.model import Alert
from urp.desk.store.alerts import AlertRegister

if TYPE_CHECKING:
    from tests.integration.console.console_town import ConsoleTown

TALK = UUID("c0a70000-0000-4000-8000-000000000001")


def a_cry(office: ConsoleTown, kind: str = "distress", further: int = 0) -> Alert:
    return AlertRegister(office.town.tables).raise_alert(TALK, kind, further, office.town.now)


def test_whoever_opens_the_address_reads_what_happened_and_what_to_do_first(office: ConsoleTown) -> None:
    alert = a_cry(office, further=2)

    page = office.office(Role.DUTY).get(f"/a/{alert.code}")

    assert (page.status, page.title) == (200, "Qualcuno chiede aiuto")
    assert "non vuole più vivere" in page.text
    assert "leggila tutta e rispondi con calma" in page.text
    assert "dopo 4 minuti l'avviso torna a chi è di turno" in page.text
    assert "Poi altri 2 messaggi dalla stessa persona" in page.text
    assert f'href="/console/sportello/{TALK}"' in page.html


def test_to_open_it_does_not_say_that_one_sees_to_it(office: ConsoleTown) -> None:
    """Programs that read mail open what stands in it; and whoever opens may go to sleep again."""
    alert = a_cry(office)

    page = office.office(Role.DUTY).get(f"/a/{alert.code}")

    found = AlertRegister(office.town.tables).find(alert.code)
    assert "Chi se ne occupa Ancora nessuno" in page.text
    assert found is not None
    assert (found.opened_at, found.acknowledged_at) == (office.town.now, None)


def test_one_tap_says_who_sees_to_it_and_the_record_keeps_both(office: ConsoleTown) -> None:
    alert = a_cry(office)
    duty = office.office(Role.DUTY)
    office.town.now += timedelta(minutes=3)

    said = duty.follow(duty.submit(f"/a/{alert.code}", f"/a/{alert.code}/ci-penso-io"))
    colleague = office.office(Role.OPERATOR, person=APPROVER_ID, name="Bruno Neri").get(f"/a/{alert.code}")

    assert "Ci pensi tu: l'avviso non torna più a nessuno." in said.text
    assert "Ci pensa Anna Bianchi" in colleague.text
    assert f"/a/{alert.code}/ci-penso-io" not in colleague.forms
    audit = office.town.staff(Role.ADMINISTRATOR).get("/staff/audit", day="2026-11-25").json["items"]
    names = [each["act"] for each in audit if each["resource"] == f"alert/{alert.code}"]
    assert sorted(set(names)) == ["alert.acknowledge", "alert.open"]


def test_of_two_who_tap_the_first_one_counts(office: ConsoleTown) -> None:
    alert = a_cry(office)
    first, second = office.office(Role.DUTY), office.office(Role.OPERATOR, person=APPROVER_ID)
    page = second.get(f"/a/{alert.code}")

    first.submit(f"/a/{alert.code}", f"/a/{alert.code}/ci-penso-io")
    late = second.follow(second.submit(page, f"/a/{alert.code}/ci-penso-io"))

    assert "Un'altra persona lo aveva già detto prima di te." in late.text
    assert "Ci pensa Anna Bianchi" in late.text


@pytest.mark.parametrize("code", ["aaaaaaaa", "x", "a" * 60])
def test_an_old_address_or_one_of_another_town_is_said_to_be_that(office: ConsoleTown, code: str) -> None:
    page = office.office(Role.DUTY).get(f"/a/{code}")

    assert page.status == 404
    assert "è di un altro Comune, o l'avviso è vecchio" in page.text


def test_whoever_is_not_signed_in_learns_nothing_and_comes_back_to_it(office: ConsoleTown) -> None:
    alert = a_cry(office)

    there, nowhere = office.browser().get(f"/a/{alert.code}"), office.browser().get("/a/aaaaaaaa")

    assert there.status == nowhere.status == 401
    assert there.html.replace(alert.code, "aaaaaaaa") == nowhere.html
    assert f"poi=/a/{alert.code}" in there.html


def test_what_was_dealt_with_says_so_and_asks_nobody_any_more(office: ConsoleTown) -> None:
    alert = a_cry(office)
    AlertRegister(office.town.tables).settle(alert, office.town.now)

    page = office.office(Role.DUTY).get(f"/a/{alert.code}")

    assert "una persona ha agito" in page.text
    assert f"/a/{alert.code}/ci-penso-io" not in page.forms


def test_a_notice_to_approve_has_its_page_too(office: ConsoleTown) -> None:
    alert = a_cry(office, "notice_to_approve")

    page = office.office(Role.APPROVER).get(f"/a/{alert.code}")

    assert page.title == "Un avviso da approvare"
    assert f'href="/console/avvisi/{TALK}"' in page.html


def test_the_figures_hide_months_with_fewer_than_five(office: ConsoleTown) -> None:
    register = AlertRegister(office.town.tables)
    began = office.town.now
    for number in range(5):
        alert = register.raise_alert(UUID(int=number + 1), "emergency", 0, began)
        register.acknowledge(alert.code, "staff-1", began + timedelta(minutes=number + 1), month="2026-11")
    one = register.raise_alert(UUID(int=99), "emergency", 0, began)
    register.acknowledge(one.code, "staff-1", began + timedelta(minutes=50), month="2026-10")

    page = office.office(Role.READER).get("/cifre/turno")

    assert "2026-11 5 3 min 0 s 5 min 0 s" in page.text
    assert "2026-10 coperto coperto coperto" in page.text
    assert "2026-09 0" in page.text


def test_dangers_are_listed_for_whoever_is_told_of_them_and_for_nobody_else(office: ConsoleTown) -> None:
    a_cry(office, "notice_to_approve")
    office.town.now += timedelta(minutes=1)
    cry = a_cry(office)

    listed = [
        [each["code"] for each in office.town.staff(role).get("/staff/alerts").json["items"]]
        for role in (Role.DUTY, Role.OPERATOR, Role.EDITOR)
    ]

    assert listed == [[cry.code], [cry.code], []]
