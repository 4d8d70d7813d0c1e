"""A citizen is a uuid with aliases: a business-scoped user id, a phone; either may be missing or change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from urp.citizens.blocks import Block, WhatsAppBlock

AUDIENCE_SHARDS = 16
"""Cannot change: the shard is part of the key of every membership. One partition takes 1,000 writes a second;
for sixteen see docs/performance.md."""


@dataclass(frozen=True, slots=True)
class SenderIds:
    """The ids of a person in one webhook. At least one of the two is present."""

    user_id: str | None
    phone: str | None


@dataclass(frozen=True, slots=True)
class Citizen:
    """One person, under all ids WhatsApp gave them. `version` 0 means not stored yet."""

    id: UUID
    version: int = 0
    user_ids: tuple[str, ...] = ()
    """Every user id seen, the one in use last; old ones stay because late statuses still name them."""
    phones: tuple[str, ...] = ()
    """Digits with country code, without a plus; the one in use last. Empty when never shown."""
    former_phones: tuple[str, ...] = ()
    """Not written to any more, since the number changed; they still lead here until another citizen has
    one."""
    ids_as_of: datetime | None = None
    """WhatsApp's time of the newest message or event that showed which ids are in use."""
    subscribed: bool = False
    consent_at: datetime | None = None
    """WhatsApp's time of the last command that counted, even one that changed nothing; older ones do not."""
    subscribed_at: datetime | None = None
    left_at: datetime | None = None
    window_ends_at: datetime | None = None
    """Until when free text is allowed: 24 hours after the citizen's last message."""
    topics: frozenset[str] | None = None
    """Topics a subscriber chose, by the profile's ids. None: no choice was made, and every notice is sent."""
    topics_since: Mapping[str, date] = field(default_factory=dict)
    """Topics that were given up and taken back: on which day, by the town's clock. Only for counting."""
    block: Block | None = None
    at_whatsapp: WhatsAppBlock | None = None
    """The block at WhatsApp itself and its progress; kept for a while after it was lifted."""
    unconfirmed: UUID | None = None
    """The import that brought them in, until they confirm; kept if they did not confirm by its date and are
    no longer subscribed."""
    no_marketing: bool = False
    """They told WhatsApp to stop promotions from us, and not to resume them."""
    marketing_said_at: datetime | None = None
    """WhatsApp's time of the last word on it; older ones do not count."""
    restricted_at: datetime | None = None
    """Since when their data are only kept, at their own request (GDPR art. 18)."""
    absorbed: tuple[UUID, ...] = ()
    """Citizens who proved to be this person; what reached them has reached this one."""
    merged_into: UUID | None = None
    """Set on the loser of a merge; its aliases already point to the winner."""

    @property
    def user_id(self) -> str | None:
        return self.user_ids[-1] if self.user_ids else None

    @property
    def phone(self) -> str | None:
        return self.phones[-1] if self.phones else None

    @property
    def shard(self) -> int:
        return self.id.int % AUDIENCE_SHARDS

    def is_blocked(self, now: datetime) -> bool:
        return self.block is not None and self.block.is_active(now)


@dataclass(frozen=True, slots=True)
class CitizenChange:
    """A citizen before and after a change; stored only if the stored version is still `before.version`.

    Audience membership and aliases are derived from it when it is written.
    """

    before: Citizen
    after: Citizen


def add_ids(citizen: Citizen, shown: SenderIds, at: datetime) -> Citizen:
    """Add the ids that a webhook showed. Webhooks come in any order; WhatsApp's clock decides which ids are
    in use.

    Ids newer than everything seen are the ones in use; older ones only lead here. In the same second an id
    never seen before counts as the newer one.
    """
    newest = citizen.ids_as_of is None or at > citizen.ids_as_of
    same_second = at == citizen.ids_as_of
    after = citizen
    if shown.user_id:
        after = _add_user_id(after, shown.user_id, newest=newest, same_second=same_second)
    if shown.phone:
        after = _add_phone(after, shown.phone, newest=newest, same_second=same_second)
    return replace(after, ids_as_of=at if citizen.ids_as_of is None else max(at, citizen.ids_as_of))


def _add_user_id(citizen: Citizen, user_id: str, *, newest: bool, same_second: bool) -> Citizen:
    others = exclude(citizen.user_ids, [user_id])
    known = user_id in citizen.user_ids
    if newest or (same_second and not known):
        return replace(citizen, user_ids=(*others, user_id))
    return citizen if known else replace(citizen, user_ids=(user_id, *others))


def _add_phone(citizen: Citizen, phone: str, *, newest: bool, same_second: bool) -> Citizen:
    known = phone in citizen.phones or phone in citizen.former_phones
    unreachable = not citizen.phones and not citizen.user_ids
    if newest or (not known and (same_second or unreachable)):
        former = (*citizen.former_phones, *citizen.phones)
        return replace(citizen, phones=(phone,), former_phones=exclude(former, [phone]))
    return citizen if known else replace(citizen, former_phones=(phone, *citizen.former_phones))


def retire_phones(citizen: Citizen, phones: Iterable[str]) -> Citizen:
    """Retire phones that are or will be another person's: they still lead here, but nothing is sent there."""
    gone = [phone for phone in citizen.phones if phone in set(phones)]
    return replace(
        citizen,
        phones=exclude(citizen.phones, gone),
        former_phones=(*exclude(citizen.former_phones, gone), *gone),
    )


def drop_phone(citizen: Citizen, phone: str) -> Citizen:
    """Drop a phone that is another citizen's now, who gets the alias."""
    return replace(
        citizen,
        phones=exclude(citizen.phones, [phone]),
        former_phones=exclude(citizen.former_phones, [phone]),
    )


def exclude(known: Iterable[str], gone: Iterable[str]) -> tuple[str, ...]:
    """`known` without `gone`, in order and without duplicates."""
    left_out = set(gone)
    return tuple(dict.fromkeys(each for each in known if each not in left_out))
