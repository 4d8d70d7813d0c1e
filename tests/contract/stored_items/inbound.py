"""That a message had its effect, and where its words are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from tests.contract.stored_items.desk import QUESTION, REPLY
from tests.contract.stored_items.kinds import (
    GIULIA,
    MESSAGE_ID,
    NOON,
    Kind,
    write,
)
from tests.contract.stored_items.privacy import ASKED, ERASED
from tests.fakes.memory_exclusions import MemoryExclusions
from urp.aws.tables import Tables
from urp.desk.store.conversation_items import message_key
from urp.inbound.model import Effect
from urp.inbound.store.ledger import InboundLedger, MessageCopies
from urp.privacy.rights.model import RightsRequest
from urp.privacy.store.rights_items import write_number

ANSWERED = Effect(MESSAGE_ID, messages=(QUESTION,), replies=(REPLY,), writer=GIULIA)
IGNORED = Effect(MESSAGE_ID)
DELETED = Effect("wamid.made-up-0002", hidden_messages=(MESSAGE_ID,), writer=GIULIA)


def _ledger(tables: Tables) -> InboundLedger:
    return InboundLedger(tables, exclusions=MemoryExclusions())


def _have_effect(tables: Tables, effect: Effect) -> None:
    _ledger(tables).commit(effect, NOON)


def _seen(tables: Tables) -> tuple[Sequence[str] | None, object, list[bool]]:
    """The replies it got, where its words are, and whether Giulia, or somebody else, may take them back."""
    places = MessageCopies(tables)
    mark = places.mark(MESSAGE_ID) or {}
    may = [places.is_written_by(MESSAGE_ID, [who]) for who in (GIULIA, UUID(int=1))]
    return _ledger(tables).reply_ids_of(MESSAGE_ID), mark.get("message_keys", []), may


def _had_effect(effect: Effect) -> tuple[Sequence[str], object, list[bool]]:
    """Of who is not named everybody is believed."""
    replies = tuple(row.id for row in effect.replies)
    keys = [list(message_key(message, NOON)) for message in effect.messages]
    return replies, keys, [True, effect.writer is None]


def _hides(tables: Tables) -> list[bool]:
    """Whether the message is hidden that Giulia, or somebody else, turns out to have written."""
    comes = [Effect(MESSAGE_ID, messages=(QUESTION,), writer=who) for who in (GIULIA, UUID(int=1))]
    return [bool(_ledger(tables).list_deleted_before(effect, NOON)) for effect in comes]


def _number(tables: Tables, request: RightsRequest) -> None:
    """Each of its year in turn."""
    for count in range(1, _count_of(request) + 1):
        numbered = replace(request, number=f"2026/{count:04}")
        write(tables, write_number(numbered, tables))


def _count_of(request: RightsRequest) -> int:
    return int(request.number.partition("/")[2])


KINDS: tuple[Kind[Any], ...] = (
    Kind(
        "that a message was seen",
        "Control",
        "SEEN#",
        ANSWERED,
        IGNORED,
        _have_effect,
        _seen,
        _had_effect,
        sort="SEEN",
    ),
    Kind(
        "that a message was deleted before it came",
        "Control",
        "SEEN#",
        DELETED,
        DELETED,
        _have_effect,
        _hides,
        lambda _: [True, False],
        sort="DELETED",
    ),
    Kind(
        "how many requests a year has",
        "Desk",
        "RIGHTS#",
        ERASED,
        ASKED,
        _number,
        lambda tables: _ledger(tables).count_rights_requests(2026),
        _count_of,
    ),
)
