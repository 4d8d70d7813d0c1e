"""Fascicoli di prove: opened from a case, read by entry of the custody log, ended by two people."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, cast

from infra.evidence.verify import problems
from tests.integration.console.test_moderation import case_of
from tests.integration.evidence_posts import APP_SECRET, THREAT
from tests.integration.grave_case import COLLEAGUE, FACTS, MODERATOR, moderator, threatens
from urp.acts.model import Role
from urp.console.screens.all import EVIDENCE_MODULES, MODULES, list_screens
from urp.meaning.breaches import Breach
from urp.staff_api.routing import find_resource
from urp.staff_api.table import EVIDENCE
from urp.wiring.evidence_api import EvidenceOffices, evidence_calls

if TYPE_CHECKING:
    from tests.integration.console.console_town import Browser, ConsoleTown

WHY = "Minaccia di incendio contro l'ufficio"
NEW = "/fascicoli/nuovo"
OVER = "L'ufficio legale ha chiuso il caso"


def proposed(office: ConsoleTown) -> str:
    """Its page, of a threat whose bytes are kept."""
    body, _ = threatens(office.town)
    made = moderator(office.town).post("/staff/evidence", body, key="file-0001")
    return f"/fascicoli/{made.json['id']}"


def of_moderation(office: ConsoleTown) -> Browser:
    return office.office(Role.MODERATOR, person=MODERATOR, name="Bruno Neri")


def test_a_moderator_opens_a_file_from_a_case_and_another_person_approves_it(office: ConsoleTown) -> None:
    case = case_of(office, office.town.joins().id, breach=Breach.THREAT)
    bruno, anna = of_moderation(office), office.office(Role.MODERATOR, Role.ADMINISTRATOR)
    offered, number = bruno.get(case), case.rpartition("/")[2]

    short = bruno.submit(bruno.get(NEW, **{"caso-0": number}), NEW, {"reason": "breve"})
    opened = bruno.submit(short, NEW, {"reason": WHY})
    page = opened.leads_to
    own = bruno.follow(opened)
    approved = anna.follow(anna.submit(page, f"{page}/approva"))

    assert f'href="/console{NEW}?caso-0={number}"' in offered.html
    assert (short.status, ">\nbreve</textarea>" in short.html) == (422, True)
    assert "Nessuno è stato avvisato: va detto subito a un amministratore" in own.text
    assert f"{page}/approva" not in own.forms
    assert "decide un amministratore, un'altra persona" in own.text
    assert approved.title.endswith("da sigillare")
    assert NEW not in bruno.get(case).html
    assert NEW not in office.office(Role.ADMINISTRATOR).get(case).html
    assert office.office(Role.ADMINISTRATOR).get(NEW).status == 403
    assert office.office(Role.OPERATOR).get("/fascicoli").status == 403


def test_other_cases_of_the_same_person_are_ticked_on_the_case_and_go_into_the_file(
    office: ConsoleTown,
) -> None:
    citizen = office.town.joins().id
    first, second, third = (case_of(office, citizen, number, breach=Breach.THREAT) for number in (1, 2, 3))
    bruno, anna = of_moderation(office), office.office(Role.ADMINISTRATOR)
    ids = {page: page.rpartition("/")[2] for page in (first, second, third)}

    offered = bruno.get(first)
    asked = bruno.get(NEW, **{"caso-0": ids[first], "caso-1": ids[second]})
    short = bruno.submit(asked, NEW, {"reason": "breve"})
    before = anna.get("/fascicoli/in-attesa")
    opened = bruno.submit(short, NEW, {"reason": WHY})
    page = bruno.follow(opened)
    hers, his = anna.get("/fascicoli/in-attesa"), bruno.get("/fascicoli/in-attesa")

    assert all(f'value="{ids[each]}"' in offered.html for each in (second, third))
    assert [value for name, value in short.forms[NEW] if name == "cases[]"] == [ids[first], ids[second]]
    assert f"/ordine/casi/{ids[second]}" in page.html
    assert f"/ordine/casi/{ids[third]}" not in page.html
    assert before.html.strip() == ""
    assert f"/console{opened.leads_to}" in hers.html
    assert "aspetta l'approvazione" in hers.text
    assert (his.status, "/console/fascicoli/in-attesa" in anna.get("/").html) == (403, True)
    assert f'value="{ids[second]}"' not in bruno.get(third).html  # held by now


def test_a_file_is_opened_from_messages_that_are_ticked_in_their_conversation(office: ConsoleTown) -> None:
    body, _ = threatens(office.town)
    bruno, conversation = of_moderation(office), str(body["conversation"])
    (message,) = cast("list[str]", body["messages"])

    offered = bruno.get(f"/sportello/{conversation}")
    asked = bruno.get(NEW, **{"conversazione": conversation, "messaggio-1": message})
    opened = bruno.submit(bruno.submit(asked, NEW, {"reason": "breve"}), NEW, {"reason": WHY})

    assert f'name="messaggio-1" value="{message}"' in offered.html
    assert "1 messaggio scelto" in asked.text
    assert "1 messaggio di una sola persona" in bruno.follow(opened).text


def test_what_a_page_shows_by_itself_is_no_reading_and_a_reading_is_in_the_custody(
    office: ConsoleTown,
) -> None:
    page = proposed(office)
    anna = office.office(Role.ADMINISTRATOR)

    before = anna.get(page)
    unapproved = anna.submit(page, f"{page}/leggi")
    anna.submit(page, f"{page}/approva")
    read = anna.submit(page, f"{page}/leggi")

    for shown in (before, unapproved):
        assert THREAT not in shown.text
    assert "Catena di custodia" not in before.text
    assert THREAT in read.text
    assert "4 atti" in read.text  # proposed, read, approved, read
    assert "codice 7d0a9c55 proposto" in read.text
    assert "Anna Bianchi (tu) letto" in read.text


def test_the_facts_are_written_by_line_and_what_was_written_comes_back(office: ConsoleTown) -> None:
    page = proposed(office)
    bruno = of_moderation(office)
    facts = {
        "essential": FACTS["essential"],
        "sources:lines": "il messaggio allegato",
        "victims:lines": "il personale dell'ufficio\n\n chi era in sala ",
        "accused": "a" * 2001,
    }

    refused = bruno.submit(bruno.submit(page, f"{page}/leggi"), f"{page}/fatti", facts)
    bruno.submit(refused, f"{page}/fatti", {"accused": ""})
    read = bruno.submit(page, f"{page}/leggi")

    assert (refused.status, dict(refused.forms[f"{page}/fatti"])["victims:lines"]) == (
        422,
        facts["victims:lines"],
    )
    written = dict(read.forms[f"{page}/fatti"])
    assert written["victims:lines"] == "il personale dell'ufficio\nchi era in sala"
    assert written["essential"] == FACTS["essential"]
    assert "Scrivi i fatti" not in bruno.get(page).text


def test_a_sealed_file_is_downloaded_whole_corrected_and_noted_as_sent(office: ConsoleTown) -> None:
    page = proposed(office)
    anna, bruno = office.office(Role.ADMINISTRATOR), of_moderation(office)
    anna.submit(page, f"{page}/approva")
    without_facts = anna.submit(page, f"{page}/sigilla")
    reading = bruno.submit(page, f"{page}/leggi")
    bruno.submit(reading, f"{page}/fatti", {"essential": str(FACTS["essential"])})

    sealed = anna.follow(anna.submit(page, f"{page}/sigilla"))
    file = anna.submit(page, f"{page}/esporta").answer
    bruno.submit(page, f"{page}/correzione", {"text": "L'operatrice in turno era un'altra."})
    mail = {"to": "Procura della Repubblica", "reference": "PEC prot. 4821/2026"}
    sent = anna.follow(anna.submit(page, f"{page}/inviato", mail))
    read = anna.submit(page, f"{page}/leggi")

    assert without_facts.status == 409
    assert "Aspetta l'esportazione e l'invio" in sealed.text
    assert file.headers["content-type"] == "application/zip"
    assert problems(base64.b64decode(file.body), APP_SECRET) == []
    assert file.in_base64
    assert "impronta del manifesto" in read.text
    assert "L'operatrice in turno era un'altra." in read.text
    assert "riferimento: PEC prot. 4821/2026" in read.text
    assert "Inviato all'autorità" in sent.text
    assert f"{page}/esporta" not in bruno.get(page).forms


def test_a_file_is_released_by_another_administrator_after_72_hours(office: ConsoleTown) -> None:
    page = proposed(office)
    anna, carla = (
        office.office(Role.ADMINISTRATOR),
        office.office(Role.ADMINISTRATOR, person=COLLEAGUE, name="Carla Verdi"),
    )
    anna.submit(page, f"{page}/approva")

    asked = anna.follow(anna.submit(page, f"{page}/rilascio", {"reason": OVER}))
    early, listed = carla.get(page), carla.get("/proposte")
    office.town.later(hours=72)
    carla = office.office(Role.ADMINISTRATOR, person=COLLEAGUE, name="Carla Verdi")
    shown = carla.get(page)
    seen = shown.html.partition('name="seen" value="')[2].partition('"')[0]
    unread = carla.submit(shown, f"{page}/rilascio/conferma")
    done = carla.follow(carla.submit(shown, f"{page}/rilascio/conferma", {"seen": seen}))

    assert "Non è ancora cambiato niente" in asked.text
    assert "Questa proposta è tua" in asked.text
    assert "Nessuno può ancora confermarla" in early.text
    assert f"{page}/rilascio/conferma" not in early.forms
    assert f'href="/console{page}"' in listed.html
    assert unread.status == 422
    assert done.title.endswith("rilasciato")
    assert OVER in done.text
    assert f"{page}/leggi" not in done.forms
    assert "Rilasciati" in carla.get("/fascicoli").text


def test_who_proposed_a_release_takes_it_back(office: ConsoleTown) -> None:
    page = proposed(office)
    anna = office.office(Role.ADMINISTRATOR)
    anna.submit(page, f"{page}/approva")
    anna.submit(page, f"{page}/rilascio", {"reason": OVER})

    back = anna.follow(anna.submit(page, f"{page}/rilascio/annulla"))

    assert "il fascicolo resta trattenuto" in back.text
    assert f"{page}/rilascio" in back.forms


def test_the_list_says_what_each_file_waits_for(office: ConsoleTown) -> None:
    empty = of_moderation(office).get("/fascicoli")
    page = proposed(office)
    anna = office.office(Role.ADMINISTRATOR)
    waiting = anna.get("/fascicoli")

    refused = anna.follow(anna.submit(page, f"{page}/rifiuta", {"reason": OVER}))

    assert "Non c'è nessun fascicolo" in empty.text
    assert "Aspetta un amministratore diverso da chi l'ha proposto" in waiting.text
    assert WHY in waiting.text
    assert refused.title.endswith("rifiutato")
    assert WHY not in anna.get("/fascicoli").text
    assert OVER in anna.get("/fascicoli").text


def test_an_approval_asks_whoever_signed_in_long_ago_to_do_it_again(office: ConsoleTown) -> None:
    page = proposed(office)
    town, settings = office.town, office.town.evidence_settings
    offices = EvidenceOffices(settings, town.client, town.log)
    strict = replace(settings, fresh_sign_in=timedelta(minutes=15))
    office.evidence.calls = evidence_calls(strict, offices, town.log, lambda: town.now)
    anna = office.office(Role.ADMINISTRATOR)
    shown = anna.get(page)
    town.later(minutes=16)

    asked = anna.submit(shown, f"{page}/approva")

    assert (asked.status, asked.title.startswith("Manca un passo")) == (409, True)
    assert f"{page}/approva" in asked.forms
    assert anna.get(page).title.endswith("da approvare")


def test_the_visitor_has_one_session_one_menu_and_one_door(office: ConsoleTown) -> None:
    """Of two functions: nobody signs in at this one."""
    bruno = of_moderation(office)
    menus = [
        bruno.get(path).html.partition('aria-label="Sezioni"')[2].partition("</nav>")[0]
        for path in ("/ordine", "/fascicoli")
    ]

    stranger = office.browser().get("/fascicoli")
    bruno.submit("/fascicoli", "/esci")

    assert [menu.count("<li>") for menu in menus] == [menus[0].count("<li>")] * 2
    assert 'href="/console/fascicoli" aria-current="page"' in menus[1]
    assert stranger.status == 401
    assert "/console/entra?poi=/fascicoli" in stranger.html
    assert bruno.get("/fascicoli").status == 401


def test_each_function_asks_only_for_what_it_has_an_office_for() -> None:
    for modules, of_evidence in ((MODULES, False), (EVIDENCE_MODULES, True)):
        screens = list_screens(modules)
        paths = [each.path for screen in screens for each in screen.pages]
        paths += [each.path for screen in screens for each in screen.forms]
        addresses = [each.address for screen in screens for each in screen.forms]
        addresses += [each.address for screen in screens for each in screen.downloads]

        assert {f"{each}/".startswith("/fascicoli/") for each in paths} == {of_evidence}
        assert {find_resource(each) == EVIDENCE for each in addresses} == {of_evidence}
