"""Whom a broadcast goes to: the rule on its header, a person as it sees them, and how many it would be now.

The freeze turns the rule into people, once. The count has a cost that stops growing: a page or two of each
shard. Citizens' ids are drawn evenly over all that there can be, and a shard is read in their order. So where
the reading stops in a large one, the last id tells which part of the shard was seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from urp.citizens.identity.model import AUDIENCE_SHARDS
from urp.whatsapp.status import find_home_country

if TYPE_CHECKING:
    from urp.notices.store.audience import Audience


SAMPLE = 5_000
"""People read of a shard: a town of 75,000 is counted one by one; beyond, the estimate errs by some 0.4 %."""
_ALL_IDS = 2**128
_DIGITS = 3


class AudienceKind(StrEnum):
    EVERYBODY = "everybody"
    """Subscribed, and interested in one of the topics if the rule names any."""
    UNCLEAR_OF = "unclear_of"
    """Those of whom nobody knows whether the other broadcast reached them."""
    REACHED_OF = "reached_of"
    """Those who have, or may have, read the other broadcast: a correction."""
    NOT_REACHED_OF = "not_reached_of"
    """Subscribed now, and reached neither by the other broadcast nor by those that it goes on from."""
    UNCONFIRMED = "unconfirmed"
    """Taken over by an import, and asked to confirm: nothing but this and emergencies reaches them before."""


OF_ANOTHER = frozenset({AudienceKind.UNCLEAR_OF, AudienceKind.REACHED_OF, AudienceKind.NOT_REACHED_OF})
_OF_SOMETHING = OF_ANOTHER | {AudienceKind.UNCONFIRMED}

_WORDS = {
    AudienceKind.EVERYBODY: "tutti gli iscritti",
    AudienceKind.UNCLEAR_OF: "gli incerti di un altro avviso",
    AudienceKind.REACHED_OF: "chi un altro avviso ha già raggiunto",
    AudienceKind.NOT_REACHED_OF: "gli iscritti che un altro avviso non ha raggiunto",
    AudienceKind.UNCONFIRMED: "chi viene da un elenco e non ha ancora confermato",
}


@dataclass(frozen=True, slots=True)
class AudienceRule:
    kind: AudienceKind = AudienceKind.EVERYBODY
    of: UUID | None = None
    """The other broadcast, for the kinds that name one; the import for those who have not confirmed."""
    topics: frozenset[str] = frozenset()
    """Ids of the profile's topics; empty: whatever a citizen chose."""

    def __post_init__(self) -> None:
        if (self.of is None) is (self.kind in _OF_SOMETHING):
            raise ValueError("a rule names another broadcast or an import exactly when its kind is about one")

    def concerns(self, chosen: frozenset[str] | None) -> bool:
        """Whether somebody with these topics (None: all) wants to hear of it."""
        return not self.topics or chosen is None or not self.topics.isdisjoint(chosen)

    @property
    def for_the_channel(self) -> bool:
        """New words belong in the public Channel too; words sent before are there already, and a request to
        confirm is nobody else's."""
        return self.kind in (AudienceKind.EVERYBODY, AudienceKind.REACHED_OF)

    def describe(self, topics: Sequence[str]) -> str:
        """Italian, for staff, with the names of its topics."""
        if topics and self.kind is AudienceKind.EVERYBODY:
            return f"gli iscritti che vogliono sapere di: {', '.join(topics)}"
        words = _WORDS[self.kind]
        return f"{words} (argomenti: {', '.join(topics)})" if topics else words


EVERYBODY = AudienceRule()


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in the audience, as a consistent read of the membership showed them."""

    citizen_id: UUID
    user_id: str | None
    phone: str | None
    blocked: bool
    """At the time of the read."""
    unconfirmed: UUID | None = None
    """The import that brought them in, as long as they have not confirmed."""
    topics: frozenset[str] | None = None
    """What they want to hear of; None: everything."""
    topics_since: Mapping[str, date] = field(default_factory=dict)
    """Those taken back after they had been given up."""
    absorbed: tuple[UUID, ...] = ()
    """Citizens who proved to be this person: what reached them reached this one."""
    joined_at: datetime | None = None
    """In whole seconds; None where it was not read."""
    no_marketing: bool = False
    """They told WhatsApp to stop promotions from us: Meta would refuse one (131050)."""
    window_ends_at: datetime | None = None
    """Of their 24 hours, where it was read; None also when it was not."""

    def gets(self, rule: AudienceRule, *, emergency: bool) -> bool:
        """What is sent to subscribers by their topics. Who has not confirmed yet hears of nothing but danger,
        and danger is no topic."""
        if self.blocked:
            return False
        return emergency or (self.unconfirmed is None and rule.concerns(self.topics))


@dataclass(frozen=True, slots=True)
class AudienceCount:
    people: int
    exact: bool
    """Else estimated, and rounded to three digits."""
    countries: Mapping[str | None, int] = field(default_factory=dict)
    """The same people by `home_country`; None: nobody knows."""


def count_audience(
    audience: Audience,
    now: datetime,
    rule: AudienceRule = EVERYBODY,
    *,
    emergency: bool = False,
    sample: int = SAMPLE,
) -> AudienceCount:
    """The freeze counts everybody again, one by one."""
    total, exact = Counter[str | None](), True
    for shard in range(AUDIENCE_SHARDS):
        seen, addressed = 0, Counter[str | None]()
        for page in audience.pages(shard, now):
            seen += len(page)
            gets = (member for member in page if member.gets(rule, emergency=emergency))
            addressed.update(find_home_country(member.phone, member.user_id) for member in gets)
            if seen >= sample:
                part = page[-1].citizen_id.int + 1
                addressed = Counter({each: people * _ALL_IDS // part for each, people in addressed.items()})
                exact = False
                break
        total.update(addressed)
    return AudienceCount(total.total(), exact=True, countries=total) if exact else _estimated(total)


def _estimated(total: Counter[str | None]) -> AudienceCount:
    """The largest country takes what the rounding adds or takes away."""
    people = _rounded(total.total())
    for largest, _ in total.most_common(1):
        total[largest] += people - total.total()
    return AudienceCount(people, exact=False, countries=total)


def _rounded(people: int) -> int:
    return int(float(f"{people:.{_DIGITS}g}"))
