"""Values that no screen would send: refused with a sentence, never an error of the service."""

from __future__ import annotations

import json
from itertools import count
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl
from uuid import UUID

import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError

from tests.cases import every
from tests.fakes.staff_calls import Answered
from tests.integration.desk_stores import hire
from tests.integration.grave_case import FACTS, administrator, moderator, opened
from tests.integration.staff_town import NOTICE
from urp.acts.model import Role
from urp.staff_api.table import list_routes

if TYPE_CHECKING:
    from tests.integration.staff_town import StaffTown

LONG = "a" * 3000
PHONE = "393330000042"
LONGEST_SORT_KEY = 1024  # bytes; moto 5.2.5 takes any


@pytest.fixture
def keys_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """As DynamoDB ends them."""
    call = BaseClient._make_api_call  # type: ignore[attr-defined]  # as moto and everybody else does

    def strict(client: BaseClient, operation: str, arguments: dict[str, Any]) -> object:
        key = arguments["Key"]["sk"]["S"] if operation == "GetItem" else ""
        if len(key.encode()) > LONGEST_SORT_KEY:
            raise ClientError({"Error": {"Code": "ValidationException"}}, operation)
        return call(client, operation, arguments)

    monkeypatch.setattr(BaseClient, "_make_api_call", strict)


@pytest.mark.parametrize(
    ("call", "body"),
    [
        ("/staff/account/rate", {"per_second": True, "reason": "prova del limite"}),
        ("/staff/account/messaging-limit", {"people": True, "reason": "prova del limite"}),
        ("/staff/conversations/resume-ended", {"limit": True}),
    ],
)
def test_true_is_no_number(town: StaffTown, call: str, body: dict[str, object]) -> None:
    answer = town.staff(*Role).post(call, body, key="a-number-01")

    assert (answer.status, answer.json["code"]) == (422, "invalid")
    assert answer.json["errors"][0]["problem"] == "deve essere un numero intero"


def test_what_is_written_as_text_is_no_number_either(town: StaffTown) -> None:
    body = {"per_second": "20", "reason": "prova del limite"}

    assert town.staff(*Role).post("/staff/account/rate", body).status == 422


@pytest.mark.parametrize("day", ["9999-12-31", "2036-11-27"])
def test_a_day_too_far_to_be_kept_is_refused(town: StaffTown, day: str) -> None:
    answer = town.staff(Role.EDITOR).put(
        f"/staff/calendar/exceptions/{day}", {"slots": [], "reason": "Chiuso"}
    )

    assert answer.status == 422
    assert answer.json["errors"] == [{"field": "date", "problem": "è fra più di dieci anni"}]


@every(
    "address",
    [
        "/staff/audit/check?day=0001-01-01",
        "/staff/audit/export?from=0001-01-01&to=0001-01-02",
        "/staff/privacy/register?to=0001-01-01",
    ],
)
def test_a_day_before_every_record_is_refused(town: StaffTown, address: str) -> None:
    path, _, query = address.partition("?")

    answer = town.staff(Role.ADMINISTRATOR).get(path, **dict(parse_qsl(query)))

    assert (answer.status, answer.json["errors"][0]["problem"]) == (422, "è prima di ogni registro")


def test_a_day_ten_years_ahead_can_be_decided(town: StaffTown) -> None:
    closed = {"slots": [], "reason": "Chiuso"}

    assert town.staff(Role.EDITOR).put("/staff/calendar/exceptions/2036-11-20", closed).status == 200


@pytest.mark.parametrize("until", ["0001-01-01T00:00", "9999-12-31T23:59", "9999-12-31T23:59:59-12:00"])
def test_a_moment_at_the_end_of_all_calendars_is_refused(town: StaffTown, until: str) -> None:
    body = {"reason": "linguaggio offensivo", "until": until}

    answer = town.staff(Role.MODERATOR).post(
        f"/staff/citizens/{town.joins().id}/block", body, key="block-0001"
    )

    assert (answer.status, answer.json["errors"][0]["field"]) == (422, "until")


@pytest.mark.parametrize("canned", ["", " ", LONG])
def test_a_canned_reply_without_an_id_or_with_an_endless_one_is_refused(town: StaffTown, canned: str) -> None:
    talk = town.asks(town.joins())
    body = {"canned": canned, "seen": 1}

    answer = town.staff(Role.OPERATOR).post(f"/staff/conversations/{talk}/answers", body, key="answer-01")

    assert (answer.status, answer.json["errors"][0]["field"]) == (422, "canned")


@pytest.mark.usefixtures("keys_end")
@pytest.mark.parametrize(
    "value", [LONG, "%", "\u200b", "..", "😀" * 80], ids=["long", "%", "zwsp", "..", "emoji"]
)
def test_whatever_stands_for_an_id_is_looked_for_and_not_found(town: StaffTown, value: str) -> None:
    """Or the empty body is refused first. Never 503: that says to come back."""
    caller, key = town.staff(*Role), {"idempotency-key": "hostile-id"}
    addressed = [route for route in list_routes() if route.parameters]

    answers = {
        f"{route.method} {route.path}": caller.call(
            route.method, route.path.format(**dict.fromkeys(route.parameters, value)), {}, headers=key
        ).status
        for route in addressed
    }

    assert {name: status for name, status in answers.items() if status not in {404, 422}} == {}
    assert len(answers) > 50


@pytest.mark.parametrize("version", [10**44, 10**38])
def test_a_version_of_more_digits_than_can_be_kept_is_refused(town: StaffTown, version: int) -> None:
    editor = town.staff(Role.EDITOR)
    reply = {"title": "Orari", "text": "Apriamo alle 9.", "verified": False}
    written = editor.post("/staff/canned-replies", reply, key="canned-01").json

    answer = editor.put(f"/staff/canned-replies/{written['id']}", {**reply, "version": version})

    assert (answer.status, answer.json["errors"][0]["field"]) == (422, "version")


def test_corrections_beyond_what_a_file_can_hold_are_refused_and_none_is_lost(town: StaffTown) -> None:
    address = opened(town)
    administrator(town).post(f"{address}/facts", FACTS)
    administrator(town).post(f"{address}/seal")
    longest = json.dumps({"text": "😀" * 4000}, ensure_ascii=False)  # 16 KB
    keys = ({"idempotency-key": f"correction-{number:03d}"} for number in count())

    def corrected(body: str) -> Answered:
        return administrator(town).call("POST", f"{address}/corrections", body, headers=next(keys))

    answers = [corrected(longest) for _ in range(26)]

    assert [answer.status for answer in answers] == [201] * 18 + [409] * 8
    assert answers[-1].json["code"] == "corrections_full"
    assert len(moderator(town).get(address).json["corrections"]) == 18
    assert corrected('{"text": "refuso"}').status == 201


@pytest.mark.parametrize("path", ["/staff/broadcasts", "/staff/broadcasts/preview"])
def test_an_unknown_topic_is_not_repeated(town: StaffTown, path: str) -> None:
    answer = town.staff(Role.EDITOR).post(path, {**NOTICE, "topics": [PHONE]}, key="notice-01")

    assert (answer.status, answer.json["errors"][0]["field"]) == (422, "topics")
    assert PHONE not in answer.text


def test_one_key_answers_a_citizen_once_however_the_address_is_spelt(town: StaffTown) -> None:
    citizen = town.joins()
    talk = town.asks(citizen)
    operator, said = town.staff(Role.OPERATOR), {"text": "Apre alle 9.", "seen": 1}
    spellings = [str(talk), str(talk).upper(), talk.hex, f"{{{talk}}}", f"urn:uuid:{talk}"]

    answers = [
        operator.post(f"/staff/conversations/{spelt}/answers", said, key="answer-01") for spelt in spellings
    ]

    shown = operator.get(f"/staff/conversations/{talk}").json
    assert {answer.status for answer in answers} <= {201, 404}
    assert answers[0].status == answers[1].status == 201
    assert len({answer.json["id"] for answer in answers if answer.status == 201}) == 1
    assert [each["kind"] for each in shown["messages"]].count("answer") == 1


@pytest.mark.parametrize("colleague", [PHONE, f"+{PHONE}", "anna-verdi", "A" * 64])
def test_a_phone_is_no_colleague(town: StaffTown, colleague: str) -> None:
    talk = town.asks(town.joins())

    answer = town.staff(Role.OPERATOR).post(
        f"/staff/conversations/{talk}/give", {"to": colleague}, key="give-0001"
    )

    assert (answer.status, answer.json["errors"][0]["field"]) == (422, "to")
    assert PHONE not in answer.text


def test_a_colleague_is_given_a_conversation(town: StaffTown) -> None:
    talk, colleague = town.asks(town.joins()), str(UUID(int=77))
    hire(town.tables, colleague, Role.OPERATOR)

    answer = town.staff(Role.OPERATOR).post(
        f"/staff/conversations/{talk}/give", {"to": colleague}, key="give-0001"
    )

    assert (answer.status, answer.json["held_by"]) == (200, colleague)
