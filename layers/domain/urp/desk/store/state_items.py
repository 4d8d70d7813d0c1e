"""What the desk remembers of a citizen, as it is stored and read by its own key."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from urp.aws.dynamodb import Item, Value, Write, get, put_version
from urp.aws.expiry import to_expiry
from urp.aws.items import Codec, Form
from urp.aws.tables import Tables
from urp.desk.doubt import Doubt, DoubtedMessage
from urp.desk.model import DeskState, DeskStateChange, GivenWarning, OpenRequest

_CONVERSATION = {"conversation_id": "conversation"}
_DOUBT = Codec(Doubt, names=_CONVERSATION, forms={DoubtedMessage: Codec(DoubtedMessage).as_list()})
_STATE = Codec(
    DeskState,
    names=_CONVERSATION,
    forms={
        GivenWarning: Codec(GivenWarning, names={"case_id": "case"}).as_map(),
        OpenRequest: Codec(OpenRequest).as_list(),
        Doubt: Form(_DOUBT.encode, _DOUBT.decode),  # its answer is stored also while there is none
    },
    apart={"citizen_id"},
    sparse={"warnings", "rights"},
)


def state_key(citizen_id: UUID) -> tuple[str, str]:
    return f"DESK#{citizen_id}", "STATE"


def state_write(change: DeskStateChange, tables: Tables, now: datetime) -> Write:
    after = change.after
    pk, sk = state_key(after.citizen_id)
    ends = [
        to_expiry(now, tables.retention.desk_text),
        *(to_expiry(warning.at, tables.retention.warnings) for warning in after.warnings),
    ]
    item: dict[str, Value] = {"pk": pk, "sk": sk, **_STATE.encode(after), "expires_at": max(ends)}
    return put_version(tables.desk, item, change.before.version)


def state_from(item: Item) -> DeskState:
    """A silence of before its quiet was counted starts to be quiet with the next message."""
    return _STATE.decode(item, citizen_id=UUID(item["pk"].removeprefix("DESK#")))


def read_state(tables: Tables, citizen_id: UUID) -> DeskState:
    """An empty one for a citizen who never wrote."""
    item = get(tables.client, tables.desk, *state_key(citizen_id))
    return state_from(item) if item else DeskState(citizen_id)
