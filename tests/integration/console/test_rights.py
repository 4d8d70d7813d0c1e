"""Diritti: from a citizen's request to its answer, their copy and their erasure, on pages."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

import pytest

from tests.integration.heard import hears
from tests.integration.own_data import asks_about_own_data
from tests.integration.staff_town import APPROVER_ID
from urp.acts.model import Role
from urp.citizens.identity.model import CitizenChange
from urp.desk.model import RightsKind
from urp.errors import UnavailableError
from urp.inbound.model import Effect
from urp.privacy.rights.erasing import EraseOnRequest
from urp.whatsapp.person import PersonIds

if TYPE_CHECKING:
    from tests.integration.console.console_town import ConsoleTown

LETTER = "PEC del 3 dicembre 2026, prot. 4321"
ANNA = PersonIds("393330000901", "IT.10000000000000009901")


def asked(office: ConsoleTown, kind: RightsKind = RightsKind.ACCESS, number: int = 1) -> str:
    """The page of a request whose words are in a conversation."""
    citizen = office.town.joins()
    talk = office.town.asks(citizen, "Quali dati avete su di me?")
    return f"/diritti/{asks_about_own_data(office.town, citizen, number, kind, talk)}"


def made_an_erasure(office: ConsoleTown) -> str:
    """A citizen who left asked what is held; staff corrected that to an erasure."""
    citizen = office.town.joins()
    gone = replace(citizen, version=1, subscribed=False, left_at=office.town.now)
    office.town.stores(Effect("wamid.left", (CitizenChange(replace(citizen, version=1), gone),)))
    page = f"/diritti/{asks_about_own_data(office.town, citizen)}"
    administrator = office.office(Role.ADMINISTRATOR)
    administrator.submit(page, f"{page}/diritto", {"kind": "cancellazione"})
    return page


def test_requests_stand_by_their_last_day_with_the_days_left_in_words(office: ConsoleTown) -> None:
    first = asked(office)
    office.town.later(days=35)
    second = asked(office, RightsKind.OBJECTION, 2)
    moderator = office.office(Role.MODERATOR)

    shown = moderator.get("/diritti")

    assert shown.html.index(first) < shown.html.index(second)
    assert "scaduta da" in shown.text
    assert "mancano" in shown.text
    assert "2026/0001, accesso ai suoi dati (art. 15 GDPR)" in shown.text
    assert office.office(Role.OPERATOR).get("/diritti").status == 403


def test_an_answer_goes_out_in_the_chat_and_stands_with_the_request(office: ConsoleTown) -> None:
    page = asked(office)
    moderator = office.office(Role.MODERATOR)
    answer = {"outcome": "answered", "words": "Ecco che cosa conserviamo."}

    shown = moderator.get(page)
    refused = moderator.submit(shown, f"{page}/risposta", {**answer, "words": "ab"})
    closed = moderator.follow(moderator.submit(refused, f"{page}/risposta", answer))

    assert "Quali dati avete su di me?" in shown.text
    assert (refused.status, "deve avere almeno 3 caratteri" in refused.text) == (422, True)
    assert "La richiesta è chiusa." in closed.text
    assert "Ecco che cosa conserviamo." in closed.text
    assert "Detta in chat: in partenza" in closed.text
    assert f"{page}/risposta" not in closed.forms
    assert page in moderator.get("/diritti", elenco="chiuse").html


def test_after_a_day_two_more_months_are_told_in_another_way(office: ConsoleTown) -> None:
    page = asked(office)
    office.town.later(hours=25)
    moderator = office.office(Role.MODERATOR)
    reason = {"reason": "Gli archivi da cercare sono molti"}

    refused = moderator.submit(page, f"{page}/proroga", reason)
    told = moderator.follow(moderator.submit(refused, f"{page}/proroga", {"told_elsewhere": LETTER}))

    assert refused.status == 409
    assert f"Detto così: {LETTER}" in told.text
    assert f"{page}/proroga" not in told.forms


def test_an_administrator_reads_and_saves_the_copy_and_a_moderator_does_not(office: ConsoleTown) -> None:
    page = asked(office)
    administrator = office.office(Role.ADMINISTRATOR)

    shown = administrator.submit(page, f"{page}/copia")
    saved = administrator.submit(page, f"{page}/copia/file")

    assert (shown.title, "Quali dati avete su di me?" in shown.text) == (
        "Copia dei dati, richiesta 2026/0001",
        True,
    )
    assert saved.answer.headers["content-disposition"] == 'attachment; filename="copia-2026-0001.json"'
    assert json.loads(saved.html)["request"]["number"] == "2026/0001"
    assert f"{page}/copia" not in office.office(Role.MODERATOR).get(page).forms


def test_who_asked_for_erasure_is_erased_by_one_administrator_who_read_what_goes(office: ConsoleTown) -> None:
    hears(office.town, "Cancellate tutti i miei dati", ANNA, "wamid.1")
    administrator = office.office(Role.ADMINISTRATOR)
    page = administrator.get("/diritti").html.partition('href="/console/diritti/')[2]
    (request,) = office.town.staff(Role.MODERATOR).get("/staff/rights-requests").json["items"]
    page = f"/diritti/{request['id']}"

    preview = administrator.get(f"{page}/cancellazione")
    erased = administrator.follow(administrator.submit(preview, f"{page}/cancellazione/esegui"))

    assert "conversazioni dello sportello" in preview.text
    assert "atti dell'ufficio: soltanto identificativi interni" in preview.text
    assert "I dati sono cancellati, e la richiesta è chiusa." in erased.text
    assert "Risposta data" in erased.text


def test_an_erasure_that_staff_made_takes_two_administrators_and_three_days(office: ConsoleTown) -> None:
    page = f"{made_an_erasure(office)}/cancellazione"
    one = office.office(Role.ADMINISTRATOR)
    proposed = one.follow(one.submit(page, f"{page}/proponi", {"reason": "L'ha chiesto per lettera"}))
    early = office.office(Role.ADMINISTRATOR, person=APPROVER_ID, name="Bruno Neri").get(page)
    office.town.later(hours=73)
    other = office.office(Role.ADMINISTRATOR, person=APPROVER_ID, name="Bruno Neri")
    shown = other.get(page)
    seen = shown.html.partition('name="seen" value="')[2].partition('"')[0]

    done = other.follow(other.submit(shown, f"{page}/conferma", {"seen": seen, "told_elsewhere": LETTER}))

    assert "Non è ancora cambiato niente" in proposed.text
    assert f"{page}/conferma" not in proposed.forms
    assert (f"{page}/conferma" in early.forms, "Nessuno può ancora confermarla" in early.text) == (
        False,
        True,
    )
    assert f'href="/console{page}"' in other.get("/proposte").html or "Risposta data" in done.text
    assert "I dati sono cancellati" in done.text


def test_an_erasure_that_stopped_half_way_says_that_nobody_knows_and_is_finished_from_its_page(
    office: ConsoleTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = f"{made_an_erasure(office)}/cancellazione"
    one = office.office(Role.ADMINISTRATOR)
    one.submit(page, f"{page}/proponi", {"reason": "L'ha chiesto per lettera"})
    office.town.later(hours=73)
    other = office.office(Role.ADMINISTRATOR, person=APPROVER_ID, name="Bruno Neri")
    shown = other.get(page)
    seen = shown.html.partition('name="seen" value="')[2].partition('"')[0]
    with monkeypatch.context() as broken:
        broken.setattr(EraseOnRequest, "_erase_in_parts", _falls)
        failed = other.submit(shown, f"{page}/conferma", {"seen": seen, "told_elsewhere": LETTER})

    begun = other.get(page)
    done = other.follow(other.submit(begun, f"{page}/esegui", {"told_elsewhere": LETTER}))

    assert failed.status == 503
    assert "Non si sa se è stato fatto, del tutto o in parte" in failed.text
    assert "Non è stato fatto niente" not in failed.text
    assert "Continua la cancellazione" in begun.text
    assert f"{page}/proponi" not in begun.forms
    assert "I dati sono cancellati" in done.text


def _falls(*_: object) -> NoReturn:
    raise UnavailableError("DynamoDB non risponde.")


def test_what_forbids_an_erasure_is_said_on_its_page(office: ConsoleTown) -> None:
    page = asked(office, RightsKind.ERASURE)

    shown = office.office(Role.ADMINISTRATOR).get(f"{page}/cancellazione")

    assert (shown.status, "Adesso non si può:" in shown.text) == (200, True)
    assert f"{page}/cancellazione/esegui" not in shown.forms


def test_a_restriction_is_set_by_one_read_with_a_trace_and_lifted_by_two(office: ConsoleTown) -> None:
    page = asked(office, RightsKind.RESTRICTION)
    one = office.office(Role.ADMINISTRATOR)

    limited = one.follow(one.submit(page, f"{page}/limitazione"))
    copy = one.submit(limited, f"{page}/limitazione/copia")
    asking = {"reason": f"Avvisata con {LETTER}"}
    proposed = one.follow(one.submit(page, f"{page}/limitazione/togli", asking))
    office.town.later(hours=73)
    other = office.office(Role.ADMINISTRATOR, person=APPROVER_ID)
    shown = other.get("/proposte")
    seen = shown.html.partition('name="seen" value="')[2].partition('"')[0]
    proposal = f"/proposte/rights.unrestrict/{page.rpartition('/')[2]}/conferma"
    other.follow(other.submit(shown, proposal, {"seen": seen}))

    assert "Dati limitati" in limited.text
    assert "Quali dati avete su di me?" in copy.text
    assert "Non è ancora cambiato niente" in proposed.text
    lifted = other.get(page)
    again = other.follow(other.submit(lifted, proposal))  # in case the copy was left half deleted

    assert "tolta" in lifted.text
    assert "Confermato" in again.text


def test_how_somebody_joined_is_found_without_their_number_in_any_address(office: ConsoleTown) -> None:
    hears(office.town, "Iscrivimi", ANNA, "wamid.1")
    moderator = office.office(Role.MODERATOR)
    page, form = "/diritti/iscrizione", "/diritti/iscrizione/cerca"

    refused = moderator.submit(page, form, {"phone": "+39 333 0000901"})
    found = moderator.submit(page, form, {"phone": "+39 333 0000901", "reason": "data_subject"})
    nobody = moderator.submit(page, form, {"phone": "+39 333 0000999", "reason": "data_subject"})

    assert (refused.status, 'value="+39 333 0000901"' in refused.html) == (422, True)
    assert (found.status, "È iscritto agli avvisi" in found.text) == (200, True)
    assert "Iscrivimi" in found.text
    assert "Il servizio non conosce nessuno così" in nobody.text


def test_who_shows_no_number_is_found_by_the_user_id_of_whatsapp(office: ConsoleTown) -> None:
    citizen = office.town.joins(phone=False)
    moderator, reason = office.office(Role.MODERATOR), {"reason": "data_subject"}
    page, form = "/diritti/iscrizione", "/diritti/iscrizione/cerca"

    found = moderator.submit(page, form, {"user_id": citizen.user_ids[0], **reason})
    both = moderator.submit(page, form, {"user_id": "IT.1", "phone": "+39 333 0000901", **reason})

    assert "È iscritto agli avvisi" in found.text
    assert f"/ordine/blocchi/{citizen.id}" in found.html
    assert both.status == 422
    assert "Body" not in both.text
    assert "Serve il numero o l'identificativo di WhatsApp, uno solo dei due" in both.text


def test_the_officer_for_data_protection_gets_the_register_and_who_saw_what(office: ConsoleTown) -> None:
    page = asked(office)
    administrator = office.office(Role.ADMINISTRATOR)
    administrator.submit(page, f"{page}/copia")

    register = administrator.get("/diritti/registro")
    office.town.later(minutes=5)
    accesses = administrator.submit("/diritti/violazione", "/diritti/violazione/cerca")

    assert "2026/0001, accesso ai suoi dati (art. 15)" in register.text
    assert "Registro degli atti 1.825" in register.text
    assert "copia di tutti i dati di una persona, portata via" in accesses.text
    assert office.office(Role.MODERATOR, person=APPROVER_ID).get("/diritti/registro").status == 403
