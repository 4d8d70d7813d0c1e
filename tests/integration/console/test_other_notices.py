"""The Channel by hand, an emergency by one person alone, and the silence before a vote."""

from __future__ import annotations

from tests.integration.console.console_town import Browser, ConsoleTown
from tests.integration.staff_town import APPROVER_ID
from urp.acts.model import Role

DUTY_ID = "d4a7e0d2-5c6d-4c3e-8d21-6f5e4d3c2b1a"


def test_what_waits_for_the_channel_is_copied_posted_or_dropped(office: ConsoleTown) -> None:
    posted, dropped = office.town.notice(), office.town.notice()
    for each in (posted, dropped):
        office.town.goes_out(each)
    office.town.later(hours=3)
    operator, reader = office.office(Role.OPERATOR), office.office(Role.READER)
    page, home = operator.get("/avvisi/canale"), operator.get("/")

    silent = operator.submit(page, f"/avvisi/canale/{dropped}/scarta")
    done = operator.submit(page, f"/avvisi/canale/{posted}/pubblicata")
    operator.submit(page, f"/avvisi/canale/{dropped}/scarta", {"reason": "Il Canale lo ha già."})

    assert page.title == "Canale: 2 da pubblicare"
    assert "2 testi da pubblicare nel Canale" in home.text
    assert "In ritardo: aspetta da oggi 12:00" in page.text
    assert "*biblioteca civica* da lunedì: https://www.roccaserena.example/biblioteca" in page.text
    assert f"/avvisi/canale/{posted}/pubblicata" not in reader.get("/avvisi/canale").forms
    assert silent.status == 422
    assert done.status == 303
    assert operator.get("/avvisi/canale").title == "Canale: niente da pubblicare"


def test_one_person_alone_sends_a_text_that_was_approved_before_and_another_reviews_it(
    office: ConsoleTown,
) -> None:
    office.town.joins()
    editor = office.office(Role.EDITOR)
    approver = office.office(Role.APPROVER, person=APPROVER_ID, name="Bruno Verdi")
    duty = office.office(Role.DUTY, person=DUTY_ID, name="Carla Neri")
    one = prepare(editor)

    early = duty.get(one)
    approver.submit(one, f"{one}/approva", {"seen": _seal(approver)})
    ready = duty.get(one)
    filled = {
        "reason": "met",
        "values.quando": "da questa notte",
        "why_alone": "Bruno Verdi non risponde al telefono.",
    }
    silent = duty.submit(ready, f"{one}/invia", {**filled, "people:int": "1", "why_alone": ""})
    curt = duty.submit(ready, f"{one}/invia", {**filled, "people:int": "1", "why_alone": "Fretta"})
    unticked = duty.submit(ready, f"{one}/invia", filled)
    sent = duty.submit(ready, f"{one}/invia", {**filled, "people:int": "1"})
    notice = sent.leads_to
    listed, page = approver.get("/avvisi"), approver.get(notice)
    reviewed = approver.submit(
        page, f"{notice}/verifica", {"state": "contested", "words": "Non serviva a tutti."}
    )

    assert "Adesso non si può inviare" in early.text
    assert f"{one}/invia" not in early.forms
    assert "Ho capito: arriva subito a 1 persona" in ready.text
    assert f"{one}/invia" not in editor.get(one).forms
    assert "Lo sportello è aperto: può approvare adesso Bruno Verdi Una telefonata basta" in ready.text
    assert "Perché nessuno ha approvato" in ready.text
    assert (silent.status, curt.status) == (409, 422)
    assert (
        "Perché nessuno ha approvato, a sportello aperto Bruno Verdi non risponde al telefono." in page.text
    )
    assert unticked.status == 422
    assert "L'avviso è in partenza." in duty.follow(sent).text
    assert "Da verificare:" in listed.text
    assert "Inviato da una persona sola" in page.text
    assert "tempo, alluvione" in page.text
    assert "contestato da Bruno Verdi" in approver.follow(reviewed).text


def test_at_night_nobody_is_asked_why_and_a_page_from_before_opening_asks_when_it_is_sent(
    office: ConsoleTown,
) -> None:
    office.town.joins()
    editor = office.office(Role.EDITOR)
    approver = office.office(Role.APPROVER, person=APPROVER_ID, name="Bruno Verdi")
    one = prepare(editor)
    approver.submit(one, f"{one}/approva", {"seen": _seal(approver)})
    office.town.later(hours=-3, minutes=-45)
    duty = office.office(Role.DUTY, person=DUTY_ID, name="Carla Neri")
    filled = {"reason": "met", "values.quando": "da questa notte", "people:int": "1"}

    night = duty.get(one)
    office.town.later(minutes=20)
    asked = duty.submit(night, f"{one}/invia", filled)

    assert "Perché nessuno ha approvato" not in night.text
    assert (asked.status, "può approvare adesso" in asked.text) == (409, True)
    assert ("da questa notte" in asked.html, "Perché nessuno ha approvato" in asked.text) == (True, True)


def test_silence_is_set_by_one_and_lifted_by_two(office: ConsoleTown) -> None:
    one_of_them = office.office(Role.APPROVER, person=APPROVER_ID, name="Bruno Verdi")
    other = office.office(Role.ADMINISTRATOR, person=DUTY_ID, name="Carla Neri")
    typed = {
        "name": "Elezioni comunali",
        "decree": "decreto prefettizio n. 12 del 3 novembre 2026",
        "first_day": "2026-11-20",
        "closes_at": "2026-12-06T23:00",
    }
    set_ = one_of_them.submit("/avvisi/silenzio", "/avvisi/silenzio", typed)
    period = set_.leads_to

    in_force = one_of_them.follow(set_)
    shorter = one_of_them.submit(period, f"{period}/modifica", {"closes_at": "2026-12-01T23:00"})
    one_of_them.submit(period, f"{period}/togli", {"reason": "Il voto è stato annullato."})
    own = one_of_them.get(period)
    seen = other.get(period).html.partition('name="seen" value="')[2].partition('"')[0]
    lifted = other.follow(other.submit(period, f"{period}/togli/conferma", {"seen": seen}))
    record = other.get(f"{period}/registro.csv")

    assert in_force.title == "Elezioni comunali: in vigore adesso"
    assert shorter.status == 409
    assert "L'hai proposto tu" in own.text
    assert f"{period}/togli/conferma" not in own.forms
    assert lifted.title == "Elezioni comunali: tolto prima della fine, da due persone"
    assert "proposto da Bruno Verdi, confermato da Carla Neri" in lifted.text
    assert record.answer.headers["content-disposition"].startswith("attachment")
    assert office.office(Role.READER).get(f"{period}/registro.csv").status == 403


def prepare(editor: Browser) -> str:
    new = "/avvisi/emergenza/nuovo"
    typed = {
        "title": "Il fiume esce",
        "parameters.servizio": "sottopasso chiuso",
        "parameters.quando": "da adesso",
        "open.quando:int": "40",
        "link": "https://www.roccaserena.example/fiume",
    }
    return editor.submit(editor.get(new, modello="novita"), new, typed).leads_to


def _seal(approver: Browser) -> str:
    page = approver.get("/avvisi/emergenza")
    one = page.html.partition('href="/console/avvisi/emergenza/')[2].partition('"')[0]
    shown = approver.get(f"/avvisi/emergenza/{one}").html
    return shown.partition('name="seen" value="')[2].partition('"')[0]
