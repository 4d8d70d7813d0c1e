"""A notice that recurs is said in words, read with its next days, and approved for a time by another."""

from __future__ import annotations

from tests.integration.console.console_town import ConsoleTown
from tests.integration.staff_town import APPROVER_ID
from urp.acts.model import Role

WORDS = {
    "title": "Mercato",
    "parameters.servizio": "mercato in piazza",
    "parameters.quando": "il primo lunedì",
    "link": "https://www.roccaserena.example/mercato",
    "rule": "ogni primo lunedì",
    "start": "2026-12-01",
}
ALL = "/avvisi/ricorrenti"


def test_a_recurring_notice_is_said_in_words_and_approved_by_another(office: ConsoleTown) -> None:
    editor = office.office(Role.EDITOR)
    approver = office.office(Role.APPROVER, person=APPROVER_ID, name="Bruno Verdi")
    form = editor.get(f"{ALL}/nuovo", modello="novita")

    wrong = editor.submit(form, f"{ALL}/nuovo", {**WORDS, "rule": "ogni tanto"})
    written = editor.submit(form, f"{ALL}/nuovo", WORDS)
    one = written.leads_to
    page = editor.follow(written)
    unread = approver.submit(one, f"{one}/approva")
    approved = approver.follow(approver.submit(one, f"{one}/approva", {"seen": _box(approver.get(one).html)}))
    changed = editor.follow(editor.submit(f"{one}/modifica", f"{one}/modifica", {"rule": "ogni martedì"}))
    paused = editor.follow(editor.submit(one, f"{one}/sospendi"))

    assert (wrong.status, "Ogni quanto : non si capisce" in wrong.text) == (422, True)
    assert page.title == "«Mercato»: il primo lunedì del mese alle 9, dal 1º dicembre 2026"
    for words in (
        "lunedì 7 dicembre 2026 alle 9",
        "cambia un servizio: mercato in piazza",
        "a tutte le persone",
    ):
        assert words in page.text
    assert unread.status == 422
    assert "Approvato da Bruno Verdi" in approved.text
    assert "ogni uscita aspetta" in changed.text
    assert "Stato sospeso" in paused.text
    assert "Mercato sospeso: ogni martedì" in editor.get(ALL).text
    assert editor.submit(one, f"{one}/elimina").leads_to == ALL


def _box(html: str) -> str:
    return html.partition('name="seen" value="')[2].partition('"')[0]
