"""Two people at one desk, as the office's programs see it: one file per exchange."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.contract.staff_api.recording import Recorder, promised
from tests.integration.desk_stores import hire
from urp.acts.model import Role
from urp.privacy.store.erasure import ErasureStore

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


def test_a_conversation_is_searched_for(town: StaffTown, recorder: Recorder) -> None:
    operator = town.staff(Role.OPERATOR)
    anna = town.joins()
    town.asks(anna, THIRD_PERSON)
    town.asks(town.joins())
    searching = "POST /staff/conversations/search"

    found = recorder.call("conversations_found_by_words", operator, searching, {"words": "ANAGRAFE vicina"})
    masked = operator.post("/staff/conversations/search", {"words": "RSSNNA80A41A271Z"})
    person = {"phone": f"+{anna.phone}", "reason": "data_subject"}
    hers = recorder.call("conversations_found_by_phone", operator, searching, person)
    recorder.call("conversations_searched_without_a_reason", operator, searching, {"phone": "+393330000001"})
    audit = town.staff(Role.ADMINISTRATOR).get("/staff/audit", day="2026-11-25").json["items"]

    assert recorder.kept == promised(recorder.kept)
    assert [len(each.json["items"]) for each in (found, masked, hers)] == [1, 0, 1]
    assert [(each["act"], each["resource"], each["reason"], each["details"]) for each in audit] == [
        ("conversation.search", "conversations", None, ""),
        ("conversation.search", "conversations", None, ""),
        ("conversation.search", f"citizen/{anna.id}", "data_subject", ""),
    ]


def test_an_answer_is_taken_back_before_it_leaves(town: StaffTown, recorder: Recorder) -> None:
    operator = town.staff(Role.OPERATOR)
    talk = f"/staff/conversations/{town.asks(town.joins())}"
    answer = {"text": "Dalle 9 alle 31.", "seen": 1, "hold_seconds": 5}

    held = recorder.call("answer_held_back", operator, f"POST {talk}/answers", answer, key="answer-1").json
    recorder.call("answer_taken_back", operator, f"DELETE {talk}/answers/{held['id']}")
    at_once = {"text": "Dalle 9 alle 13.", "seen": 3}
    gone = operator.post(f"{talk}/answers", at_once, key="answer-2").json
    recorder.call("answer_gone", operator, f"DELETE {talk}/answers/{gone['id']}")

    assert recorder.kept == promised(recorder.kept)


def test_who_is_looking_and_what_they_began_to_write(town: StaffTown, recorder: Recorder) -> None:
    operator = town.staff(Role.OPERATOR)
    moderator = replace(town.staff(Role.MODERATOR), member=COLLEAGUE)
    colleague = replace(operator, member=COLLEAGUE)
    talk = f"/staff/conversations/{town.asks(town.joins())}"

    moderator.post(f"{talk}/looking")
    recorder.call("conversation_looked_at", operator, f"POST {talk}/looking")
    recorder.call("draft_kept", operator, f"PUT {talk}/draft", {"text": "Dalle 9"})
    recorder.call("draft_read", operator, f"GET {talk}/draft")
    recorder.call("draft_deleted", operator, f"DELETE {talk}/draft")
    seen = operator.get(talk).json["looking"]
    drafts = [each.get(f"{talk}/draft").json["text"] for each in (operator, colleague)]
    town.later(seconds=21)
    later = operator.get(talk).json["looking"]
    audit = town.staff(Role.ADMINISTRATOR).get("/staff/audit", day="2026-11-25").json["items"]

    assert recorder.kept == promised(recorder.kept)
    assert (seen, later, drafts, audit) == ([COLLEAGUE], [], [None, None], [])


def test_a_draft_is_ones_own_and_goes_with_the_citizen(town: StaffTown) -> None:
    operator = town.staff(Role.OPERATOR)
    colleague = replace(operator, member=COLLEAGUE)
    anna = town.joins()
    talk = f"/staff/conversations/{town.asks(anna)}"
    operator.call("PUT", f"{talk}/draft", {"text": "Dalle 9"})

    others = colleague.get(f"{talk}/draft").json
    traces = ErasureStore(town.tables).find_traces(anna, [anna.id])
    for trace in traces:
        if not trace.at_the_end:
            ErasureStore(town.tables).erase(trace, town.now)

    assert others == {"text": None, "at": None}
    assert operator.get(f"{talk}/draft").json == {"text": None, "at": None}


def test_the_queue_tells_when_it_changed(town: StaffTown, recorder: Recorder) -> None:
    operator = town.staff(Role.OPERATOR)
    talk = f"/staff/conversations/{town.asks(town.joins())}"
    versions = []

    def read() -> None:
        versions.append(operator.get("/staff/conversations/version").json["version"])

    recorder.call("conversations_version", operator, "GET /staff/conversations/version")
    read()
    operator.get(talk)
    operator.post(f"{talk}/looking")
    read()
    for deed in (
        lambda: operator.post(f"{talk}/take"),
        lambda: town.asks(town.joins()),
        lambda: operator.post(f"{talk}/answers", {"text": "Dalle 9.", "seen": 1}, key="answer-1"),
    ):
        deed()
        read()

    assert recorder.kept == promised(recorder.kept)
    assert versions[0] == versions[1]
    assert len(set(versions)) == 4


def test_alerts_that_nobody_has_dealt_with(town: StaffTown, recorder: Recorder) -> None:
    talk = town.asks(town.joins())
    town.offices.alerts.raise_alert(talk, "emergency", 0, town.now)

    recorder.call("alerts", town.staff(Role.DUTY), "GET /staff/alerts")

    assert recorder.kept == promised(recorder.kept)
