"""Statuses gathered by number and cut to what one queue message can carry."""

from __future__ import annotations

from collections.abc import Iterator

from urp.whatsapp.contacts import ContactBook
from urp.whatsapp.intake import StatusChunk
from urp.whatsapp.json_shape import JsonObject, compact, text_in

CHUNK_LIMIT = 190_000  # bytes of JSON; a queue message with its envelope stays under 200 KB


class StatusGathering:
    """All statuses of one POST: Meta may send each in an entry of its own, the queue should not."""

    def __init__(self) -> None:
        self._by_number: dict[str | None, list[tuple[JsonObject, list[JsonObject], int]]] = {}

    def add(self, number: str | None, status: JsonObject, contacts: ContactBook) -> bool:
        """False for one that fits no queue message: too long, or nested too deep to be written."""
        person = _person(status, contacts)
        try:
            size = len(compact(status)) + len(compact(person)) + 2  # two commas
        except RecursionError:
            return False
        if size > CHUNK_LIMIT:
            return False
        self._by_number.setdefault(number, []).append((status, person, size))
        return True

    def chunks(self) -> Iterator[StatusChunk]:
        for number, gathered in self._by_number.items():
            statuses: list[JsonObject] = []
            contacts: list[JsonObject] = []
            total = 0
            for status, person, size in gathered:
                if total + size > CHUNK_LIMIT:
                    yield StatusChunk(number, tuple(statuses), tuple(contacts))
                    statuses, contacts, total = [], [], 0
                statuses.append(status)
                contacts.extend(person)
                total += size
            yield StatusChunk(number, tuple(statuses), tuple(contacts))


def _person(status: JsonObject, contacts: ContactBook) -> list[JsonObject]:
    """Both ids of the recipient, where the contact tells them; a receipt needs no name."""
    ids = contacts.ids_of(text_in(status, "recipient_user_id"), text_in(status, "recipient_id"))
    if ids is None or ids.phone is None or ids.user_id is None:
        return []
    return [{"wa_id": ids.phone, "user_id": ids.user_id}]
