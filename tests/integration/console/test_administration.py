"""Who works here, lists, WhatsApp's account and the record: two people give, one takes."""

from __future__ import annotations

from tests.integration.console.console_town import ConsoleTown
from tests.unit.acts.record.recorded import Shelf
from urp.acts.model import Role
from urp.acts.record.sealing import SealRecord
from urp.acts.second_person import SETTING_LAPSES
from urp.acts.store.record import Record
from urp.acts.store.staff import StaffRegister

COLLEAGUE = "c7d1e0d2-1a2b-4c3e-8d21-6f5e4d3c2b1a"
PEOPLE = "/amministrazione/persone"
LISTS = "/amministrazione/elenchi"
LIST = {
    "name": "Moduli della biblioteca",
    "collected": "Al banco della biblioteca, nel 2025",
    "legal_basis": "consenso scritto",
    "document": "prot. 1234/2025",
    "confirm_by": "2026-12-31",
    "csv": "telefono\n333 0000001\n333 0000001\nnon c'è\n",
}


def test_an_administrator_proposes_an_invitation_and_a_colleague_sees_it_waiting(office: ConsoleTown) -> None:
    anna = office.office(Role.ADMINISTRATOR)
    bruno = office.office(Role.ADMINISTRATOR, person=COLLEAGUE, name="Bruno Neri")
    typed = {
        "name": "Carla Verdi",
        "email": "carla.verdi@comune.example",
        "roles[]": ["operator", "editor"],
        "reason": "sostituisce chi è in ferie",
    }

    done = anna.follow(anna.submit(PEOPLE, f"{PEOPLE}/invito", typed))

    assert "L'invito è proposto" in done.text
    assert "Carla Verdi" in bruno.get(PEOPLE).text
    assert str(SETTING_LAPSES.days * 24) in done.text


def test_an_invitation_without_a_reason_comes_back_as_it_was_typed(office: ConsoleTown) -> None:
    typed = {"name": "Carla <b>Verdi</b>", "email": "carla", "roles[]": ["editor"], "reason": "breve"}

    again = office.office(Role.ADMINISTRATOR).submit(PEOPLE, f"{PEOPLE}/invito", typed)

    assert again.status == 422
    kept = dict(again.forms[f"{PEOPLE}/invito"])
    assert {name: kept[name] for name in typed} == {**typed, "roles[]": "editor"}
    assert "<b>Verdi" not in again.html
    assert 'href="#amministrazione-persone-invito-reason">Motivo</a>: deve avere' in again.html


def test_a_role_is_taken_away_by_one_person_and_acts_at_once(office: ConsoleTown) -> None:
    anna = office.office(Role.ADMINISTRATOR)
    office.office(Role.EDITOR, person=COLLEAGUE, name="Bruno Neri")

    done = anna.submit(PEOPLE, f"{PEOPLE}/{COLLEAGUE}/togli-ruolo")

    assert "Il ruolo si toglie subito." in anna.follow(done).text


def test_sessions_are_ended_everywhere_by_oneself_and_for_a_colleague(office: ConsoleTown) -> None:
    anna = office.office(Role.ADMINISTRATOR)
    bruno = office.office(Role.EDITOR, person=COLLEAGUE, name="Bruno Neri")
    register = StaffRegister(office.town.tables, lambda: office.town.now)

    hers = anna.submit("/preferenze", "/preferenze/esci-ovunque")
    his = anna.submit(PEOPLE, f"{PEOPLE}/{COLLEAGUE}/uscita")
    said = anna.follow(his).text
    register.sign_out(COLLEAGUE, office.town.now)  # as `people_change` does
    out = bruno.get("/")

    assert hers.status == 303
    assert "finisce ogni suo accesso" in said
    assert "uscita da ogni posto" in anna.get(PEOPLE).text
    assert (out.status, "entra di nuovo" in out.text) == (401, True)
    office.town.later(minutes=1)
    assert office.office(Role.EDITOR, person=COLLEAGUE, name="Bruno Neri").get("/").status == 200


def test_a_list_waits_for_another_administrator_who_confirms_it_by_its_number(office: ConsoleTown) -> None:
    anna = office.office(Role.ADMINISTRATOR)
    bruno = office.office(Role.ADMINISTRATOR, person=COLLEAGUE, name="Bruno Neri")

    made = anna.submit(LISTS, f"{LISTS}/nuovo", LIST)
    hers = anna.follow(made)
    his = bruno.get(made.leads_to)

    assert "1 numero valido, 1 doppione, 1 riga non valida" in hers.text
    assert "Lo conferma un altro amministratore" in hers.text
    confirmed = bruno.follow(bruno.submit(his, f"{made.leads_to}/conferma"))
    assert "Confermato" in confirmed.text


def test_the_record_of_a_day_is_read_in_words_and_by_kind(office: ConsoleTown) -> None:
    anna = office.office(Role.ADMINISTRATOR)
    anna.submit(LISTS, f"{LISTS}/nuovo", LIST)

    today = anna.get("/amministrazione/registro", giorno="2026-11-25", atti="import.")
    other = anna.get("/amministrazione/registro", giorno="2026-11-25", atti="evidence.")

    assert "elenco: creazione" in today.text
    assert "Anna Bianchi amministrazione" in " ".join(today.text.split())
    assert "Nessun atto di questo genere in questo giorno." in other.text


def test_the_chain_of_a_day_is_checked_on_the_page_and_the_record_says_so(office: ConsoleTown) -> None:
    anna, day = office.office(Role.ADMINISTRATOR), "2026-11-25"
    anna.submit(LISTS, f"{LISTS}/nuovo", LIST)
    SealRecord(Record(office.town.tables), Shelf(), first_day=office.town.now.date())(office.town.now)
    page = anna.get("/amministrazione/registro", giorno=day)

    checked = anna.submit(page, "/amministrazione/registro/controllo")
    after = anna.get("/amministrazione/registro", giorno=day)

    assert "torna" in checked.title
    assert "ognuna è come è stata scritta" in checked.text
    assert "Il giorno non ha ancora la testa" in checked.text
    assert "registro degli atti: controllo della catena" in after.text
    assert "0 cose che non tornano" in after.text
    assert "problems=" not in after.text


def test_a_lower_rate_is_set_at_once_and_a_higher_one_waits(office: ConsoleTown) -> None:
    anna, account = office.office(Role.ADMINISTRATOR), "/amministrazione/whatsapp"

    for rate, said in (("20", "vale da subito"), ("80", "un altro amministratore lo conferma")):
        done = anna.submit(account, f"{account}/velocita", {"per_second:int": rate, "reason": "come da Meta"})
        assert said in anna.follow(done).text
    assert "20 messaggi al secondo" in anna.get(account).text


def test_each_sees_the_pages_that_are_theirs(office: ConsoleTown) -> None:
    reader = office.office(Role.READER)

    assert reader.get("/amministrazione").status == 200
    assert "Chi lavora qui" not in reader.get("/amministrazione").text
    assert [reader.get(page).status for page in (PEOPLE, LISTS, "/amministrazione/registro")] == [403] * 3
    assert reader.get("/amministrazione/whatsapp").status == 200
    assert office.office(Role.APPROVER).get("/amministrazione/esercitazioni").status == 200
