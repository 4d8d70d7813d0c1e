"""A list from elsewhere: taken over, asked to confirm, and what its date makes of the silent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import boto3

from tests.integration.whole_service.people import Person
from urp.aws.dynamodb import to_attributes, to_iso

if TYPE_CHECKING:
    from tests.integration.whole_service.service import TownHall

LISTED = (Person(10), Person(11), Person(12))
"""Whom the town hall knows from paper alone."""


def a_list_is_taken_over(service: TownHall, people: tuple[Person, ...]) -> None:
    everybody = (*people, *LISTED)
    lines = [f"{person.name};{person.phone};{person.secret}" for person in everybody]
    wrong = [f"{person.name};{person.name} {person.phone};x" for person in everybody]
    today = datetime.now(UTC).date()
    new = {
        "name": "Modulo cartaceo",
        "collected": "Modulo cartaceo dello sportello, 2024",
        "legal_basis": "consenso, art. 6(1)(a) GDPR",
        "document": "prot. 1234/2024",
        "confirm_by": str(today + timedelta(days=30)),
        "csv": "\n".join(["nome;telefono;note", *lines, *wrong]),
    }
    handed_over = service.staff("POST", "/staff/imports", new, key="import-0001")
    made = handed_over["id"]
    service.confirm(handed_over, people=handed_over["people"])
    boto3.client("sqs").purge_queue(QueueUrl=service.outputs["ImportQueueUrl"])  # lost on its way
    ten_minutes_ago = datetime.now(UTC) - timedelta(minutes=10)
    _change(service, "CitizensTable", f"IMPORT#{made}", {"created_at": to_iso(ten_minutes_ago)})
    service.call("list_import", {})
    service.work()
    service.staff("GET", "/staff/imports")
    service.staff("GET", f"/staff/imports/{made}")
    service.staff("GET", f"/staff/imports/{made}/invalid-lines")
    asked = service.staff("POST", f"/staff/imports/{made}/reconfirmation", {}, key="asking-0001")["id"]
    service.send(asked)
    service.work()
    long_ago = datetime.now(UTC) - timedelta(days=8)
    yesterday = str(today - timedelta(days=1))
    _change(service, "CitizensTable", f"IMPORT#{made}", {"confirm_by": yesterday})
    _change(service, "BroadcastsTable", f"BROADCAST#{asked}", {"closed_at": to_iso(long_ago)})


def _change(service: TownHall, table: str, pk: str, values: dict[str, str]) -> None:
    """As time does, which has not that long here."""
    boto3.client("dynamodb").update_item(
        TableName=service.outputs[f"{table}Name"],
        Key=to_attributes({"pk": pk, "sk": "HEADER"}),
        UpdateExpression="SET " + ", ".join(f"{name} = :{name}" for name in values),
        ExpressionAttributeValues=to_attributes({f":{name}": value for name, value in values.items()}),
    )
