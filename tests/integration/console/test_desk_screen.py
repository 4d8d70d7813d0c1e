"""Sportello: who waits, who answers, and what an answer needs before it leaves."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from itertools import pairwise
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

from tests.integration.console.console_town import Browser, ConsoleTown, Shown
from urp.acts.model import Role

BRUNO = "0f9c6a5e-2b1d-4c3e-8d21-6f5e4d3c2b1a"


def _operators(office: ConsoleTown) -> tuple[Browser, Browser]:
    return office.office(Role.OPERATOR), office.office(Role.OPERATOR, person=BRUNO, name="Bruno Neri")


def _asked(office: ConsoleTown, text: str = "Quando è aperta l'anagrafe?") -> UUID:
    return office.town.asks(office.town.joins(), text)


def test_the_queue_says_in_words_who_waits_and_until_when(office: ConsoleTown) -> None:
    anna, _ = _operators(office)
    empty = anna.get("/sportello")
    talk = _asked(office)

    queue = anna.get("/sportello")

    assert "Nessuno aspetta una risposta" in empty.text
    assert queue.title == "Sportello: 1 aspetta"
    assert "da rispondere entro domani 12:00" in queue.text
    assert "Numero che finisce con 001" in queue.text
    assert f'href="/console/sportello/{talk}"' in queue.html
    assert (
        office.office(Role.READER, person="c7d1e0d2-1a2b-4c3e-8d21-6f5e4d3c2b1a").get("/sportello").status
        == 403
    )


def test_the_queue_looks_for_news_and_changes_nothing_where_there_are_none(office: ConsoleTown) -> None:
    anna, _ = _operators(office)
    version = re.findall(r'id="elenco-versione" name="v" value="(.+?)"', anna.get("/sportello").html)[0]
    same = anna.get("/sportello/elenco", v=version)
    _asked(office)
    new = anna.get("/sportello/elenco", v=version)

    assert (same.status, same.html) == (204, "")
    assert (new.status, "<h1>" in new.html, "1 conversazione in attesa" in new.text) == (200, False, True)


def test_a_long_queue_is_read_page_by_page_and_says_where_one_is(office: ConsoleTown) -> None:
    anna, _ = _operators(office)
    talks = [_asked(office) for _ in range(45)]

    def follow(page: Shown, label: str) -> Shown:
        address = re.findall(rf'href="/console(/sportello\?[^"]+)">{label}<', page.html)[0]
        return anna.get("/sportello", **dict(parse_qsl(urlsplit(unescape(address)).query)))

    first = anna.get("/sportello")
    third = follow(follow(first, "Avanti"), "Avanti")
    second = follow(third, "Indietro")
    again = follow(second, "Indietro")
    anna.submit(f"/sportello/{talks[0]}", f"/sportello/{talks[0]}/prendi")
    mine = anna.get("/sportello", elenco="mie")

    assert first.title == "Sportello: 45 aspettano"
    assert (third.title, "Pagina 3 di 3" in third.text) == ("Sportello: 45 aspettano, pagina 3", True)
    assert second.title == "Sportello: 45 aspettano, pagina 2"
    assert [page.html.count("data-row") for page in (first, second, third)] == [20, 20, 5]
    assert _rows(again) == _rows(first)
    assert ("Indietro" in first.text, "Avanti" in third.text) == (False, False)
    assert mine.title == "Sportello, solo le mie: 1 aspetta"
    assert anna.get("/sportello", pagina="di fantasia").title == first.title


def _rows(page: Shown) -> list[str]:
    return re.findall(r'id="riga-(\S+)"', page.html)


def test_an_answer_waits_five_seconds_and_is_taken_back_with_its_text(office: ConsoleTown) -> None:
    anna, _ = _operators(office)
    page = f"/sportello/{_asked(office)}"

    shown = anna.follow(anna.submit(page, f"{page}/rispondi", {"text": "Di martedì."}))
    back = anna.submit(shown, f"{page}/annulla")
    again = anna.follow(anna.submit(back, f"{page}/rispondi", {"text": "Di mercoledì."}))
    office.town.later(seconds=6)

    assert "La risposta parte tra 5 secondi" in shown.text
    assert shown.html.index("Annulla: la risposta") < shown.html.index("Torna all'elenco")  # one Tab away
    assert ("text", "Di martedì.") in back.forms[f"{page}/rispondi"]
    assert "Annullata prima di partire" in again.text
    assert f"{page}/annulla" not in anna.get(page).forms


def test_who_needs_more_time_to_take_an_answer_back_chooses_it_for_themselves(office: ConsoleTown) -> None:
    anna, bruno = _operators(office)
    page = f"/sportello/{_asked(office)}"

    chosen = anna.follow(anna.submit("/preferenze", "/preferenze/annullare", {"hold_seconds:int": "20"}))
    another = anna.submit("/preferenze", "/preferenze/annullare", {"hold_seconds:int": "31"})
    shown = anna.follow(anna.submit(page, f"{page}/rispondi", {"text": "Di martedì."}))
    reader = office.office(Role.READER, person="c7d1e0d2-1a2b-4c3e-8d21-6f5e4d3c2b1a").get("/preferenze")

    assert ("hold_seconds:int", "20") in chosen.forms["/preferenze/annullare"]
    assert (another.status, "Tempo per annullare una risposta" in another.text) == (422, True)
    assert "Risposta scritta: parte tra 20 secondi." in shown.text
    assert ("hold_seconds:int", "5") in bruno.get("/preferenze").forms["/preferenze/annullare"]
    assert (reader.status, "/preferenze/annullare" in reader.forms) == (200, False)


def test_what_a_colleague_holds_is_answered_only_by_who_says_so_after_the_refusal(
    office: ConsoleTown,
) -> None:
    anna, bruno = _operators(office)
    page = f"/sportello/{_asked(office)}"
    bruno.submit(page, f"{page}/prendi")

    untouched = anna.get(page)
    refused = anna.submit(page, f"{page}/rispondi", {"text": "Di martedì."})
    by_itself = replace(anna, headers={**anna.headers, "hx-request": "true"})
    typing = by_itself.post(f"{page}/scrivo", untouched.forms[f"{page}/rispondi"])
    anyway = anna.submit(refused, f"{page}/rispondi", {"take_over:bool": "true"})

    assert "presa da Bruno Neri" in untouched.text
    assert "take_over" not in untouched.html
    assert (typing.status, typing.html) == (409, "")
    assert refused.status == 409
    assert "Un collega ha preso questa conversazione: Bruno Neri." in refused.text
    assert "Rispondi comunque: resta scritto nel registro" in refused.text
    assert ("text", "Di martedì.") in refused.forms[f"{page}/rispondi"]
    assert anyway.status == 303


def test_nobody_answers_what_they_have_not_read(office: ConsoleTown) -> None:
    anna, bruno = _operators(office)
    page = f"/sportello/{_asked(office)}"
    begun = anna.get(page)
    bruno.submit(page, f"{page}/nota", {"text": "Ha chiamato anche al telefono."})
    head = anna.get(f"{page}/testa", letto="1", v="old")

    refused = anna.submit(begun, f"{page}/rispondi", {"text": "Di martedì."})

    assert "È arrivato un messaggio nuovo" in head.text
    assert (refused.status, "Ha chiamato anche al telefono." in refused.text) == (409, True)
    assert anna.submit(refused, f"{page}/rispondi").status == 303


def test_a_canned_reply_goes_into_the_text_with_its_gaps_filled(office: ConsoleTown) -> None:
    anna, _ = _operators(office)
    new = {"title": "Carta pronta", "text": "La carta è pronta {giorno}.", "verified:bool": "true"}
    anna.submit("/sportello/risposte-pronte/nuova", "/sportello/risposte-pronte/nuova", new)
    page = f"/sportello/{_asked(office)}"
    shown = anna.get(page)
    assert "Carta pronta (verificata mercoledì 25 novembre 2026)" in shown.text
    reply = shown.html.split('">Carta pronta')[0].rpartition('value="')[2]

    typed = [
        (name, value) for name, value in shown.forms[f"{page}/rispondi"] if name not in ("reply", "text")
    ]
    chosen = anna.post(f"{page}/pronta", [*typed, ("reply", reply), ("text", "Buongiorno.")])
    typed = [each for each in chosen.forms[f"{page}/rispondi"] if each[0] != "fields.giorno"]
    without = anna.post(f"{page}/riempi", typed)
    filled = anna.post(f"{page}/riempi", [*typed, ("fields.giorno", "giovedì")])
    sent = anna.follow(anna.submit(filled, f"{page}/rispondi"))

    assert "Spazi da riempire in «Carta pronta»" in chosen.text
    assert (without.status, "Errore:" in without.html or "manca" in without.text) == (422, True)
    assert ("text", "Buongiorno.") in without.forms[f"{page}/rispondi"]
    assert "Buongiorno. La carta è pronta giovedì." in sent.text
    assert "da una risposta pronta" in sent.text


def test_a_draft_is_ones_own_and_goes_once_it_is_sent(office: ConsoleTown) -> None:
    anna, bruno = _operators(office)
    page = f"/sportello/{_asked(office)}"
    fields = [each for each in anna.get(page).forms[f"{page}/rispondi"] if each[0] != "text"]

    typing = anna.post(f"{page}/bozza", [*fields, ("text", "Di mart")])
    back = anna.get(page)
    theirs = bruno.get(page)
    anna.submit(back, f"{page}/rispondi")

    assert (typing.status, typing.html) == (204, "")
    assert ("text", "Di mart") in back.forms[f"{page}/rispondi"]
    assert ("text", "") in theirs.forms[f"{page}/rispondi"]
    assert ("text", "") in anna.get(page).forms[f"{page}/rispondi"]


def test_colleagues_see_who_looks_and_who_writes(office: ConsoleTown) -> None:
    anna, bruno = _operators(office)
    page = f"/sportello/{_asked(office)}"
    version = anna.get(f"{page}/testa").answer.headers["etag"].strip('"')

    quiet = anna.get("/sportello/elenco").answer.headers["etag"].strip('"')
    looked = bruno.get(page)
    looking = anna.get(f"{page}/testa", v=version)
    queue = anna.get("/sportello/elenco", v=quiet)
    bruno.post(f"{page}/scrivo", looked.forms[f"{page}/rispondi"])
    writing = anna.get(f"{page}/testa", v=looking.answer.headers["etag"].strip('"'))
    office.town.later(seconds=150)

    assert "La guarda anche Bruno Neri." in looking.text
    assert "la guarda Bruno Neri" in queue.text
    assert "Sta scrivendo Bruno Neri." in writing.text
    assert "Bruno" not in anna.get(f"{page}/testa").text


def test_masked_data_is_shown_to_who_holds_the_conversation_and_says_why(office: ConsoleTown) -> None:
    anna, _ = _operators(office)
    page = f"/sportello/{_asked(office, 'Sono io, codice RSSNNA80A41A271Z.')}"
    before = anna.get(page)
    taken = anna.follow(anna.submit(page, f"{page}/prendi"))
    without = anna.submit(taken, f"{page}/mostra", {"reveal": "text", "reason": ""})
    shown = anna.submit(taken, f"{page}/mostra", {"reveal": "text", "reason": "answer"})

    assert ("[codice fiscale]" in before.text, f"{page}/mostra" in before.forms) == (True, False)
    assert without.status == 422
    assert "RSSNNA80A41A271Z" in shown.text
    assert "RSSNNA80A41A271Z" not in anna.get(page).text


def test_a_conversation_is_noted_given_closed_and_opened_again(office: ConsoleTown) -> None:
    anna, bruno = _operators(office)
    page = f"/sportello/{_asked(office)}"

    for name, fields, said in (
        ("prendi", {}, "Conversazione presa"),
        ("passa", {"to": BRUNO, "note": "È tua."}, "Conversazione passata."),
    ):
        assert said in anna.follow(anna.submit(page, f"{page}/{name}", fields)).text
    assert "È tua." in bruno.get(page).text
    bruno.submit(page, f"{page}/lascia")
    closed = bruno.follow(bruno.submit(page, f"{page}/chiudi"))

    assert "La conversazione è chiusa" in closed.text
    assert str(page) in bruno.get("/sportello", elenco="chiuse").html
    assert "è di nuovo in attesa" in bruno.follow(bruno.submit(page, f"{page}/riapri")).text


def test_a_message_is_sent_to_the_right_channels_or_made_a_case(office: ConsoleTown) -> None:
    anna, _ = _operators(office)
    reported = f"/sportello/{_asked(office, 'Il lampione di via Roma è spento.')}"
    abused = f"/sportello/{_asked(office, 'Vendo divani, chiamatemi!')}"

    chosen = {"category": "ILLUMINAZIONE", "kind": "complaint"}
    page = anna.get(reported)
    typed = [each for each in page.forms[f"{reported}/canali"] if each[0] not in chosen]
    read = anna.post(f"{reported}/canali/anteprima", [*typed, *chosen.items()])
    sent = anna.submit(read, f"{reported}/canali")
    made = anna.submit(abused, f"{abused}/caso", {"breach": "promotion", "reason": "Pubblicità di divani."})
    elsewhere = anna.get("/sportello/altrove")
    redirect = next(action for action in elsewhere.forms if action.endswith("/domanda"))
    asked = anna.submit(elsewhere, redirect)

    assert dict(read.forms[f"{reported}/canali"]).items() >= chosen.items()
    will_read = re.findall(
        r'<blockquote[^>]*aria-labelledby="canali-testo">(.+?)</blockquote>', read.html, re.S
    )
    answered = anna.follow(sent)
    assert "la conversazione passa fra quelle con risposta" in answered.text
    assert answered.html.count(will_read[0]) == 1
    assert "Messaggio tolto" in anna.follow(made).text
    assert "Illuminazione pubblica" in elsewhere.text
    assert asked.status == 303, asked.text[:500]


def test_on_monday_morning_all_are_invited_to_write_again(office: ConsoleTown) -> None:
    anna, _ = _operators(office)
    page = f"/sportello/{_asked(office)}"
    office.town.later(hours=70)
    anna = office.office(Role.OPERATOR)

    one = anna.get(page)
    done = anna.submit("/sportello/riprendi", "/sportello/riprendi")

    assert (f"{page}/rispondi" in one.forms, f"{page}/riprendi" in one.forms) == (False, True)
    assert (done.title, "invito partito" in done.text) == ("Inviti a riscrivere: 1 in coda", True)


def test_conversations_are_found_by_words_and_by_person(office: ConsoleTown) -> None:
    anna, _ = _operators(office)
    citizen = office.town.joins()
    page = f"/sportello/{office.town.asks(citizen, 'Vorrei sapere della mensa.')}"

    words = anna.submit("/sportello/cerca", "/sportello/cerca/parole", {"words": "MENSA sapere"})
    person = {"phone": f"+{citizen.phone}", "reason": "data_subject"}
    theirs = anna.submit("/sportello/cerca", "/sportello/cerca/persona", person)
    nobody = anna.submit("/sportello/cerca", "/sportello/cerca/parole", {"words": "scuolabus"})
    unseen = office.town.joins(phone=False)
    other = f"/sportello/{office.town.asks(unseen, 'A che ora apre?')}"
    by_id = {"user_id": unseen.user_ids[0], "reason": "data_subject"}
    without_a_number = anna.submit("/sportello/cerca", "/sportello/cerca/persona", by_id)

    assert page in words.html
    assert page in theirs.html
    assert other in without_a_number.html
    assert page not in without_a_number.html
    assert "Le parole devono stare tutte in un messaggio" in nobody.text
    assert ("Guardate" in nobody.text, "Avanti" in nobody.text) == (True, False), (
        "few fit one page, in any state"
    )
    assert 'value="scuolabus"' in nobody.html, "what was searched for can be corrected"


def test_what_was_found_is_read_page_by_page_without_words_in_an_address(office: ConsoleTown) -> None:
    anna, _ = _operators(office)
    talks = {str(_asked(office, f"La mensa numero {number}")) for number in range(55)}

    first = anna.submit("/sportello/cerca", "/sportello/cerca/parole", {"words": "mensa"})
    second = anna.post("/sportello/cerca/parole", _fields_of(first, "Avanti"))
    again = anna.post("/sportello/cerca/parole", _fields_of(second, "Indietro"))

    assert first.title == "Cerca una conversazione: 50 trovate"
    assert second.title == "Cerca una conversazione: 5 trovate, pagina 2"
    assert "Indietro" in second.text
    assert _found(first) | _found(second) == talks
    assert (again.title, _found(again)) == (first.title, _found(first))


def _found(page: Shown) -> set[str]:
    return set(re.findall(r'href="/console/sportello/([0-9a-f-]{36})"', page.html))


def _fields_of(page: Shown, button: str) -> list[tuple[str, str]]:
    """Of the form with that button alone."""
    form = re.findall(rf"<form((?:(?!<form).)*)>{button}</button>", page.html, re.DOTALL)[0]
    return re.findall(r'name="([^"]+)" value="([^"]*)"', form)


def test_a_page_of_the_desk_is_in_order_for_who_hears_it(office: ConsoleTown) -> None:
    """Headings without a gap, each button with a name of its own, nothing said aloud that moves by itself."""
    anna, bruno = _operators(office)
    page = f"/sportello/{_asked(office)}"
    anna.submit(page, f"{page}/prendi")
    elsewhere = "/sportello/altrove"
    for address in ("/sportello", page, "/sportello/cerca", "/sportello/riprendi", elsewhere):
        shown = anna.get(address)
        levels = [int(level) for level in re.findall(r"<h([1-6])", shown.html.partition("<main")[2])]
        buttons = re.findall(r"<button[^>]*>(.*?)</button>", shown.html, re.DOTALL)

        assert levels[0] == 1
        assert max(b - a for a, b in pairwise(levels)) <= 1, address
        assert len(set(buttons)) == len(buttons), address
    spoken = re.findall(
        r'<(\w+)[^>]*(?:aria-live|role="status")[^>]*>(.*?)</\1>', anna.get(page).html, re.DOTALL
    )
    assert not any("ancora" in words for _, words in spoken)
    assert "(numero che finisce con 001)" in bruno.get(page).text


def test_a_moderator_reads_and_makes_cases_but_answers_nobody(office: ConsoleTown) -> None:
    page = f"/sportello/{_asked(office)}"
    moderator = office.office(Role.MODERATOR)

    shown = moderator.get(page)
    phone = moderator.submit(page, f"{page}/mostra", {"reveal": "phone", "reason": "danger"})

    assert {action for action in shown.forms if action.startswith(page)} == {f"{page}/mostra", f"{page}/caso"}
    assert "393330000001" in phone.text.replace(" ", "")
    assert "393330000001" not in phone.title.replace(" ", "")  # which the browser's history keeps


def test_canned_replies_are_verified_changed_and_removed(office: ConsoleTown) -> None:
    editor = office.office(Role.EDITOR)
    new = "/sportello/risposte-pronte/nuova"
    written = editor.submit(new, new, {"title": "Mensa", "text": "La mensa apre alle 12."})
    page = written.leads_to

    verified = editor.follow(editor.submit(page, f"{page}/verifica"))
    changed = editor.follow(editor.submit(page, f"{page}/cambia", {"text": "La mensa apre alle 13."}))
    wrong = editor.submit(page, f"{page}/cambia", {"text": "Una graffa { sola."})
    gone = editor.follow(editor.submit(page, f"{page}/elimina"))

    assert "Verificata mercoledì 25 novembre 2026." in verified.text
    assert ("Da verificare" in changed.text, "alle 13" in changed.text) == (True, True)
    assert (wrong.status, "Una graffa { sola." in wrong.text) == (422, True)
    assert ("eliminata" in gone.text, "La mensa apre" in gone.text) == (True, False)


def test_crowds_say_that_there_are_none(office: ConsoleTown) -> None:
    assert "nessuna raffica" in office.office(Role.OPERATOR).get("/sportello/folle").text
