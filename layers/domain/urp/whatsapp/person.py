"""Ids of a person in a webhook: a phone, a business-scoped user id, or both."""

from __future__ import annotations

import re
from dataclasses import dataclass

from urp.whatsapp.json_shape import EMPTY, JsonObject, read_object, read_text


class ContactBook:
    def __init__(self, contacts: list[JsonObject]) -> None:
        self._all = [(read_contact_ids(contact), contact) for contact in contacts]
        self._by_id = {key: pair for pair in self._all for key in (pair[0].user_id, pair[0].phone) if key}

    def find_sender(self, message: JsonObject) -> JsonObject | None:
        """By user id, by phone, or the only one there is; never one that contradicts the message."""
        own = read_sender_ids(message, None)
        only = self._all[0] if len(self._all) == 1 else None
        found = self._by_id.get(own.user_id or "") or self._by_id.get(own.phone or "") or only
        return found[1] if found is not None and may_be_one(own, found[0]) else None

    def find_ids(self, *keys: str | None) -> PersonIds | None:
        """Both ids of the person with one of these."""
        return next((self._by_id[key][0] for key in keys if key and key in self._by_id), None)


_PHONE = re.compile(r"\+?([0-9]{5,20})")
_USER_ID = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}")


@dataclass(frozen=True, slots=True)
class PersonIds:
    """`phone` in digits without plus; `user_id` as Meta writes it, such as `IT.10000000000000000001`."""

    phone: str | None
    user_id: str | None

    @property
    def any_id(self) -> str | None:
        """The id to group by: the user id first, since it outlives a hidden phone."""
        return self.user_id or self.phone


def is_user_id(value: str) -> bool:
    return _USER_ID.fullmatch(value) is not None


def read_phone(value: str | None) -> str | None:
    found = _PHONE.fullmatch(value) if value else None
    return found[1] if found else None


def find_ids(phones: tuple[str | None, ...], user_ids: tuple[str | None, ...]) -> PersonIds:
    """The first real phone and the first real user id; one written where a phone belongs still counts."""
    real_phones = (digits for value in phones if (digits := read_phone(value)))
    real_user_ids = (value for value in (*user_ids, *phones) if value and is_user_id(value))
    return PersonIds(next(real_phones, None), next(real_user_ids, None))


def read_contact_ids(contact: JsonObject) -> PersonIds:
    return find_ids((read_text(contact, "wa_id"),), (read_text(contact, "user_id"),))


def read_sender_ids(message: JsonObject, contact: JsonObject | None) -> PersonIds:
    """Ids of the sender. A notice of changed ids (`system`) comes from the old ids or, if hidden, from the
    new.

    A contact that contradicts the message is another person's and is ignored.
    """
    system = read_object(message, "system")
    before = (read_text(system, "previous_user_id"), read_text(message, "from_user_id"))
    own = find_ids((read_text(message, "from"),), before)
    if own.any_id is None:
        own = find_ids((), (read_text(system, "user_id"),))
    return complete_ids(own, read_contact_ids(contact or EMPTY))


def complete_ids(own: PersonIds, beside: PersonIds) -> PersonIds:
    """`own` with what is missing taken from `beside`, unless that is certainly another person."""
    if not may_be_one(own, beside):
        return own
    return PersonIds(own.phone or beside.phone, own.user_id or beside.user_id)


def may_be_one(one: PersonIds, other: PersonIds) -> bool:
    """True if both may be one person: by user id, or by phone if one user id is missing."""
    if one.user_id and other.user_id:
        return one.user_id == other.user_id
    return not (one.phone and other.phone) or one.phone == other.phone
