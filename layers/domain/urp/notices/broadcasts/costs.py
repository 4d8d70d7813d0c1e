"""What a notice costs the municipality: what Meta asks for it, by people, country, category and day.

Meta bills what it delivers, so until then every figure is an estimate; who it could not deliver to is not
in it, nor who is unclear. Prices are read when somebody asks for them, and by no start.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from urp.errors import MisconfiguredError
from urp.notices.broadcasts.audience import AudienceCount
from urp.notices.broadcasts.figures import Figures
from urp.notices.broadcasts.model import Broadcast
from urp.notices.broadcasts.prohibitions import AccountChecks
from urp.notices.broadcasts.tally import ByCharge, category_and_country
from urp.town.pricing.model import Cost, FreeAnswers, Group, People, PriceList


@dataclass(frozen=True, slots=True)
class Costs:
    prices: Callable[[], PriceList]
    account: AccountChecks
    zone: tzinfo
    """Whose day a price begins on."""

    def preview(self, template: str, audience: AudienceCount, now: datetime) -> Cost:
        people = {Group(country=country): number for country, number in audience.countries.items()}
        return self._cost(template, people, now)

    def free_answers(self, now: datetime) -> FreeAnswers | None:
        return self._prices().free_answers(self._day(now))

    def running(self, broadcast: Broadcast, figures: Figures, now: datetime) -> Cost | None:
        """Whom it has reached as Meta bills them; who may still be reached as of the default country,
        since a frozen audience knows nobody's."""
        open_people = figures.open_people
        if open_people is None:
            return None
        if broadcast.training:
            return self.closed(broadcast, (), now)
        people = _arrived(figures)
        on_the_way = figures.counts.accepted - figures.delivery.failed - people.total()
        people[Group()] += open_people + max(0, on_the_way)
        return self._cost(broadcast.draft.template, people, _moment(broadcast, now))

    def so_far(self, broadcast: Broadcast, figures: Figures, now: datetime) -> Cost | None:
        if figures.audience is None:
            return None
        return self._cost(broadcast.draft.template, _arrived(figures), _moment(broadcast, now))

    def closed(self, broadcast: Broadcast, charges: ByCharge, now: datetime) -> Cost:
        """Nothing for a training notice."""
        billed = _billed(() if broadcast.training else charges)
        return self._cost(broadcast.draft.template, billed, _moment(broadcast, now))

    def _cost(self, template: str, people: People, at: datetime) -> Cost:
        unsaid = any(group.category is None for group, number in people.items() if number)
        category = self.account.category(template) if unsaid else None
        return self._prices().compute_cost(people, category or "", self._day(at))

    def _prices(self) -> PriceList:
        """A list that cannot be read must not keep an alert from going out, nor a notice from closing."""
        try:
            return self.prices()
        except MisconfiguredError:
            return PriceList()

    def _day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()


def _moment(broadcast: Broadcast, now: datetime) -> datetime:
    """When it goes out: days later other prices may be valid."""
    return broadcast.sending_at or now


def _arrived(figures: Figures) -> Counter[Group]:
    delivery = figures.delivery
    people = _billed(delivery.charged)
    people[Group()] += max(0, delivery.delivered + delivery.read - people.total())
    return people


def _billed(charges: Iterable[tuple[str, int]]) -> Counter[Group]:
    people = Counter[Group]()
    for charge, number in charges:
        people[Group(*category_and_country(charge))] += number
    return people
