"""Which of a person's ids are in use: webhooks come in any order, WhatsApp's clock decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from urp.citizens.identity.model import Citizen, SenderIds


def with_ids(citizen: Citizen, shown: SenderIds, at: datetime) -> Citizen:
    """The citizen after a webhook showed these ids of theirs.

    Newer than everything seen: they are the ones in use. Older: they only lead here. In the same second an
    id never seen before counts as the newer one.
    """
    newest = citizen.ids_as_of is None or at > citizen.ids_as_of
    same_second = at == citizen.ids_as_of
    after = citizen
    if shown.user_id:
        after = _with_user_id(after, shown.user_id, newest=newest, same_second=same_second)
    if shown.phone:
        after = _with_phone(after, shown.phone, newest=newest, same_second=same_second)
    return replace(after, ids_as_of=at if citizen.ids_as_of is None else max(at, citizen.ids_as_of))


def _with_user_id(citizen: Citizen, user_id: str, *, newest: bool, same_second: bool) -> Citizen:
    others = without(citizen.user_ids, [user_id])
    known = user_id in citizen.user_ids
    if newest or (same_second and not known):
        return replace(citizen, user_ids=(*others, user_id))
    return citizen if known else replace(citizen, user_ids=(user_id, *others))


def _with_phone(citizen: Citizen, phone: str, *, newest: bool, same_second: bool) -> Citizen:
    known = phone in citizen.phones or phone in citizen.former_phones
    unreachable = not citizen.phones and not citizen.user_ids
    if newest or (not known and (same_second or unreachable)):
        former = (*citizen.former_phones, *citizen.phones)
        return replace(citizen, phones=(phone,), former_phones=without(former, [phone]))
    return citizen if known else replace(citizen, former_phones=(phone, *citizen.former_phones))


def with_number_gone(citizen: Citizen, phones: Iterable[str]) -> Citizen:
    """Still leads here, but nothing is sent there any more: the number is or will be somebody else's."""
    gone = [phone for phone in citizen.phones if phone in set(phones)]
    return replace(
        citizen,
        phones=without(citizen.phones, gone),
        former_phones=(*without(citizen.former_phones, gone), *gone),
    )


def without_phone(citizen: Citizen, phone: str) -> Citizen:
    """The phone is somebody else's now, who gets the alias."""
    return replace(
        citizen,
        phones=without(citizen.phones, [phone]),
        former_phones=without(citizen.former_phones, [phone]),
    )


def without(known: Iterable[str], gone: Iterable[str]) -> tuple[str, ...]:
    """In order, each once."""
    left_out = set(gone)
    return tuple(dict.fromkeys(each for each in known if each not in left_out))
