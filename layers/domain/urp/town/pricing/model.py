"""The price list of a municipality, and costs computed from it, in whole micro-euro."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from urp.whatsapp.status import FREE

MICRO = 1_000_000
"""Of a euro."""
CENT = MICRO // 100


@dataclass(frozen=True, slots=True)
class Country:
    code: str
    """ISO 3166, as WhatsApp's user ids begin."""
    prefix: str
    """Of its phones."""
    name: str


@dataclass(frozen=True, slots=True)
class Price:
    country: str
    category: str
    """Meta's word, in small letters."""
    micro_euro: int
    """For one message."""
    valid_from: date
    source: str
    read_on: date
    to_confirm: bool = False
    free_per_month: int | None = None
    """Messages of a calendar month and number that Meta does not bill; None: not said."""


@dataclass(frozen=True, slots=True)
class FreeAnswers:
    """Free-text answers of a calendar month and number that Meta does not bill: set in the price list, not
    learned (docs/decisions/price-of-a-notice.md)."""

    per_month: int
    set_on: date
    """When somebody read it where the list says."""
    to_confirm: bool


@dataclass(frozen=True, slots=True)
class Group:
    """People whom Meta bills alike."""

    category: str | None = None
    """None if Meta named none."""
    country: str | None = None
    """A phone's prefix or a country's code; None if unknown."""


type People = Mapping[Group, int]


@dataclass(frozen=True, slots=True)
class CostLine:
    country: str
    """Its name on the list; for an unlisted country "+49" or "DE"."""
    category: str
    people: int
    micro_euro: int | None
    """For one message; None where no price is known."""
    valid_from: date | None = None
    to_confirm: bool = False


@dataclass(frozen=True, slots=True)
class Cost:
    on: date
    """Whose prices were used."""
    lines: tuple[CostLine, ...] = ()
    assumed: int = 0
    """People without a known country, priced as the default one."""
    assumed_country: str = ""

    @property
    def people(self) -> int:
        return sum(line.people for line in self.lines)

    @property
    def without_price(self) -> int:
        return sum(line.people for line in self.lines if line.micro_euro is None)

    @property
    def micro_euro(self) -> int | None:
        """Sum for people whose price is known; None if there are people and no price is known."""
        if self.people and self.without_price == self.people:
            return None
        return sum(line.people * line.micro_euro for line in self.lines if line.micro_euro is not None)


@dataclass(frozen=True, slots=True)
class PriceList:
    default_country: str = ""
    countries: tuple[Country, ...] = ()
    prices: tuple[Price, ...] = ()

    def find_country(self, key: str) -> Country | None:
        return next((country for country in self.countries if key in (country.code, country.prefix)), None)

    def find_price(self, country: str, category: str, on: date) -> Price | None:
        """The newest that is valid on that day."""
        valid = (
            price
            for price in self.prices
            if (price.country, price.category) == (country, category) and price.valid_from <= on
        )
        return max(valid, key=lambda each: each.valid_from, default=None)

    def free_answers(self, on: date) -> FreeAnswers | None:
        """None: the list does not say."""
        price = self.find_price(self.default_country, "service", on)
        if price is None or price.free_per_month is None:
            return None
        return FreeAnswers(price.free_per_month, price.read_on, price.to_confirm)

    def compute_cost(self, people: People, category: str, on: date) -> Cost:
        """`category` applies to people for whom Meta named none."""
        default = self.find_country(self.default_country)
        lines, assumed = Counter[tuple[str, str]](), 0
        for group, number in people.items():
            found = default if group.country is None else self.find_country(group.country)
            assumed += number if group.country is None else 0
            key = found.code if found else group.country or ""
            lines[key, group.category or category] += number
        counted = [
            self._compute_line(key, said, number, on) for (key, said), number in lines.items() if number
        ]
        counted.sort(key=lambda line: (-line.people, line.country, line.category))
        return Cost(on, tuple(counted), assumed, default.name if default else "")

    def _compute_line(self, key: str, category: str, people: int, on: date) -> CostLine:
        found = self.find_country(key)
        name = found.name if found else f"+{key}" if key.isdecimal() else key
        if category == FREE:
            return CostLine(name, category, people, 0)
        price = self.find_price(key, category, on)
        if price is None:
            return CostLine(name, category, people, None)
        return CostLine(name, category, people, price.micro_euro, price.valid_from, price.to_confirm)
