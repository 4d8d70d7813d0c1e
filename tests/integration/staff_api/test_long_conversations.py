"""Nobody can write so much that the office no longer reads them."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.integration.own_data import asks_about_own_data
from urp.acts.model import Role
from urp.aws.dynamodb import transact
from urp.desk.model import DeskMessage, MessageKind
from urp.desk.store.conversation_items import message_write

if TYPE_CHECKING:
    from uuid import UUID

    from tests.fakes.staff_calls import Caller
    from tests.integration.staff_town import StaffTown

LAMBDA_ANSWERS = 6 * 1024 * 1024 - 64 * 1024
"""AWS: 6 MB of JSON, the body escaped once more within it; its headers leave a little less."""
LONGEST = '"' * 4_096
"""As long as WhatsApp lets a text be; four characters each by the time Lambda answers."""


def writes(town: StaffTown, conversation: UUID, words: str, messages: int, minutes: int) -> None:
    for number in range(messages):
        at = town.now + timedelta(minutes=minutes, seconds=3 * number)
        message = DeskMessage(conversation, f"wamid.{minutes}.{number}", MessageKind.QUESTION, at, words)
        transact(town.client, [message_write(message, town.tables, at)])


def test_an_emergency_after_hundreds_of_long_messages_is_read_first(town: StaffTown) -> None:
    conversation = town.asks(town.joins())
    writes(town, conversation, LONGEST, messages=220, minutes=1)
    writes(town, conversation, "Aiuto, c'è un incendio", messages=1, minutes=30)
    operator = town.staff(Role.OPERATOR)
    address = f"/staff/conversations/{conversation}"

    pages, cursor = [], ""
    while cursor is not None:
        pages.append(operator.get(address, **({"cursor": cursor} if cursor else {})))
        cursor = pages[-1].json["next"]

    assert pages[0].json["messages"][-1]["text"] == "Aiuto, c'è un incendio"
    assert sum(len(page.json["messages"]) for page in pages) == 222
    assert max(len(json.dumps({"body": page.text}, ensure_ascii=False).encode()) for page in pages) < (
        LAMBDA_ANSWERS
    )


BEYOND_WHATSAPP = [
    pytest.param("\x01" * 90_000, id="control characters"),
    pytest.param("🚒" * 45_000, id="emoji"),
]
"""Meta has lengthened texts before, and what is posted here was written by others."""


def pages_of(caller: Caller, address: str, **query: str) -> list[dict[str, Any]]:
    """To the last. Each was one answer that Lambda gives."""
    found: list[dict[str, Any]] = []
    cursor: str | None = ""
    while cursor is not None:
        answer = caller.get(address, **query, **({"cursor": cursor} if cursor else {}))
        assert answer.status == 200, answer.text
        assert len(json.dumps({"body": answer.text}, ensure_ascii=False).encode()) < LAMBDA_ANSWERS
        found.append(answer.json)
        cursor = answer.json["next"]
    return found


@pytest.mark.parametrize("words", BEYOND_WHATSAPP)
@pytest.mark.parametrize("reveal", [{}, {"reveal": "text", "reason": "answer"}])
def test_a_conversation_of_long_messages_is_read_page_by_page_and_whole(
    town: StaffTown, words: str, reveal: dict[str, str]
) -> None:
    conversation = town.asks(town.joins())
    writes(town, conversation, words, messages=30, minutes=1)

    pages = pages_of(town.staff(Role.MODERATOR), f"/staff/conversations/{conversation}", **reveal)

    shown = [message for page in reversed(pages) for message in page["messages"]]
    assert len(pages) > 1
    assert [message["text"] for message in shown[1:]] == [words] * 30
    assert len({message["id"] for message in shown}) == 31
    assert [message["at"] for message in shown] == sorted(message["at"] for message in shown)


def test_the_copy_of_what_is_held_comes_page_by_page_and_whole(town: StaffTown) -> None:
    anna, words = town.joins(), "\x01" * 90_000
    conversation = town.asks(anna)
    writes(town, conversation, words, messages=30, minutes=1)
    request = asks_about_own_data(town, anna)
    administrator = town.staff(Role.ADMINISTRATOR)

    pages = pages_of(administrator, f"/staff/rights-requests/{request}/export")

    talks = [talk for page in pages for talk in page["conversations"]]
    messages = [message for talk in talks for message in talk["messages"]]
    assert len(pages) > 1
    assert {talk["id"] for talk in talks} == {str(conversation)}
    assert len(messages) == 31
    assert [message["text"] for message in messages].count(words) == 30
    assert [page["profile"] for page in pages] == [pages[0]["profile"]] * len(pages)
    assert [each["id"] for page in pages for each in page["requests"]] == [str(request)]
    acts = administrator.get("/staff/audit", day="2026-11-25").json["items"]
    assert [act["details"] for act in acts if act["act"] == "rights.export"].count("") == 1


def test_the_same_word_twice_in_the_same_second_is_there_twice(town: StaffTown) -> None:
    """Also where the page ends between the two."""
    anna = town.joins()
    conversation = town.asks(anna)
    at = town.now + timedelta(minutes=1)
    for number in range(20):
        message = DeskMessage(conversation, f"wamid.same.{number}", MessageKind.QUESTION, at, '"' * 90_000)
        transact(town.client, [message_write(message, town.tables, at)])

    address = f"/staff/rights-requests/{asks_about_own_data(town, anna)}/export"
    pages = pages_of(town.staff(Role.ADMINISTRATOR), address)

    assert len(pages) > 1
    assert sum(len(talk["messages"]) for page in pages for talk in page["conversations"]) == 21


def test_what_goes_between_two_pages_makes_nobody_miss_what_stays(town: StaffTown) -> None:
    anna = town.joins()
    conversation = town.asks(anna)
    writes(town, conversation, '"' * 90_000, messages=30, minutes=1)
    address = f"/staff/rights-requests/{asks_about_own_data(town, anna)}/export"
    administrator = town.staff(Role.ADMINISTRATOR)
    first = administrator.get(address).json
    kept = {message["at"] for message in pages_of(administrator, address)[1]["conversations"][0]["messages"]}

    oldest = town.client.query(
        TableName=town.settings.desk_table,
        KeyConditionExpression="pk = :pk AND begins_with(sk, :sk)",
        ExpressionAttributeValues={":pk": {"S": f"CONVERSATION#{conversation}"}, ":sk": {"S": "MESSAGE#"}},
        Limit=3,
    )["Items"]
    for item in oldest:
        town.client.delete_item(TableName=town.settings.desk_table, Key={"pk": item["pk"], "sk": item["sk"]})
    second = administrator.get(address, cursor=first["next"]).json

    assert {message["at"] for message in second["conversations"][0]["messages"]} >= kept


@pytest.mark.parametrize(
    ("cursor", "status"),
    [
        ("%", 400),
        ("é", 400),
        ("not of this copy", 400),
        ("AAAA", 400),
        ("eyJwayI6IjEifQ", 400),
        ("MCM", 400),  # made up: 0#
        ("x" * 1501, 422),
    ],
)
def test_a_cursor_of_something_else_is_refused(town: StaffTown, cursor: str, status: int) -> None:
    request = asks_about_own_data(town, town.joins())

    answer = town.staff(Role.ADMINISTRATOR).get(f"/staff/rights-requests/{request}/export", cursor=cursor)

    assert (answer.status, answer.json["errors"][0]["field"]) == (status, "cursor")
