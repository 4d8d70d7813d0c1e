"""Statuses of our messages and their price category; they come in any order, twice, late, or never."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from urp.whatsapp.error_codes import MetaError, explain
from urp.whatsapp.json_shape import (
    JsonObject,
    read_integer,
    read_moment,
    read_object,
    read_objects,
    read_text,
)
from urp.whatsapp.person import PersonIds, complete_ids, find_ids, read_contact_ids

FREE = "free"
"""Meta asks nothing for it."""
_REGULAR = "regular"
_CATEGORY = re.compile(r"[a-z][a-z_]{0,39}")
# Country codes of one and of two digits (ITU-T E.164, list of assigned codes); all others have three, and no
# code begins like another.
_ONE = frozenset("17")
_TWO = frozenset(
    f"{first}{second}"
    for first, seconds in {
        "2": "07", "3": "0123469", "4": "013456789", "5": "12345678",
        "6": "0123456", "8": "1246", "9": "0123458",
    }.items()
    for second in seconds
)  # fmt: skip


def find_home_country(phone: str | None, user_id: str | None) -> str | None:
    """The prefix of the phone, such as "39"; without a phone the country that the user id begins with, such
    as "IT". None if unknown."""
    if phone:
        length = 1 if phone[0] in _ONE else 2 if phone[:2] in _TWO else 3
        return phone[:length] if len(phone) > length else None
    return user_id[:2] if user_id else None


def read_billed_category(pricing: JsonObject) -> str | None:
    """Meta's category; None if it is missing or unreadable. `type` tells whether it costs anything;
    `billable`, which Meta will withdraw, only where there is no type."""
    kind = read_text(pricing, "type")
    if kind not in (None, _REGULAR) or (kind is None and pricing.get("billable") is False):
        return FREE
    category = (read_text(pricing, "category") or "").replace("-", "_")
    return category if _CATEGORY.fullmatch(category) else None


class DeliveryState(StrEnum):
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    PLAYED = "played"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class DeliveryStatus:
    """`tracker` is the string we sent along: the only sure way back to our own row.

    `phone` (digits) and `user_id` together teach an alias; a failed one often has neither.
    """

    wamid: str
    status: DeliveryState
    at: datetime
    tracker: str | None
    phone: str | None
    user_id: str | None
    errors: tuple[MetaError, ...] = ()
    group_id: str | None = None
    billed_as: str | None = None
    """The category that Meta bills it by, or `free`; None where it says nothing."""


def parse_statuses(
    raw: Iterable[object], contacts: Iterable[object] = (), *, received_at: datetime | None = None
) -> list[DeliveryStatus]:
    """One per readable status, in the order given; `received_at` stands in for an unreadable time.

    A status without an id, or without any time, is left out.
    """
    people = [read_contact_ids(contact) for contact in contacts if isinstance(contact, dict)]
    known = {key: ids for ids in people for key in (ids.user_id, ids.phone) if key}
    parsed = (_parse(item, known, received_at) for item in raw if isinstance(item, dict))
    return [status for status in parsed if status is not None]


_STATES = {state.value: state for state in DeliveryState}


def _parse(
    raw: JsonObject, known: dict[str, PersonIds], received_at: datetime | None
) -> DeliveryStatus | None:
    wamid = read_text(raw, "id")
    at = read_moment(raw) or received_at
    if wamid is None or at is None:
        return None
    is_group = read_text(raw, "recipient_type") == "group"
    person = PersonIds(None, None) if is_group else _read_recipient(raw, known)
    return DeliveryStatus(
        wamid=wamid,
        status=_STATES.get(read_text(raw, "status") or "", DeliveryState.UNKNOWN),
        at=at,
        tracker=read_text(raw, "biz_opaque_callback_data"),
        phone=person.phone,
        user_id=person.user_id,
        errors=_read_errors(raw),
        group_id=read_text(raw, "recipient_id") if is_group else None,
        billed_as=read_billed_category(read_object(raw, "pricing")),
    )


def _read_recipient(raw: JsonObject, known: dict[str, PersonIds]) -> PersonIds:
    own = find_ids((read_text(raw, "recipient_id"),), (read_text(raw, "recipient_user_id"),))
    beside = known.get(own.user_id or "") or known.get(own.phone or "") or PersonIds(None, None)
    return complete_ids(own, beside)


def _read_errors(raw: JsonObject) -> tuple[MetaError, ...]:
    codes = (read_integer(error, "code") for error in read_objects(raw, "errors"))
    return tuple(explain(code) for code in codes if code is not None)
