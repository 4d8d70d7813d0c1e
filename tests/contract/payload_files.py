"""Meta's payloads, one file each, and what the service makes of them."""

import json
from datetime import UTC, datetime
from pathlib import Path

from urp.whatsapp.account import AccountChange, parse_account_change, remove_ids
from urp.whatsapp.content import Content
from urp.whatsapp.message import InboundMessage, parse_message
from urp.whatsapp.person import PersonIds
from urp.whatsapp.status import DeliveryStatus, parse_statuses
from urp.whatsapp.webhook import Intake, split

PAYLOADS = Path(__file__).parents[1] / "payloads"

OUR_NUMBER = "900000000000001"
GIULIA_PHONE = "393330000001"
GIULIA_USER_ID = "IT.10000000000000000001"
MARCO_USER_ID = "IT.10000000000000000002"
GIULIA = PersonIds(GIULIA_PHONE, GIULIA_USER_ID)
MARCO = PersonIds(None, MARCO_USER_ID)
HASH_KEY = "made-up-hash-key"
APP_SECRETS = ("made-up-current-app-secret", "made-up-previous-app-secret")


def body(name: str) -> bytes:
    return (PAYLOADS / f"{name}.json").read_bytes()


def event(name: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(body(name))
    return found


def intake(name: str) -> Intake:
    return split(body(name))


def messages(name: str) -> list[InboundMessage]:
    return [parse_message(found.message, found.contact) for found in intake(name).messages]


def the_message(name: str) -> InboundMessage:
    (message,) = messages(name)
    return message


def the_content(name: str) -> Content | None:
    return the_message(name).content


def statuses(name: str) -> list[DeliveryStatus]:
    return [
        status
        for chunk in intake(name).status_chunks
        for status in parse_statuses(chunk.statuses, chunk.contacts)
    ]


def the_status(name: str) -> DeliveryStatus:
    (status,) = statuses(name)
    return status


def account_changes(name: str) -> list[AccountChange]:
    return [
        parsed
        for change in intake(name).account_changes
        for parsed in parse_account_change(change.field, remove_ids(change.value, HASH_KEY))
    ]


def moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
