"""The public JSON and the sheet of what was sent to other channels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.contract.staff_api.recording import FOLDER, promised
from tests.integration.sent_elsewhere import sent_elsewhere
from urp.acts.model import Role
from urp.town.municipality.codes import RedirectKind

if TYPE_CHECKING:
    from tests.contract.staff_api.recording import Recorder
    from tests.integration.staff_town import StaffTown


def a_month(town: StaffTown) -> None:
    """Six holes, five bins, a bench and two trees of one day; one complaint; then two more holes."""
    anna = town.joins()
    hole = "C'è una buca in via Roma"
    one_day = (
        [hole] * 6 + ["I cassonetti sono pieni"] * 5 + ["La panchina è rotta"] + ["Un albero è caduto"] * 2
    )
    for number, text in enumerate(one_day):
        sent_elsewhere(town, anna, text, number)
    sent_elsewhere(town, anna, "Reclamo per la mensa", 100, RedirectKind.COMPLAINT)
    town.later(days=1)
    sent_elsewhere(town, anna, hole, 101)
    sent_elsewhere(town, anna, hole, 102)


def test_a_month_of_redirects(town: StaffTown, recorder: Recorder) -> None:
    a_month(town)
    reader = town.staff(Role.READER)

    recorder.call("redirects", reader, "GET /staff/redirects", query={"month": "2026-11"})
    backwards = {"month": "2026-11", "to": "2026-10"}
    recorder.call("redirects_refused_months", reader, "GET /staff/redirects", query=backwards)

    assert recorder.kept == promised(recorder.kept)


def test_the_sheet_of_a_month_of_redirects(town: StaffTown) -> None:
    a_month(town)

    answer = town.staff(Role.READER).get("/staff/redirects", month="2026-11", format="csv")

    assert answer.text.encode() == (FOLDER / "redirects.csv").read_bytes()
    assert answer.headers["content-disposition"] == 'attachment; filename="indirizzate-altrove-2026-11.csv"'


def test_the_sheets_of_a_year_stand_one_under_the_other(town: StaffTown) -> None:
    a_month(town)

    answer = town.staff(Role.READER).get("/staff/redirects", month="2026-10", to="2026-12")

    assert [month["month"] for month in answer.json["months"]] == ["2026-10", "2026-11", "2026-12"]
    assert [month["kinds"][0]["total"] for month in answer.json["months"]] == [None, 16, None]


def test_a_quarter_is_summed_before_anything_is_hidden(town: StaffTown) -> None:
    a_month(town)

    answer = town.staff(Role.READER).get("/staff/redirects", month="2026-10", to="2026-12", together="true")

    assert [month["month"] for month in answer.json["months"]] == ["2026-10/2026-12"]
    assert answer.json["months"][0]["kinds"][0]["total"] == 16
    assert len(answer.json["months"][0]["kinds"][0]["days"]) == 92


def test_what_was_misread_is_put_right(town: StaffTown, recorder: Recorder) -> None:
    anna, operator = town.joins(), town.staff(Role.OPERATOR)
    hole = sent_elsewhere(town, anna, "C'è una buca in via Roma: chiamatemi al 333 0000001", 1)
    path = f"/staff/redirects/messages/{hole}"

    recorder.call("redirect_messages", operator, "GET /staff/redirects/messages")
    right = {"kind": "complaint", "category": "MARCIAPIEDI"}
    recorder.call("redirect_corrected", operator, f"PUT {path}", right)
    recorder.call("redirect_is_a_question", operator, f"POST {path}/question", key="question-01")
    recorder.call("redirect_is_a_question_repeated", operator, f"POST {path}/question", key="question-01")
    recorder.call("redirect_already_a_question", operator, f"POST {path}/question", key="question-02")

    assert recorder.kept == promised(recorder.kept)


def test_a_question_is_sent_on_by_hand(town: StaffTown, recorder: Recorder) -> None:
    operator = town.staff(Role.OPERATOR)
    talk = town.asks(town.joins(), "I cassonetti di via Roma")
    shown = operator.get(f"/staff/conversations/{talk}").json
    report = {
        "conversation": str(talk),
        "message": shown["messages"][0]["id"],
        "kind": "report",
        "category": "RIFIUTI",
        "seen": shown["said"],
    }

    asked = {name: str(report[name]) for name in ("conversation", "kind", "category")}
    recorder.call("redirect_preview", operator, "GET /staff/redirects/preview", query=asked)
    recorder.call("redirect_by_hand", operator, "POST /staff/redirects/messages", report, key="by-hand-1")
    recorder.call(
        "redirect_by_hand_unread", operator, "POST /staff/redirects/messages", report, key="by-hand-2"
    )

    assert recorder.kept == promised(recorder.kept)
