"""The office's API as it is deployed: who may call it, what it refuses, what it never tells."""

import json
from uuid import uuid4

import pytest
import requests

from infra.local.meta.identity import MADE_UP_RANGE
from infra.local.meta.reading import Json, read_objects
from infra.local.staff_client import StaffCallRefusedError
from infra.local.town import TownHall
from tests.e2e.desk import Desk, everything
from tests.e2e.notices import Notices
from tests.e2e.opening import DeskDoor
from tests.e2e.people import Citizen
from tests.e2e.records import Records
from urp.town.texts import TextKey, Texts

ROLES = ("reader", "operator", "editor", "approver", "duty", "moderator", "administrator")


@pytest.fixture
def asking(citizen: Citizen, open_desk: DeskDoor, texts: Texts) -> Citizen:
    citizen.writes("Buongiorno, quando apre l'ufficio tributi?")
    citizen.gets(texts.render(TextKey.INFO_RECEIPT))
    return citizen


@pytest.mark.parametrize("token", [None, "", "Bearer ", "Bearer made.up.token"])
def test_nobody_gets_in_without_a_token_of_the_office(town: TownHall, token: str | None) -> None:
    headers = {} if token is None else {"authorization": token}

    answer = requests.get(f"{town.endpoints.api_url}/staff/conversations", headers=headers, timeout=30)

    assert answer.status_code == 401


@pytest.mark.parametrize("role", ROLES)
def test_everybody_signed_in_is_told_their_role(town: TownHall, role: str) -> None:
    assert town.staff(role).get("/me")["roles"] == [role]


@pytest.mark.parametrize(
    ("role", "method", "path"),
    [
        ("reader", "POST", "/broadcasts"),
        ("operator", "POST", "/broadcasts"),
        ("reader", "GET", "/conversations"),
        ("editor", "GET", "/conversations"),
        ("operator", "POST", "/citizens/00000000-0000-4000-8000-000000000000/block"),
        ("moderator", "PUT", "/calendar/exceptions/2030-01-01"),
        ("editor", "GET", "/audit"),
    ],
)
def test_a_role_that_may_not_is_refused(town: TownHall, role: str, method: str, path: str) -> None:
    refused = refusal(town, role, method, path, {})

    assert (refused.status, refused.problem["code"]) == (403, "forbidden")


def test_an_unknown_field_is_refused_and_named(town: TownHall, notices: Notices) -> None:
    draft = notices.draft("servizio", urgenza="alta")

    refused = refusal(town, "editor", "POST", "/broadcasts", draft)

    assert (refused.status, refused.problem["type"]) == (
        422,
        f"urn:problem-type:urp:{refused.problem['code']}",
    )
    assert read_objects(refused.problem, "errors") == [
        {"field": "urgenza", "problem": "questo campo non esiste"}
    ]


def test_a_creating_call_without_a_key_is_refused(town: TownHall, notices: Notices) -> None:
    with pytest.raises(StaffCallRefusedError) as refused:
        town.staff("editor").call("POST", "/broadcasts", notices.draft("servizio"))

    assert (refused.value.status, refused.value.problem["code"]) == (400, "idempotency_key_missing")


def test_the_same_call_with_the_same_key_is_done_once(town: TownHall, notices: Notices) -> None:
    editor, key, title = town.staff("editor"), str(uuid4()), f"Prova {uuid4()}"
    draft = notices.draft("servizio", title=title)

    first = editor.post("/broadcasts", draft, key)
    again = editor.post("/broadcasts", draft, key)

    assert again["id"] == first["id"]
    assert [each["title"] for each in everything(editor, "/broadcasts")].count(title) == 1


def test_a_key_used_for_something_else_is_refused(town: TownHall, notices: Notices) -> None:
    editor, key = town.staff("editor"), str(uuid4())
    editor.post("/broadcasts", notices.draft("servizio"), key)

    with pytest.raises(StaffCallRefusedError) as refused:
        editor.post("/broadcasts", notices.draft("servizio", title="Un'altra"), key)

    assert (refused.value.status, refused.value.problem["code"]) == (422, "idempotency_key_reused")


def test_an_answer_repeated_with_the_same_key_reaches_the_citizen_once(
    asking: Citizen, desk: Desk, texts: Texts
) -> None:
    conversation, key = desk.conversation_of(asking), str(uuid4())
    path, answer = (
        f"/conversations/{conversation['id']}/answers",
        {"text": "Apre alle 9.", "seen": conversation["said"]},
    )

    sent = [desk.operator.post(path, answer, key)["id"] for _ in range(3)]

    assert len(set(sent)) == 1
    asking.gets(texts.render(TextKey.INFO_RECEIPT), "Apre alle 9.")


def test_no_answer_shows_a_phone_unless_role_and_call_ask_for_it(
    town: TownHall, asking: Citizen, desk: Desk, records: Records
) -> None:
    conversation = f"/conversations/{desk.conversation_of(asking)['id']}"
    administrator = town.staff("administrator")
    shown = [
        administrator.get("/conversations", status="open"),
        administrator.get(conversation),
        administrator.get(f"/citizens/{records.citizen_id(asking)}"),
    ]

    revealed = administrator.get(conversation, reveal="phone", reason="authority")

    assert MADE_UP_RANGE not in json.dumps(shown)
    assert revealed["phone"] == asking.phone
    assert (
        refusal(town, "operator", "GET", f"{conversation}?reveal=phone&reason=authority", None).status == 403
    )


def test_every_act_is_in_the_audit_with_its_author(town: TownHall, notices: Notices) -> None:
    notice = notices.create("servizio")

    editor = town.staff("editor").get("/me")["id"]
    entries = everything(
        town.staff("administrator"), "/audit", day=str(notices.seen(notice)["created_at"])[:10]
    )

    assert [(each["by"], each["act"]) for each in entries if each["resource"] == f"broadcast/{notice}"] == [
        (editor, "broadcast.create")
    ]


def test_the_api_describes_itself(town: TownHall) -> None:
    document = town.staff("reader").get("/openapi.json")

    assert str(document["openapi"]).startswith("3.1")


def test_an_unknown_path_and_an_unknown_thing_are_not_found(town: TownHall) -> None:
    assert refusal(town, "editor", "GET", "/nowhere", None).status == 404
    assert refusal(town, "editor", "GET", f"/broadcasts/{uuid4()}", None).status == 404


def refusal(town: TownHall, role: str, method: str, path: str, body: Json | None) -> StaffCallRefusedError:
    with pytest.raises(StaffCallRefusedError) as refused:
        town.staff(role).call(method, path, body, headers={"idempotency-key": str(uuid4())})
    return refused.value
