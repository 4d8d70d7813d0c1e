"""What one message costs at Meta, for whoever says so in a sentence."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from urp.notices.account.sentences import PriceOf


def price_of(package: str, zone: tzinfo) -> PriceOf:
    return partial(_write_price, package, zone)


def _write_price(package: str, zone: tzinfo, category: str, at: datetime) -> str | None:
    """Imported when a template has moved: a start should not pay for it. A list that cannot be read must not
    keep a notice from being held."""
    from urp.errors import MisconfiguredError
    from urp.town.pricing.loading import load_prices
    from urp.town.pricing.wording import write_unit_price

    try:
        prices = load_prices(package)
    except MisconfiguredError:
        return None
    price = prices.find_price(prices.default_country, category, at.astimezone(zone).date())
    return None if price is None else write_unit_price(price.micro_euro)
