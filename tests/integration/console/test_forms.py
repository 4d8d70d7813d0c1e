"""What happens to a form: done once, refused as typed, never lost, and never sent by another site."""

from __future__ import annotations

from dataclasses import replace

from tests.fakes.staff_calls import STAFF_ID
from tests.integration.console.console_town import Browser, ConsoleTown, Shown
from urp.acts.model import Role
from urp.acts.store.staff import StaffRegister
from urp.console.sessions import WHOLE

DAY = "/calendario/2026-12-24"
CLOSING = f"{DAY}/chiusura"
REASON = "chiusura <b>straordinaria</b> per l'inventario"


def _fields(browser: Browser) -> list[tuple[str, str]]:
    there = [(name, value) for name, value in browser.get(DAY).forms[CLOSING] if name != "reason"]
    return [*there, ("reason", REASON)]


def _reason_of_the_day(office: ConsoleTown) -> str | None:
    day = office.town.staff(Role.READER).get("/staff/calendar", first="2026-12-24", days="1")
    reason: str | None = day.json["days"][0]["reason"]
    return reason


def test_a_form_that_was_done_leads_to_a_page_that_says_so_once(office: ConsoleTown) -> None:
    editor = office.office(Role.EDITOR)

    done = editor.post(CLOSING, _fields(editor))

    assert (done.status, done.leads_to) == (303, DAY)
    assert "Deciso:" in editor.follow(done).text
    assert "Deciso:" not in editor.get(DAY).text
    assert _reason_of_the_day(office) == REASON


def test_another_site_cannot_have_a_form_sent(office: ConsoleTown) -> None:
    editor = office.office(Role.EDITOR)
    fields = _fields(editor)

    for headers in (
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": "https://evil.example"},
        {},
    ):
        assert replace(editor, headers=headers).post(CLOSING, fields).status == 403
    assert _reason_of_the_day(office) is None
    older = replace(editor, headers={"origin": "https://urp.roccaserena.example"})
    assert older.post(CLOSING, fields).status == 303


def _typed_again(shown: Shown) -> dict[str, str]:
    (action,) = shown.forms
    assert action == CLOSING
    return dict(shown.forms[action])


def test_what_was_typed_when_the_session_had_ended_is_sent_after_signing_in_again(
    office: ConsoleTown,
) -> None:
    editor = office.office(Role.EDITOR)
    fields = _fields(editor)
    office.town.later(hours=WHOLE.total_seconds() / 3600)

    ended = editor.post(CLOSING, fields)
    again = office.office(Role.EDITOR)  # in another tab of the same browser
    asked = again.post(CLOSING, list(_typed_again(ended).items()))
    done = again.post(CLOSING, list(_typed_again(asked).items()))

    assert (ended.status, asked.status, done.status) == (401, 409, 303)
    assert _typed_again(ended)["reason"] == REASON
    assert "<b>" not in ended.html
    assert _reason_of_the_day(office) == REASON


def test_what_was_typed_when_all_sessions_were_ended_elsewhere_is_shown_again(office: ConsoleTown) -> None:
    editor, reading = office.office(Role.EDITOR), office.office(Role.EDITOR)
    fields = _fields(editor)
    StaffRegister(office.town.tables, lambda: office.town.now).sign_out(STAFF_ID, office.town.now)

    ended = editor.post(CLOSING, fields)

    assert "Questo accesso è stato chiuso: entra di nuovo." in reading.get("/").text
    assert ended.status == 401
    assert _typed_again(ended)["reason"] == REASON
    assert editor.get("/").status == 401


def test_a_form_of_another_session_is_not_done_but_shown_to_be_sent(office: ConsoleTown) -> None:
    first, second = office.office(Role.EDITOR), office.office(Role.EDITOR, name="Bruno Verdi")

    shown = second.post(CLOSING, _fields(first))

    assert shown.status == 409
    assert "Non è stato inviato niente." in shown.text
    assert "adesso è di Bruno Verdi" in shown.text  # at one desk two people sign in
    assert _reason_of_the_day(office) is None


def test_a_form_is_refused_to_who_lost_the_role_since_the_page_was_shown(office: ConsoleTown) -> None:
    editor = office.office(Role.EDITOR)
    fields = _fields(editor)
    reader = office.office(Role.READER)
    token = dict(reader.get(DAY).forms["/esci"])["form_token"]

    refused = reader.post(
        CLOSING, [(name, token if name == "form_token" else value) for name, value in fields]
    )

    assert refused.status == 403
    assert _reason_of_the_day(office) is None


def test_a_body_that_is_no_form_of_ours_changes_nothing(office: ConsoleTown) -> None:
    editor = office.office(Role.EDITOR)
    token = dict(editor.get(DAY).forms[CLOSING])["form_token"]

    for more in ([("reason.deep", "x"), ("reason", "y")], [("slots", "x")], [("unknown", "x")]):
        refused = editor.post(CLOSING, [("form_token", token), *more])
        assert refused.status in (400, 422), more
    assert _reason_of_the_day(office) is None
