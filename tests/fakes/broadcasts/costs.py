"""What Meta asks in the tests' own world: Italy alone has prices."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date

from tests.fakes.broadcasts.engine_store import EngineStore
from urp.notices.account.rules import AccountRules
from urp.notices.broadcasts.costs import Costs
from urp.town.pricing.model import Country, Price, PriceList
from urp.town.templates.model import MessageTemplate

UTILITY, MARKETING = 25_000, 65_000
PRICES = PriceList(
    "IT",
    (Country("IT", "39", "Italia"),),
    tuple(
        Price("IT", category, micro_euro, date(2026, 10, 1), "invented", date(2026, 10, 2))
        for category, micro_euro in (("utility", UTILITY), ("marketing", MARKETING))
    ),
)


def costs_of(stored: EngineStore, templates: Mapping[str, MessageTemplate]) -> Costs:
    return Costs(lambda: PRICES, AccountRules(stored.notes, templates), UTC)
