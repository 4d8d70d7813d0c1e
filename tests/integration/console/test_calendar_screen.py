"""The office reads its calendar and decides for single days."""

from __future__ import annotations

from tests.integration.console.console_town import ConsoleTown
from urp.acts.model import Role

EVE = "/calendario/2026-12-24"


def test_thirty_days_say_in_words_when_the_desk_is_open_and_why_it_is_not(office: ConsoleTown) -> None:
    reader = office.office(Role.READER)

    page = reader.get("/calendario")
    earlier = reader.get("/calendario", da="2026-10-26")

    assert 'href="/console/calendario?da=2026-10-26"' in page.html
    assert 'href="/console/calendario?da=2026-12-25"' in page.html
    assert "Oggi, mercoledì 25 novembre 2026 dalle 8:30 alle 12:30" in page.text
    assert "martedì 8 dicembre 2026 chiuso Festa: Immacolata Concezione." in page.text
    assert "Da lunedì 26 ottobre 2026 a martedì 24 novembre 2026" in earlier.text
    assert "Oggi," not in earlier.text


def test_a_day_is_closed_given_other_hours_and_made_ordinary_again(office: ConsoleTown) -> None:
    editor = office.office(Role.EDITOR)

    closed = editor.follow(editor.submit(EVE, f"{EVE}/chiusura", {"reason": "vigilia di Natale"}))
    spans = ["09:00", "10:00", "22:00", "00:00"]
    open_late = editor.follow(editor.submit(EVE, f"{EVE}/orario", {"slots[]:span": spans}))
    usual = editor.follow(editor.submit(EVE, f"{EVE}/come-al-solito"))

    assert "Deciso: giovedì 24 dicembre 2026 lo sportello è chiuso tutto il giorno." in closed.text
    assert "vigilia di Natale. Si riapre" in closed.text
    assert "lo sportello è aperto dalle 9 alle 10 e dalle 22 a mezzanotte." in open_late.text
    assert [value for name, value in open_late.forms[f"{EVE}/orario"] if name == "slots[]:span"] == spans
    assert ("reason", "vigilia di Natale") in open_late.forms[f"{EVE}/orario"]
    assert "Il giorno è di nuovo come al solito." in usual.text
    assert f"{EVE}/come-al-solito" not in usual.forms


def test_hours_that_are_none_come_back_as_typed_and_close_nothing(office: ConsoleTown) -> None:
    editor = office.office(Role.EDITOR)

    none = editor.submit(EVE, f"{EVE}/orario", {"slots[]:span": ["", "", "", ""], "reason": "vigilia"})
    half = editor.submit(EVE, f"{EVE}/orario", {"slots[]:span": ["", "", "15:00", ""], "reason": "vigilia"})

    assert (none.status, half.status) == (422, 422)
    assert "Orario : manca" in none.text
    assert "una fascia si scrive" in half.text
    assert ("slots[]:span", "15:00") in half.forms[f"{EVE}/orario"]
    assert "come-al-solito" not in editor.get(EVE).html


def test_several_days_are_closed_at_once_or_none(office: ConsoleTown) -> None:
    editor, page = office.office(Role.EDITOR), "/calendario/chiusura"
    holidays = {"first": "2026-12-28", "last": "2026-12-31", "reason": "ferie"}

    backwards = editor.submit(page, page, {**holidays, "last": "2026-12-27"})
    closed = editor.follow(editor.submit(page, page, holidays))

    assert backwards.status == 422
    assert "Fino al giorno : è prima del primo giorno" in backwards.text
    assert ("reason", "ferie") in backwards.forms[page]
    assert "chiuso da lunedì 28 dicembre 2026 a giovedì 31 dicembre 2026 compresi" in closed.text
    assert editor.get("/calendario", da="2026-12-28").text.count("Deciso dall'ufficio: ferie.") == 4
    assert "Chiudi lo sportello" not in office.office(Role.READER).get("/calendario").text


def test_who_only_reads_and_a_day_that_is_over_have_no_forms(office: ConsoleTown) -> None:
    reader, editor = office.office(Role.READER), office.office(Role.EDITOR)

    assert "lo chiude, lo accorcia o lo apre chi è in redazione" in reader.get(EVE).text
    assert "Questo giorno è passato" in editor.get("/calendario/2026-11-24").text
    assert "/calendario/2026-11-24/chiusura" not in editor.get("/calendario/2026-11-24").forms
    assert editor.get("/calendario/domani").status == 404
