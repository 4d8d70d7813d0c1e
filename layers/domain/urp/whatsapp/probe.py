"""The message of nobody that is posted to our own webhook each minute, to see whether it arrives.

It has the shape of Meta's messages, with an id, a type and a sender that WhatsApp gives to nobody. A citizen
chooses none of the three: what they write is the text, which is not looked at. Only the standard library: the
function that receives webhooks must start fast.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from urp.errors import ConflictError, InvalidError
from urp.whatsapp.json_shape import JsonObject, to_compact_json

_ID = re.compile(r"urp-probe\.([0-9]{8}T[0-9]{6}Z)")
_TYPE = "urp_probe"
_SENDER = "ZZ.URPPROBE"
"""ISO 3166 leaves ZZ to its users: no country's, so no user id of Meta's begins with it."""
_WRITTEN = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Probe:
    sent_at: datetime
    arrived_at: datetime | None


class JudgedError(ConflictError):
    """Another run counted this probe."""

    code = "probe_judged"


def write_probe(sent_at: datetime, phone_number_id: str) -> bytes:
    """The body to post; whole seconds."""
    message = {
        "id": f"urp-probe.{sent_at.astimezone(UTC):{_WRITTEN}}",
        "from_user_id": _SENDER,
        "timestamp": f"{int(sent_at.timestamp())}",
        "type": _TYPE,
    }
    metadata = {"phone_number_id": phone_number_id}
    value = {"messaging_product": "whatsapp", "metadata": metadata, "messages": [message]}
    entry = {"changes": [{"field": "messages", "value": value}]}
    return to_compact_json({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def is_probe(message: JsonObject) -> bool:
    """True if anything of it says so: what is a probe in part is nobody's message either."""
    named = str(message.get("id", "")).startswith("urp-probe.")
    return named or message.get("type") == _TYPE or message.get("from_user_id") == _SENDER


def read_probe(message: JsonObject) -> datetime:
    """When it was sent. InvalidError where it is a probe in part."""
    found = _ID.fullmatch(str(message.get("id", "")))
    whole = message.get("type") == _TYPE and message.get("from_user_id") == _SENDER
    if found is None or not whole or message.keys() != {"id", "from_user_id", "timestamp", "type"}:
        raise InvalidError("probe", "a probe in part")
    try:
        return datetime.strptime(found[1], _WRITTEN).replace(tzinfo=UTC)
    except ValueError as error:
        raise InvalidError("probe", "no moment") from error
