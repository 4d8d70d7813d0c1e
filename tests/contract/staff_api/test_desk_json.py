"""Two people at one desk, as the office's programs see it: one file per exchange."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.contract.staff_api.recording import Recorder, promised
from tests.integration.desk_stores import hire
from urp.acts.model import Role

if TYPE_CHECKING:
    from tests.integration.staff_town import StaffTown

COLLEAGUE = "c2d5f1e3-8b6a-4d2f-9e10-7a8b9c0d1e2f"
THIRD_COLLEAGUE = "3b0f6d1e-5a4c-4e7b-8f21-6d5c4b3a2f10"
THIRD_PERSON = "Mia vicina è Anna, RSSNNA80A41A271Z, tel. 333 0000123: a che ora apre l'anagrafe?"


def test_who_holds_it_answers_it(town: StaffTown, recorder: Recorder) -> None:
    operator = town.staff(Role.OPERATOR)
    colleague = replace(operator, member=COLLEAGUE)
    talk = f"/staff/conversations/{town.asks(town.joins())}"
    answer = {"text": "Dalle 9 alle 13.", "seen": 1}

    recorder.call("conversation_taken", operator, f"POST {talk}/take", {})
    recorder.call("conversations_mine", operator, "GET /staff/conversations", query={"held": "mine"})
    recorder.call("conversation_writing", operator, f"POST {talk}/writing")
    recorder.call("answer_while_a_colleague_holds", colleague, f"POST {talk}/answers", answer, key="answer-1")
    recorder.call("conversation_no_longer_writing", operator, f"DELETE {talk}/writing")
    strange = {"to": THIRD_COLLEAGUE}
    recorder.call("conversation_given_to_nobody", operator, f"POST {talk}/give", strange, key="give-0000")
    hire(town.tables, COLLEAGUE, Role.OPERATOR)
    given = {"to": COLLEAGUE, "note": "Aspetta l'anagrafe, poi rispondi tu."}
    recorder.call("conversation_given", operator, f"POST {talk}/give", given, key="give-0001")
    recorder.call("answer_to_what_moved_on", colleague, f"POST {talk}/answers", answer, key="answer-2")
    note = {"text": "L'anagrafe conferma l'orario."}
    recorder.call("conversation_noted", colleague, f"POST {talk}/notes", note, key="note-0001")
    recorder.call("conversation_released", colleague, f"POST {talk}/release", {})
    closing = {"seen": 3}
    recorder.call("conversation_closed_by_a_colleague", operator, f"POST {talk}/close", closing)
    recorder.call("conversation_reopened", operator, f"POST {talk}/reopen")
    recorder.call("conversation_with_notes", operator, f"GET {talk}")

    assert recorder.kept == promised(recorder.kept)


def test_what_is_nobody_elses_business_is_masked(town: StaffTown, recorder: Recorder) -> None:
    operator = town.staff(Role.OPERATOR)
    talk = f"/staff/conversations/{town.asks(town.joins(), THIRD_PERSON)}"
    why = {"reveal": "text", "reason": "answer"}

    recorder.call("conversation_masked", operator, f"GET {talk}")
    recorder.call("conversation_whole_text_refused", operator, f"GET {talk}", query=why)
    operator.post(f"{talk}/take")
    recorder.call("conversation_whole_text", operator, f"GET {talk}", query=why)

    assert recorder.kept == promised(recorder.kept)


def test_monday_morning(town: StaffTown, recorder: Recorder) -> None:
    operator = town.staff(Role.OPERATOR)
    town.asks(town.joins())
    town.later(hours=2)
    town.asks(town.joins())
    town.later(hours=23)

    recorder.call("conversations_overdue", operator, "GET /staff/conversations")
    recorder.call("conversations_resumed", operator, "POST /staff/conversations/resume-ended", {})

    assert recorder.kept == promised(recorder.kept)


def test_canned_replies(town: StaffTown, recorder: Recorder) -> None:
    operator = town.staff(Role.OPERATOR)
    new = {
        "title": "Anagrafe: orari",
        "text": "L'anagrafe è aperta {giorni}, dalle 9 alle 12.",
        "link": "https://www.roccaserena.example/anagrafe",
        "verified": True,
    }

    written = recorder.call(
        "canned_written", operator, "POST /staff/canned-replies", new, key="canned-1"
    ).json
    one = f"/staff/canned-replies/{written['id']}"
    elsewhere = {**new, "link": "https://roccaserena.example.elsewhere.example/"}
    recorder.call(
        "canned_with_a_strange_link", operator, "POST /staff/canned-replies", elsewhere, key="canned-2"
    )
    recorder.call(
        "canned_found", operator, "GET /staff/canned-replies", query={"q": "orari", "to_verify": "true"}
    )
    recorder.call("canned_of_the_profile", operator, "GET /staff/canned-replies/biblioteca")
    recorder.call("canned_verified", operator, "POST /staff/canned-replies/biblioteca/verify")
    changed = {**new, "text": "L'anagrafe è aperta {giorni}.", "verified": False, "version": 1}
    recorder.call("canned_changed", operator, f"PUT {one}", changed)
    recorder.call("canned_changed_meanwhile", operator, f"PUT {one}", changed)
    recorder.call("canned_preview", operator, f"POST {one}/preview", {"fields": {"giorni": "da lunedì"}})
    recorder.call("canned_preview_with_a_gap", operator, f"POST {one}/preview", {"fields": {}})
    talk = f"/staff/conversations/{town.asks(town.joins())}"
    answer = {"canned": written["id"], "fields": {"giorni": "ogni giorno"}, "seen": 1}
    recorder.call("answer_from_a_canned_reply", operator, f"POST {talk}/answers", answer, key="answer-1")
    recorder.call("conversation_with_a_canned_answer", operator, f"GET {talk}")
    recorder.call("canned_deleted", operator, f"DELETE {one}")

    assert recorder.kept == promised(recorder.kept)


def test_the_figures_of_the_desk(town: StaffTown, recorder: Recorder) -> None:
    operator = town.staff(Role.OPERATOR)
    for number in range(5):
        talk = f"/staff/conversations/{town.asks(town.joins())}"
        town.later(minutes=number)
        operator.post(f"{talk}/answers", {"text": "Sì.", "seen": 1}, key=f"answer-{number}")
        operator.post(f"{talk}/close", {"seen": 2})

    reader = town.staff(Role.READER)
    recorder.call("desk_figures", reader, "GET /staff/desk-figures", query={"periods": "2"})
    sheet = reader.call("GET", "/staff/desk-figures", query={"by": "week", "format": "csv", "periods": "1"})

    assert recorder.kept == promised(recorder.kept)
    assert sheet.headers["content-disposition"] == 'attachment; filename="sportello-2026-W48-2026-W48.csv"'
    assert sheet.text.splitlines()[1] == "2026-W48;23/11/2026;29/11/2026;no;5;5;5;5;0;2;4;2;4;2;4;2;4"
