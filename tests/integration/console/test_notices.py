"""The office writes a notice, another approves it, anybody stops it, and its statement is printed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

import pytest

from tests.integration.console.console_town import Browser, ConsoleTown
from tests.integration.staff_town import APPROVER_ID
from urp.acts.model import Role
from urp.aws.dynamodb import to_attributes
from urp.notices.broadcasts.model import Counts

WORDS: Mapping[str, str | Sequence[str]] = {
    "title": "La biblioteca riapre",
    "parameters.servizio": "biblioteca civica",
    "parameters.quando": "da lunedì 30 novembre",
    "link": "https://www.roccaserena.example/biblioteca",
}


@pytest.fixture
def editor(office: ConsoleTown) -> Browser:
    return office.office(Role.EDITOR)


@pytest.fixture
def approver(office: ConsoleTown) -> Browser:
    return office.office(Role.APPROVER, person=APPROVER_ID, name="Bruno Verdi")


def write(editor: Browser) -> str:
    """The address of its page."""
    return editor.submit(editor.get("/avvisi/nuovo", modello="novita"), "/avvisi/nuovo", WORDS).leads_to


def send_to_approval(editor: Browser) -> str:
    one = write(editor)
    editor.submit(one, f"{one}/manda")
    return one


def test_a_notice_is_written_by_its_plain_name_and_comes_back_with_what_there_is_to_know(
    office: ConsoleTown, editor: Browser
) -> None:
    office.town.joins()

    choice = editor.get("/avvisi/nuovo")
    wrong = editor.submit(
        editor.get("/avvisi/nuovo", modello="novita"), "/avvisi/nuovo", {**WORDS, "parameters.quando": ""}
    )
    draft = editor.get(write(editor))

    assert "Scrivi con «Novità»" in choice.text
    assert (wrong.status, "Da quando" in wrong.text) == (422, True)
    assert 'value="biblioteca civica"' in wrong.html
    assert draft.title == "Bozza: «La biblioteca riapre»"
    for words in ("1 persona", "cambia un servizio: biblioteca civica", "Limite di WhatsApp", "Cancellami"):
        assert words in draft.text


def test_a_refused_change_does_not_take_the_place_of_what_a_colleague_saved_meanwhile(
    office: ConsoleTown, editor: Browser
) -> None:
    one = write(editor)
    read = editor.get(f"{one}/modifica")
    colleague = office.office(Role.EDITOR, person=APPROVER_ID, name="Bruno Verdi")
    colleague.submit(f"{one}/modifica", f"{one}/modifica", {**WORDS, "title": "La biblioteca chiude"})

    refused = editor.submit(read, f"{one}/modifica", {**WORDS, "title": ""})
    moved = editor.submit(refused, f"{one}/modifica", WORDS)
    theirs = editor.get(one).title
    editor.submit(moved, f"{one}/modifica")  # having read what it takes the place of

    assert (refused.status, moved.status) == (422, 409)
    assert theirs == "Bozza: «La biblioteca chiude»"
    assert "salvato intanto da un'altra persona Titolo per l'ufficio La biblioteca chiude" in moved.text
    assert editor.get(one).title == "Bozza: «La biblioteca riapre»"


def test_a_doubt_about_the_words_leads_to_the_field_it_is_about(office: ConsoleTown, editor: Browser) -> None:
    one = editor.submit(
        editor.get("/avvisi/nuovo", modello="novita"),
        "/avvisi/nuovo",
        {**WORDS, "parameters.quando": "da [inserire]"},
    ).leads_to
    link = f'href="/console{one}/modifica#{one.strip("/").replace("/", "-")}-modifica-parameters-quando"'

    draft = editor.get(one)
    changed = editor.follow(editor.submit(f"{one}/modifica", f"{one}/modifica", WORDS))

    assert link in draft.html
    assert f'id="{link.partition("#")[2]}' in editor.get(f"{one}/modifica").html
    assert "Da correggere" not in changed.text


def test_words_are_looked_at_while_they_are_typed_and_nothing_is_stored(
    office: ConsoleTown, editor: Browser
) -> None:
    page = editor.get("/avvisi/nuovo", modello="novita")
    there = [each for each in page.forms["/avvisi/nuovo"] if not each[0].startswith("parameters")]
    typed = ("parameters.quando", "dal 3 dicembre, <b>forse</b>")

    looked = replace(editor, headers={**editor.headers, "hx-request": "true"}).post(
        "/avvisi/parole", [*there, typed, ("parameters.servizio", "")]
    )
    stranger = editor.post("/avvisi/parole", [("template", "novita")])

    assert 'hx-post="/console/avvisi/parole"' in page.html
    assert 'role="status" id="controllo-parameters-quando"' in page.html
    for field in ("parameters-quando", "link"):
        [described] = re.findall(rf'id="avvisi-nuovo-{field}"[^>]* aria-describedby="([^"]*)"', page.html)
        assert f"controllo-{field}" in described.split()
    assert not re.search(r"<span[^>]*-aiuto[^<]*<span[^>]*data-count-of", page.html)  # said anew at each key
    assert "biblioteca" in page.text[page.text.index("Come si legge sul telefono") :]
    assert looked.status == 200
    assert looked.html.startswith("La Città di Roccaserena")
    assert "<html" not in looked.html
    assert "va aggiunto il giorno della settimana, giovedì" in looked.text
    assert '<div id="controllo-parameters-servizio" hx-swap-oob="innerMorph"></div>' in looked.html
    assert "<b>forse" not in looked.html
    assert stranger.status == 409  # without the form's token
    assert office.town.staff(Role.EDITOR).get("/staff/broadcasts").json["items"] == []
    assert office.town.staff(Role.ADMINISTRATOR).get("/staff/audit", day="2026-11-25").json["items"] == []


def test_an_approver_ticks_a_sentence_that_the_server_checks_again(
    office: ConsoleTown, editor: Browser, approver: Browser
) -> None:
    office.town.joins()
    one = send_to_approval(editor)

    listed = approver.get("/avvisi")
    page = approver.get(one)
    unticked = approver.submit(page, f"{one}/approva")
    for _ in range(20):
        office.town.joins()
    moved = approver.submit(page, f"{one}/approva", {"people:int": "1"})
    done = approver.submit(moved, f"{one}/approva", {"people:int": "21"})

    assert "Anna Bianchi vuole mandare «La biblioteca riapre»" in listed.text
    assert page.title == "Anna Bianchi vuole mandare «La biblioteca riapre» a 1 persona"
    assert "Come si fa: approvare un avviso" in page.text
    assert "Ho capito: arriva a 1 persona e costa circa" in page.text
    assert (unticked.status, moved.status) == (422, 409)
    assert "arriva a 21 persone" in moved.text
    assert (
        "È approvato: parte entro un minuto, per 21 persone. Non serve fare altro."
        in approver.follow(done).text
    )
    assert f"{one}/approva" not in editor.get(one).forms  # who wrote it is not even asked


def test_who_approves_gives_it_back_or_rejects_it_with_a_reason(editor: Browser, approver: Browser) -> None:
    one = send_to_approval(editor)

    silent = approver.submit(one, f"{one}/rimanda")
    approver.submit(one, f"{one}/rimanda", {"reason": "Manca l'orario del sabato."})
    read = editor.get(one)
    editor.submit(read, f"{one}/manda")
    approver.submit(one, f"{one}/rifiuta", {"reason": "Non è una notizia del Comune."})

    assert silent.status == 422
    assert "Rimandato indietro da Bruno Verdi" in read.text
    assert "Manca l'orario del sabato." in read.text
    assert editor.get(one).title == "«La biblioteca riapre» è stato respinto"


def test_the_running_notice_moves_and_whoever_sees_it_go_wrong_stops_it(
    office: ConsoleTown, editor: Browser
) -> None:
    office.town.joins()
    one = send_to_approval(editor)
    office.town.approves(_id(one))
    office.town.is_sending(_id(one), audience=6)
    operator, reader = office.office(Role.OPERATOR), office.office(Role.READER)

    page = operator.get(one)
    part = operator.get(f"{one}/andamento")
    version = part.answer.headers["etag"].strip('"')
    paused = operator.submit(page, f"{one}/pausa")
    stopped = operator.submit(one, f"{one}/ferma")

    assert page.title == "«La biblioteca riapre» sta partendo"
    assert page.html.index(f"{one}/ferma") < page.html.index("<progress")
    assert "Ce l'hanno già 0 persone su 6" in page.text
    assert f"{one}/ferma" not in reader.get(one).forms
    assert f'name="v" value="{version}"' in part.html
    assert (operator.get(f"{one}/andamento", v=version).status, paused.status) == (200, 303)
    assert operator.follow(stopped).title == "«La biblioteca riapre» si sta fermando"


def test_an_unchanged_notice_is_one_cheap_answer(office: ConsoleTown, editor: Browser) -> None:
    one = send_to_approval(editor)
    office.town.approves(_id(one))
    office.town.is_sending(_id(one), audience=6)
    version = editor.get(f"{one}/andamento").answer.headers["etag"].strip('"')

    assert editor.get(f"{one}/andamento", v=version).status == 204


def test_a_page_that_waits_says_by_itself_that_the_notice_is_approved_and_that_it_leaves(
    office: ConsoleTown, editor: Browser
) -> None:
    one = send_to_approval(editor)
    waits = editor.get(one)
    version = editor.get(f"{one}/novita", da="submitted").answer.headers["etag"].strip('"')
    quiet = editor.get(f"{one}/novita", da="submitted", v=version)
    office.town.approves(_id(one))
    approved = editor.get(f"{one}/novita", da="submitted", v=version)
    office.town.is_sending(_id(one), audience=6)
    leaves = editor.get(f"{one}/novita", da="scheduled", v=version)

    assert f"{one}/novita?da=submitted" in waits.html
    assert f'name="v" value="{version}"' in waits.html
    assert quiet.status == 204
    assert "Intanto è cambiato: adesso è «programmato»" in approved.text
    assert "adesso è «in invio»" in leaves.text
    assert "Intanto" not in editor.get(f"{one}/novita", da="sending").text


def test_the_statement_adds_up_is_printed_and_goes_into_a_spreadsheet(
    office: ConsoleTown, editor: Browser
) -> None:
    office.town.joins()
    one = send_to_approval(editor)
    early = editor.get(f"{one}/chiusura")
    office.town.closes(_id(one), Counts(accepted=3, refused=1, stopped=2), ((131026, 1),))
    _hear(office, _id(one), arrived_within_1=1, arrived_within_60=1, read_within_60=1)

    over = editor.get(one)
    statement = editor.get(f"{one}/chiusura")
    sheet = editor.get(f"{one}/numeri.csv")

    assert early.status == 409
    assert over.title == "«La biblioteca riapre» è finito"
    for words in (
        "Rendiconto di «La biblioteca riapre»",
        "Totale 6",
        "131026",
        "Mandato in approvazione da Anna",
    ):
        assert words in statement.text
    for shown in (over, statement):
        assert "un'ora 2 1" in shown.text  # within an hour two were delivered and one read
        assert 'aria-label="Grafico: persone consegnate e lette nel tempo' in shown.html
        assert " style=" not in shown.html
    assert "c-statement" in statement.html
    assert sheet.answer.headers["content-type"].startswith("text/csv")
    assert "Rifiutate da Meta;refused;1" in sheet.html


def test_a_wrong_notice_is_corrected_for_those_who_have_it(office: ConsoleTown, editor: Browser) -> None:
    one = send_to_approval(editor)
    office.town.closes(_id(one), Counts(accepted=3))

    form = editor.get(f"{one}/rettifica")
    written = editor.submit(form, f"{one}/rettifica", {"parameters.quando": "da martedì 1 dicembre"})

    assert 'value="da lunedì 30 novembre"' in form.html
    assert "Rettifica di un avviso già inviato" in editor.follow(written).text


def test_an_approver_takes_a_notice_out_of_the_public_archive_and_says_why(
    office: ConsoleTown, editor: Browser, approver: Browser
) -> None:
    office.town.joins()
    one = send_to_approval(editor)
    office.town.approves(_id(one))
    office.town.is_sending(_id(one), audience=3)
    office.town.closes(_id(one), Counts(accepted=3))

    silent = approver.submit(one, f"{one}/archivio")
    done = approver.submit(one, f"{one}/archivio", {"reason": "Conteneva una data sbagliata."})

    assert silent.status == 422
    assert "Ritirato dall'archivio pubblico da Bruno Verdi" in approver.follow(done).text
    assert f"{one}/archivio" not in editor.get(one).forms


def test_what_anybody_wrote_is_shown_as_it_was_written(editor: Browser) -> None:
    one = editor.submit(
        editor.get("/avvisi/nuovo", modello="novita"),
        "/avvisi/nuovo",
        {**WORDS, "title": "<b>Biblioteca</b>"},
    ).leads_to

    assert "<b>" not in editor.get(one).html
    assert "«<b>Biblioteca</b>»" in editor.get(one).title


def _hear(office: ConsoleTown, notice: UUID, **spans: int) -> None:
    """As the receipts' recorder counts them."""
    counters = {f"count_{name}": people for name, people in spans.items()}
    office.town.client.put_item(
        TableName=office.town.settings.broadcasts_table,
        Item=to_attributes({"pk": f"BROADCAST#{notice}", "sk": "DELIVERY#03", **counters}),
    )


def _id(one: str) -> UUID:
    return UUID(one.rpartition("/")[2])
