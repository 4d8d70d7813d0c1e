"""Nobody can write so much that the office no longer reads them."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from urp.adapters.dynamodb import transact
from urp.adapters.dynamodb_desk import message_write
from urp.desk.model import DeskMessage, MessageKind
from urp.municipality import load_municipality
from urp.staff.model import Role

if TYPE_CHECKING:
    from uuid import UUID

    from tests.integration.staff_town import StaffTown

LAMBDA_ANSWERS = 6 * 1024 * 1024 - 64 * 1024
"""AWS: 6 MB of JSON, the body escaped once more within it; its headers leave a little less."""
LONGEST = '"' * 4_096
"""As long as WhatsApp lets a text be; four characters each by the time Lambda answers."""


def writes(town: StaffTown, conversation: UUID, words: str, messages: int, minutes: int) -> None:
    retention = load_municipality(town.settings.profile_package, placeholders_allowed=True).retention
    for number in range(messages):
        at = town.now + timedelta(minutes=minutes, seconds=3 * number)
        message = DeskMessage(conversation, f"wamid.{minutes}.{number}", MessageKind.QUESTION, at, words)
        transact(town.client, [message_write(message, town.settings.desk_table, retention, at)])


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
