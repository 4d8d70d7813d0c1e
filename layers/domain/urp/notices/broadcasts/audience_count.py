"""How many a notice would go to now, at a cost that stops growing: a page or two of each shard.

Citizens' ids are drawn evenly over all that there can be, and a shard is read in their order. So where the
reading stops in a large one, the last id tells which part of the shard was seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from urp.citizens.identity.model import AUDIENCE_SHARDS
from urp.notices.broadcasts.audience_rule import EVERYBODY, AudienceRule
from urp.notices.broadcasts.freezing_ports import Audience
from urp.whatsapp.status import home_country

SAMPLE = 5_000
"""People read of a shard: a town of 75,000 is counted one by one; beyond, the estimate errs by some 0.4 %."""
_ALL_IDS = 2**128
_DIGITS = 3


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
            addressed.update(home_country(member.phone, member.user_id) for member in gets)
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
