"""No number and no WhatsApp id of a citizen leaves the API unless a moderator asks for it."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import UUID

from tests.fakes.staff_calls import STAFF_ID
from tests.integration.announcement import ANNOUNCEMENT
from tests.integration.grave_case import opened
from tests.integration.own_data import asks_about_own_data
from tests.integration.paper_list import PAPER_LIST, take_over
from tests.integration.sent_elsewhere import sent_elsewhere
from tests.integration.staff_town import NOTICE
from urp.acts.model import Role
from urp.acts.store.staff import StaffRegister
from urp.staff_api.table import list_routes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fakes.staff_calls import Answered
    from tests.integration.staff_town import StaffTown

TRACE = re.compile(r"39333\d{4,}|IT\.\d{6,}|wamid", re.IGNORECASE)
"""Of a phone, of a user id, of a message id that holds a phone."""

OWN_COPIES = {"/staff/rights-requests/{request}/export", "/staff/rights-requests/{request}/restrict"}
DESCRIPTION = "/staff/openapi.json"  # a file of the build
"""What is held on one citizen, for that citizen: an administrator takes it out, and the audit says so."""
PATHS = sorted({route.path for route in list_routes() if route.method == "GET"} - {*OWN_COPIES, DESCRIPTION})
QUERIES = {
    "/staff/audit": {"day": "2026-11-25"},
    "/staff/audit/export": {"from": "2026-11-25", "to": "2026-11-25"},
    "/staff/audit/check": {"day": "2026-11-25"},
    "/staff/privacy/breach": {"since": "2026-11-25T08:00", "until": "2026-11-26T08:00"},
    "/staff/cases/figures": {"year": "2026"},
    "/staff/rights-requests/figures": {"year": "2026"},
    "/staff/redirects": {"month": "2026-11"},
    "/staff/alerts/heard": {"month": "2026-11"},
    "/staff/redirects/preview": {"kind": "report", "category": "STRADE"},
    "/staff/subscribers": {"month": "2026-11"},
    "/staff/calendar/exceptions": {"first": "2026-11-01", "last": "2026-12-31"},
}


def _on_duty(town: StaffTown) -> str:
    register = StaffRegister(town.tables, lambda: town.now)
    register.name(STAFF_ID, "Anna Bianchi", "anna@comune.example")
    register.allow_role(STAFF_ID, Role.DUTY)
    night = {"person": STAFF_ID, "starts_at": "2026-11-25T20:00", "ends_at": "2026-11-26T08:00"}
    written = town.staff(Role.ADMINISTRATOR).post("/staff/turns", night, key="turn-0001")
    return str(written.json["id"])


def busy(town: StaffTown) -> dict[str, list[str]]:
    """Citizens known by both ids, by one, blocked, answered or not; what fits in an address, by its name."""
    moderator, operator = town.staff(Role.MODERATOR), town.staff(Role.OPERATOR)
    citizens = [town.joins(), town.joins(phone=False), town.joins(user_id=False)]
    conversations = [str(town.asks(citizen)) for citizen in citizens]
    for number, conversation in enumerate(conversations):
        operator.post(
            f"/staff/conversations/{conversation}/answers", {"text": "Sì.", "seen": 1}, key=f"answer-{number}"
        )
    for number, citizen in enumerate(citizens):
        moderator.post(f"/staff/citizens/{citizen.id}/block", {"reason": "offese"}, key=f"block-{number:02d}")
    conversations += [str(town.asks(town.joins())), str(town.asks(town.joins()))]
    town.staff(Role.EDITOR).put("/staff/calendar/exceptions/2026-12-24", {"slots": [], "reason": "vigilia"})
    return {
        "conversation": conversations,
        "citizen": [str(citizen.id) for citizen in citizens],
        "case": [_judged(town, "a"), _judged(town, "b")],
        "file": [opened(town).rpartition("/")[2]],
        "date": ["2026-12-24"],
        "broadcast": [str(town.notice())],
        "import": [_taken_over(town)],
        "announcement": [_recurring(town)],
        "text": [_for_an_emergency(town)],
        "period": [_silent(town)],
        "request": [str(asks_about_own_data(town, each, n)) for n, each in enumerate(citizens, 1)],
        "redirect": [str(sent_elsewhere(town, each, f"Buca, {each.phone}", 1)) for each in citizens],
        "reply": ["biblioteca"],
        "alert": [town.offices.alerts.raise_alert(UUID(conversations[0]), "emergency", 0, town.now).code],
        "turn": [_on_duty(town)],
    }


def _judged(town: StaffTown, key: str) -> str:
    operator = town.staff(Role.OPERATOR)
    conversation = town.asks(town.joins(), "siete dei ladri, chiamate il 393330000777")
    message = operator.get(f"/staff/conversations/{conversation}").json["messages"][0]["id"]
    found = {"conversation": str(conversation), "message": message, "breach": "spam", "reason": "insulto"}
    return str(operator.post("/staff/cases", found, key=f"case-000{key}").json["id"])


def _recurring(town: StaffTown) -> str:
    made = town.staff(Role.EDITOR).post("/staff/announcements", ANNOUNCEMENT, key="series-01")
    return str(made.json["id"])


def _silent(town: StaffTown) -> str:
    period = {
        "name": "Elezioni comunali 2027",
        "decree": "decreto n. 12 del 3 aprile 2027",
        "first_day": "2027-04-15",
        "closes_at": "2027-06-14T15:00",
    }
    made = town.staff(Role.APPROVER).post("/staff/silence-periods", period, key="period-1")
    return str(made.json["id"])


def _for_an_emergency(town: StaffTown) -> str:
    text = {name: NOTICE[name] for name in ("title", "template", "parameters", "link")}
    return str(town.staff(Role.EDITOR).post("/staff/emergency-texts", text, key="text-0001").json["id"])


def _taken_over(town: StaffTown) -> str:
    wrong = "\n".join(["Anna 39333000000100", "39333000000200"])
    new = {**PAPER_LIST, "csv": f"3330000001\n{wrong}"}
    made = town.staff(Role.ADMINISTRATOR).post("/staff/imports", new, key="import-1")
    take_over(town, made)
    return str(made.json["id"])


def addresses_of(path: str, names: dict[str, list[str]]) -> list[str]:
    parameter = next(iter(re.findall(r"{(\w+)}", path)), None)
    return [path.replace(f"{{{parameter}}}", value) for value in names.get(str(parameter), [""])]


def pages(town: StaffTown, path: str, address: str, names: dict[str, list[str]]) -> Iterator[Answered]:
    """Page by page, cursors included."""
    asked = _parameters(path)
    query = {**QUERIES.get(path, {}), **({"limit": "1"} if "cursor" in asked else {})}
    query |= {"conversation": names["conversation"][0]} if "conversation" in asked else {}
    everybody = town.staff(*Role)
    answer = everybody.get(address, **query)
    yield answer
    while answer.json.get("next"):
        answer = everybody.get(address, **query, cursor=answer.json["next"])
        yield answer


def _parameters(path: str) -> set[str]:
    return {name for route in list_routes() if route.path == path for name in route.query.model_fields}


def traces(answers: Iterator[Answered]) -> list[str]:
    return [found for answer in answers for found in TRACE.findall(answer.text + str(answer.headers))]


def test_nothing_that_can_be_read_shows_who_a_citizen_is(town: StaffTown) -> None:
    names = busy(town)

    for path in PATHS:
        answers = [
            answer for address in addresses_of(path, names) for answer in pages(town, path, address, names)
        ]
        assert {answer.status for answer in answers} <= {200, 409}, path
        assert traces(iter(answers)) == [], path


def test_cursors_hold_nobody_either(town: StaffTown) -> None:
    """They are opaque, not secret: whoever decodes one finds no person."""
    from base64 import urlsafe_b64decode

    names = busy(town)
    paths = [path for path in PATHS if "cursor" in _parameters(path)]
    addresses = [(path, address) for path in paths for address in addresses_of(path, names)]

    cursors = [
        str(answer.json["next"])
        for path, address in addresses
        for answer in pages(town, path, address, names)
        if answer.json["next"]
    ]

    decoded = [*cursors]
    for cursor in cursors:
        with suppress(ValueError):  # the record's are a day and a number, as they are written
            decoded.append(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode())
    assert decoded
    assert [found for text in decoded for found in TRACE.findall(text)] == []
