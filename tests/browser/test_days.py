"""A day of each role, with the mouse, with the keyboard alone, and without JavaScript. On the deployed town
are an operator's (tests/e2e/test_console_at_the_desk.py), and a notice of two people with the mouse."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID

import pytest

from infra.evidence.verify import problems
from tests.browser.console import Office
from tests.browser.hands import Fields, Hand, Way
from tests.integration.console.test_moderation import case_of
from tests.integration.console.test_rights import asked, made_an_erasure
from tests.integration.evidence_posts import APP_SECRET
from tests.integration.grave_case import COLLEAGUE, MODERATOR
from urp.acts.model import Role
from urp.desk.model import RightsKind
from urp.meaning.breaches import Breach

ON_DUTY = "d4a7e0d2-5c6d-4c3e-8d21-6f5e4d3c2b1a"
EDITOR = "5c6d7e8f-1a2b-4c3e-8d21-6f5e4d3c2b1a"
WHY = "Linguaggio offensivo verso chi risponde"
LETTER = "PEC del 3 dicembre 2026, prot. 4321"


@pytest.mark.parametrize("way", list(Way))
def test_a_moderator_decides_cases_blocks_and_holds_evidence(office: Office, way: Way) -> None:
    town, citizen = office.console, office.console.town.joins().id
    cases = [case_of(town, citizen, number) for number in (1, 2, 3)]
    threat = case_of(town, town.town.joins().id, 4, breach=Breach.THREAT)
    bruno = office.signs_in(way, Role.MODERATOR, person=MODERATOR, name="Bruno Neri")
    carla = office.signs_in(way, Role.ADMINISTRATOR, person=COLLEAGUE, name="Carla Verdi")

    for case, decision in zip(cases, ("Primo avviso", "Secondo avviso"), strict=False):
        bruno.follows("/ordine")
        bruno.follows(case)
        bruno.sends("/decisione", {decision: True, "Motivo per l'ufficio": WHY})
        bruno.sees("Scritto nel caso", f"Motivo: {WHY}.")
    bruno.follows("/ordine")
    bruno.follows(cases[2])
    bruno.sends("/blocco", {"Motivo per l'ufficio": WHY, "Senza una fine": True})
    bruno.sees("In vigore, senza una fine")
    bruno.follows("Scheda della persona")
    bruno.sees("WhatsApp accetta il blocco ancora per")
    bruno.sends("/whatsapp", {"So che nemmeno": True})
    bruno.sees("In attesa: prima parte l'avviso alla persona")
    bruno.sends(f"/{citizen}/togli", {"Motivo per l'ufficio": "Si è scusato di persona"})
    bruno.sees("Non è ancora cambiato niente", "C'è una proposta di toglierlo")
    carla.follows("/proposte")
    carla.sends("/conferma", {"Ho letto e confermo": True})
    carla.sees("Confermato: è stato fatto.")
    bruno.follows("/ordine")
    bruno.follows(threat)
    file = hold_evidence(bruno, carla, "Siete dei cretini")

    archive = carla.saves("/esporta")

    assert town.town.staff(Role.MODERATOR).get(f"/staff/citizens/{citizen}").json["block"] is None
    assert problems(archive, APP_SECRET) == []
    custody = town.town.staff(Role.ADMINISTRATOR).get(f"/staff/evidence/{file}").json["custody"]
    assert [each["act"] for each in custody] == [
        "proposed", "viewed", "approved", "viewed", "facts", "sealed", "exported", "viewed",
    ]  # fmt: skip


def hold_evidence(bruno: Hand, carla: Hand, written: str) -> str:
    """A file of evidence that the one proposes from the case before him, the other approves, both read, and
    which is sealed; its id."""
    bruno.follows("Apri un fascicolo di prove")
    bruno.sends("/fascicoli/nuovo", {"Motivo, per chi approva": "Minaccia al personale"})
    page = bruno.place
    carla.follows("/fascicoli")
    carla.follows(page)
    carla.sends("/leggi")
    carla.sees("I messaggi si leggono dopo l'approvazione.", "Catena di custodia")
    carla.sends("/approva")
    bruno.follows("/fascicoli")
    bruno.follows(page)
    bruno.sends("/leggi")
    bruno.sees(written)
    bruno.sends("/fatti", {"Elementi essenziali del fatto": "Ha scritto che verrà in ufficio."})
    carla.follows("/fascicoli")
    carla.follows(page)
    carla.sends("/sigilla")
    carla.sees("Sigillato: da qui non cambia più niente")
    return page.rpartition("/")[2]


@pytest.mark.parametrize("way", list(Way))
def test_an_administrator_invites_closes_a_day_takes_a_list_over_and_answers_requests(
    office: Office, way: Way, tmp_path: Path
) -> None:
    town = office.console
    town.office(Role.EDITOR, Role.OPERATOR, person=EDITOR, name="Enrico Rossi")
    erasure, access = made_an_erasure(town), asked(town, RightsKind.ACCESS, 2)
    anna = office.signs_in(way, Role.ADMINISTRATOR)
    carla = office.signs_in(way, Role.ADMINISTRATOR, person=COLLEAGUE, name="Carla Verdi")

    _changes_who_works_here(anna, carla)
    anna.follows("/calendario")
    anna.follows("/calendario/2026-12-14")
    anna.sends("/chiusura", {"Motivo": "sciopero del personale"})
    anna.sees("lo sportello è chiuso tutto il giorno", "sciopero del personale")
    _takes_a_list_over(anna, carla, tmp_path / "elenco.csv")
    anna.follows("/amministrazione")
    anna.follows("Il registro degli atti")
    anna.sends("/amministrazione/registro", {"Atti": "elenchi"})
    anna.sees("elenco: creazione", "Carla Verdi")
    anna.follows("/diritti")
    anna.follows(access)
    anna.sends("/copia")
    anna.sees("Quali dati avete su di me?")
    anna.follows(access)
    copy = anna.saves("/copia/file")
    anna.follows("/diritti")
    anna.follows(erasure)
    anna.follows("Guarda che cosa si cancella")
    anna.sends("/proponi", {"Motivo, per chi conferma": "L'ha chiesto per lettera"})
    anna.sees("Non è ancora cambiato niente")
    town.town.later(hours=73)
    carla = office.signs_in(way, Role.ADMINISTRATOR, person=COLLEAGUE, name="Carla Verdi")
    carla.follows("/proposte")
    carla.follows("Vai alla cancellazione")
    carla.sends("/conferma", {"Come è stata informata": LETTER, "Ho letto e confermo": True})
    carla.sees("I dati sono cancellati, e la richiesta è chiusa.")

    assert json.loads(copy)["request"]["number"] == "2026/0002"
    administrator = town.town.staff(Role.ADMINISTRATOR)
    (day,) = administrator.get("/staff/calendar", first="2026-12-14", days="1").json["days"]
    assert (day["slots"], day["reason"]) == ([], "sciopero del personale")
    changes = administrator.get("/staff/people").json["changes"]
    assert {(each["kind"], *each["roles"]) for each in changes} == {
        ("invite", "duty"), ("give_role", "approver"), ("take_role", "editor"),
    }  # fmt: skip


def _changes_who_works_here(anna: Hand, carla: Hand) -> None:
    anna.follows("/amministrazione")
    anna.follows("Chi lavora qui")
    invited: Fields = {
        "Nome e cognome": "Dario Blu",
        "Indirizzo e-mail": "dario@comune.example",
        "turno": True,
    }
    anna.sends("/persone/invito", {**invited, "Motivo": "sostituisce chi è in ferie"})
    anna.sees("L'invito è proposto")
    anna.sends(f"/{EDITOR}/ruolo", {"Ruolo": "approvazione", "Motivo": "cambia ufficio da dicembre"})
    anna.sees("Il ruolo è proposto")
    for _ in range(2):
        carla.follows("/proposte")
        carla.sends("/conferma", {"Ho letto e confermo": True})
        carla.sees("Confermato: si fa entro pochi secondi.")
    anna.sends(f"/{EDITOR}/togli-ruolo")
    anna.sees("Il ruolo si toglie subito.")


def _takes_a_list_over(anna: Hand, carla: Hand, file: Path) -> None:
    file.write_text("telefono\n333 0000001\n333 0000001\nnon c'è\n", encoding="utf-8")
    anna.follows("/amministrazione")
    anna.follows("Elenchi di persone")
    provenance = {
        "Nome": "Moduli della biblioteca",
        "Dove e quando": "Al banco della biblioteca, nel 2025",
        "Base giuridica": "consenso scritto",
        "Dove sta la prova": "prot. 1234/2025",
    }
    anna.sends("/elenchi/nuovo", {**provenance, "File dell'elenco": file})
    anna.sees("1 numero valido, 1 doppione, 1 riga non valida", "Lo conferma un altro amministratore")
    carla.follows("/proposte")
    carla.follows("Vai all'elenco da importare")
    carla.sends("/conferma", {"Ho letto le righe non valide": True})
    carla.sees("Confermato: le persone si iscrivono una alla volta")


@pytest.mark.parametrize("way", [Way.KEYBOARD, Way.NO_JAVASCRIPT])
def test_an_editor_and_an_approver_bring_a_notice_out_and_stop_it(office: Office, way: Way) -> None:
    town = office.console.town
    town.joins()
    editor = office.signs_in(way, Role.EDITOR)
    approver = office.signs_in(way, Role.APPROVER, person=COLLEAGUE, name="Carla Verdi")

    editor.follows("/avvisi")
    editor.follows("Scrivi un avviso")
    editor.follows("Scrivi con «Novità»")
    words = {"Titolo per l'ufficio": "La biblioteca", "Pagina del sito": "https://www.roccaserena.example/b"}
    editor.sends("/avvisi/nuovo", {**words, "Servizio": "biblioteca civica", "Da quando": "da lunedì"})
    editor.sees("Bozza salvata e controllata", "Che cosa sapere prima che parta")
    editor.sends("/manda")
    notice = editor.place
    approver.follows("/avvisi")
    approver.follows(notice)
    approver.sends("/rimanda", {"Motivo": "Manca l'orario del sabato."})
    editor.follows("/avvisi")
    editor.follows(notice)
    editor.sees("Manca l'orario del sabato.")
    editor.sends("/manda")
    approver.follows("/avvisi")
    approver.follows(notice)
    approver.sends("/approva", {"Ho capito: arriva a 1 persona": True})
    approver.sees("È approvato: parte entro un minuto")
    town.is_sending(UUID(notice.rpartition("/")[2]), audience=1)
    if way is Way.NO_JAVASCRIPT:
        approver.page.reload()
    else:
        approver.follows("com'è adesso")  # which the page has said by itself
    approver.sends("/ferma")
    approver.sees("Fermato: non parte più niente.")

    stopped = town.staff(Role.READER).get(f"/staff/broadcasts/{notice.rpartition('/')[2]}").json
    assert stopped["status"] == "stopping"


@pytest.mark.parametrize("way", list(Way))
def test_who_is_on_duty_sends_an_approved_text_alone_stops_it_and_another_contests_it(
    office: Office, way: Way
) -> None:
    town = office.console.town
    town.joins()
    editor = office.signs_in(way, Role.EDITOR)
    approver = office.signs_in(way, Role.APPROVER, person=COLLEAGUE, name="Carla Verdi")
    duty = office.signs_in(way, Role.DUTY, person=ON_DUTY, name="Dario Neri")

    text = _prepare_a_text(editor)
    duty.follows("I testi di emergenza che puoi inviare")
    duty.sees("Adesso non si può inviare")
    approver.follows("/avvisi")
    approver.follows("/avvisi/emergenza")
    approver.follows(text)
    approver.sends("/approva", {"Ho letto il testo": True})
    approver.sees("Approvato: si può inviare.")
    duty.page.reload()
    duty.follows("Invia «Il fiume esce»")
    now: Fields = {"Da quando": "da questa notte", "Di che cosa si tratta": "tempo, alluvione"}
    duty.sees("Lo sportello è aperto: può approvare adesso Carla Verdi")
    why: Fields = {"Perché nessuno ha approvato": "Non risponde al telefono."}
    duty.sends("/invia", {**now, **why, "Ho capito: arriva subito a 1 persona": True})
    duty.sees("L'avviso è in partenza.")
    notice = duty.place
    town.is_sending(UUID(notice.rpartition("/")[2]), audience=1)
    duty.page.reload()
    duty.sees("da questa notte")
    duty.sends("/ferma")
    duty.sees("Fermato: non parte più niente.")
    approver.follows("/avvisi")
    approver.follows(notice)
    words: Fields = {"Serviva?": "no, lo contesto: resta scritto per sempre"}
    approver.sends("/verifica", {**words, "Che cosa è successo": "Il sottopasso era già chiuso."})
    approver.sees("contestato da Carla Verdi")

    sent = town.staff(Role.READER).get(f"/staff/broadcasts/{notice.rpartition('/')[2]}").json
    assert (sent["status"], sent["break_glass"]["by"]) == ("stopping", ON_DUTY)
    assert sent["break_glass"]["review"]["state"] == "contested"


def _prepare_a_text(editor: Hand) -> str:
    """With a gap that is filled in the night; its page."""
    editor.follows("/avvisi")
    editor.follows("/avvisi/emergenza")
    editor.follows("Scrivi un testo di emergenza")
    editor.follows("Scrivi con «Novità»")
    words = {"Titolo per l'ufficio": "Il fiume esce", "Pagina del sito": "https://www.roccaserena.example/f"}
    example = {"Servizio": "sottopasso chiuso", "Da quando": "da adesso", "Da quando: caratteri": "40"}
    editor.sends("/emergenza/nuovo", {**words, **example})
    editor.sees("Salvato: si può inviare quando un'altra persona l'ha approvato.")
    return editor.place
