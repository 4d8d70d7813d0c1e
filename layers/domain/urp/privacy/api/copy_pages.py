"""Split the copy of a citizen's data into pages of the size of one answer.

A page begins after an entry, not at a number: between two pages entries may be deleted, and none may be
missed.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from urp.acts.page import MOST_BYTES, bytes_in_answer
from urp.errors import InvalidError

if TYPE_CHECKING:
    from pydantic import BaseModel

    from urp.privacy.api.rights_json import HeldConversationJson, OwnCopyJson

_OF_A_COPY = re.compile(r"\d#")
_LISTS = ("consent", "blocks", "conversations", "sent_elsewhere", "requests", "cases")


@dataclass(frozen=True, slots=True)
class _Entry:
    section: str
    value: BaseModel
    """Of a conversation one message, or, where it has none, the conversation."""
    key: str
    talk: HeldConversationJson | None = None


def cut_page(copy: OwnCopyJson, cursor: str | None) -> OwnCopyJson:
    """One page of the copy; every page has the request and the profile."""
    entries = sorted(_number_repeated(_list_entries(copy)), key=_get_key)
    if cursor:
        entries = _skip_to(_read_cursor(cursor), entries)
    carried = entries[: _count_fitting(entries)]
    lists: dict[str, list[BaseModel]] = {name: [] for name in _LISTS}
    for entry in carried:
        if entry.section != "conversations":
            lists[entry.section].append(entry.value)
    lists["conversations"] = list(_group_by_talk(carried))
    following = _to_cursor(carried[-1].key) if len(carried) < len(entries) else None
    told: dict[str, Any] = {name: tuple(found) for name, found in lists.items()}
    return copy.model_copy(update={**told, "next": following})


def _skip_to(key: str, entries: list[_Entry]) -> list[_Entry]:
    """The entries after `key`, which must exist: a call recorded as continued never starts the copy again."""
    places = [number for number, entry in enumerate(entries) if entry.key == key]
    if not places:
        raise InvalidError("cursor", "non è di questa copia")
    return entries[places[0] + 1 :]


def _list_entries(copy: OwnCopyJson) -> Iterator[_Entry]:
    """Entries in a stable order: sections in order, every section by time."""
    for number, section in enumerate(_LISTS):
        for value in getattr(copy, section):
            if section != "conversations":
                yield _Entry(section, value, f"{number}#{_find_moment(value)}#{_hash_value(value)}")
                continue
            place = f"{number}#{value.opened_at.isoformat()}#{value.id}"
            if not value.messages:
                yield _Entry(section, value, place, value)
            for message in value.messages:
                yield _Entry(
                    section, message, f"{place}#{_find_moment(message)}#{_hash_value(message)}", value
                )


def _number_repeated(entries: Iterator[_Entry]) -> Iterator[_Entry]:
    """Number equal entries, so that their keys differ."""
    found: Counter[str] = Counter()
    for entry in entries:
        yield replace(entry, key=f"{entry.key}#{found[entry.key]}")
        found[entry.key] += 1


def _get_key(entry: _Entry) -> str:
    return entry.key


def _find_moment(value: BaseModel) -> str:
    moment = getattr(value, "at", None) or getattr(value, "received_at", None)
    return moment.isoformat() if moment else ""


def _hash_value(value: BaseModel) -> str:
    """A hash that distinguishes entries of one moment, without their content in an address."""
    return hashlib.sha256(value.model_dump_json().encode()).hexdigest()[:16]


def _count_fitting(entries: list[_Entry]) -> int:
    left = MOST_BYTES
    for number, entry in enumerate(entries):
        left -= bytes_in_answer(entry.value.model_dump_json())
        if left < 0:
            return max(number, 1)
    return len(entries)


def _group_by_talk(entries: list[_Entry]) -> Iterator[HeldConversationJson]:
    of_talks = (entry for entry in entries if entry.talk)
    for _, group in groupby(of_talks, key=lambda entry: id(entry.talk)):
        together = list(group)
        if talk := together[0].talk:
            messages = tuple(entry.value for entry in together if entry.value is not talk)
            yield talk.model_copy(update={"messages": messages})


def _to_cursor(key: str) -> str:
    return base64.urlsafe_b64encode(key.encode()).decode().rstrip("=")


def _read_cursor(cursor: str) -> str:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        key = base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True).decode()
    except (ValueError, binascii.Error) as error:
        raise InvalidError("cursor", "non è di questa copia") from error
    if not _OF_A_COPY.match(key):
        raise InvalidError("cursor", "non è di questa copia")
    return key
