"""The `contacts` array beside messages and statuses: one per person, absent, or somebody else's."""

from __future__ import annotations

from urp.whatsapp.json_shape import JsonObject
from urp.whatsapp.person import PersonIds, contact_ids, may_be_one, sender_ids


class ContactBook:
    def __init__(self, contacts: list[JsonObject]) -> None:
        self._all = [(contact_ids(contact), contact) for contact in contacts]
        self._by_id = {key: pair for pair in self._all for key in (pair[0].user_id, pair[0].phone) if key}

    def of_sender(self, message: JsonObject) -> JsonObject | None:
        """By user id, by phone, or the only one there is; never one that contradicts the message."""
        own = sender_ids(message, None)
        only = self._all[0] if len(self._all) == 1 else None
        found = self._by_id.get(own.user_id or "") or self._by_id.get(own.phone or "") or only
        return found[1] if found is not None and may_be_one(own, found[0]) else None

    def ids_of(self, *keys: str | None) -> PersonIds | None:
        """Both ids of whoever has one of these."""
        return next((self._by_id[key][0] for key in keys if key and key in self._by_id), None)
