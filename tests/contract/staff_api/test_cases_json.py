"""The public JSON of the casebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.contract.staff_api.recording import FOLDER, promised
from tests.fakes.cases import proposed
from urp.acts.model import Role
from urp.inbound.model import Effect
from urp.meaning.breaches import Breach

if TYPE_CHECKING:
    from tests.contract.staff_api.recording import Recorder
    from tests.integration.staff_town import StaffTown


def test_a_breach_the_rules_missed(town: StaffTown, recorder: Recorder) -> None:
    operator, moderator = town.staff(Role.OPERATOR), town.staff(Role.MODERATOR)
    conversation = town.asks(town.joins(), "Il vostro collega ruba, scrivetemi al 333 0000001")
    message = operator.get(f"/staff/conversations/{conversation}").json["messages"][0]["id"]
    found = {
        "conversation": str(conversation),
        "message": message,
        "breach": "defamation",
        "reason": "accusa una persona per nome",
    }

    opened = recorder.call("case_opened", operator, "POST /staff/cases", found, key="case-0001")
    case = f"/staff/cases/{opened.json['id']}"
    recorder.call("case_opened_twice", operator, "POST /staff/cases", found, key="case-0002")
    recorder.call("cases_proposed", moderator, "GET /staff/cases", query={"state": "proposed"})
    recorder.call("case", operator, f"GET {case}")
    query = {"reveal": "text", "reason": "authority"}
    recorder.call("case_with_the_whole_text", moderator, f"GET {case}", query=query)
    recorder.call("cases_refused_to_a_reader", town.staff(Role.READER), "GET /staff/cases")
    recorder.call("case_text_refused", operator, f"GET {case}", query=query)

    assert recorder.kept == promised(recorder.kept)


def test_what_a_person_decides(town: StaffTown, recorder: Recorder) -> None:
    moderator, operator = town.staff(Role.MODERATOR), town.staff(Role.OPERATOR)
    case = f"/staff/cases/{_proposed(town, 1, Breach.OFFENSIVE_LANGUAGE)}"
    steps = f"POST {case}/steps"
    warned = {"step": "warned", "reason": "insulto agli impiegati"}

    recorder.call("case_warned", moderator, steps, warned, key="step-0001")
    recorder.call("case_warned_repeated", moderator, steps, warned, key="step-0001")
    recorder.call("case_warned_twice", moderator, steps, warned, key="step-0002")
    blocked = {"step": "blocked", "reason": "continua a insultare", "until": "2027-02-23T09:30"}
    recorder.call("case_blocked_too_early", moderator, steps, blocked, key="step-0003")
    skipped = {**blocked, "beyond_ladder": "insulti a ogni risposta, per una settimana"}
    recorder.call("case_blocked", moderator, steps, skipped, key="step-0004")
    recorder.call("case_step_by_an_operator", operator, steps, warned, key="step-0005")
    wrong = {**warned, "until": "2027-02-23T09:30"}
    recorder.call("case_step_with_a_field_too_many", moderator, steps, wrong, key="step-0006")
    recorder.call("cases_decided", moderator, "GET /staff/cases", query={"state": "decided"})

    assert recorder.kept == promised(recorder.kept)


def test_a_block_that_ends_on_the_citizens_page(town: StaffTown, recorder: Recorder) -> None:
    moderator = town.staff(Role.MODERATOR)
    for number, name in ((1, "case_block_lifted"), (2, "case_block_replaced")):
        case = f"/staff/cases/{_proposed(town, number, Breach.THREAT)}"
        step = {"step": "blocked", "reason": "minaccia", "beyond_ladder": "minaccia di morte"}
        blocked = moderator.post(
            f"{case}/steps", {**step, "until": "2027-02-23T09:30"}, key=f"step-000{number}"
        )
        citizen = f"/staff/citizens/{blocked.json['citizen']}"
        if name == "case_block_lifted":
            moderator.post(f"{citizen}/unblock", {"reason": "si è scusato"})
        else:
            moderator.post(
                f"{citizen}/block",
                {"breach": "spam", "reason": "tre volte", "until": "2026-12-25T09:00"},
                key="block-01",
            )
        recorder.call(name, moderator, f"GET {case}")

    assert recorder.kept == promised(recorder.kept)


def test_a_threat_and_the_year(town: StaffTown, recorder: Recorder) -> None:
    case = f"/staff/cases/{_proposed(town, 1, Breach.THREAT)}"
    for number in range(2, 8):
        _proposed(town, number, Breach.SPAM)

    operator = town.staff(Role.OPERATOR)
    recorder.call("case_acknowledged", operator, f"POST {case}/acknowledge", {})
    recorder.call("case_figures", town.staff(Role.READER), "GET /staff/cases/figures", query={"year": "2026"})

    assert recorder.kept == promised(recorder.kept)


def test_what_rules_hid_and_nobody_has_looked_at(town: StaffTown, recorder: Recorder) -> None:
    seen = f"/staff/cases/{_proposed(town, 1, Breach.FUND_RAISING)}"
    _proposed(town, 2, Breach.SPAM)
    operator = town.staff(Role.OPERATOR)
    operator.post(f"{seen}/acknowledge", {})
    town.later(hours=25)
    _proposed(town, 3, Breach.PROMOTION)

    recorder.call("cases_unread", operator, "GET /staff/cases", query={"unread": "true"})
    wrong = {"unread": "true", "state": "decided"}
    recorder.call("cases_unread_and_decided", operator, "GET /staff/cases", query=wrong)

    assert recorder.kept == promised(recorder.kept)


def _proposed(town: StaffTown, number: int, breach: Breach) -> str:
    """As the rules leave it."""
    citizen = town.joins()
    opening = proposed(number, citizen=citizen.id, breach=breach, at=town.now)
    town.stores(Effect(f"wamid.case.{number}", cases=(opening,)))
    return str(opening.case.id)


def test_the_year_for_a_spreadsheet(town: StaffTown) -> None:
    for number in range(1, 8):
        _proposed(town, number, Breach.SPAM)

    asked = town.staff(Role.READER).get("/staff/cases/figures", year="2026", format="csv")

    assert asked.text.encode() == (FOLDER / "case_figures.csv").read_bytes()
    assert asked.headers["content-disposition"] == 'attachment; filename="moderazione-2026.csv"'
