"""Load prices.toml of a profile, at first use; errors name the field."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from urp.town.pricing.model import MICRO, Country, Price, PriceList
from urp.town.profile_files import ProfileFolder, Section, find_package_folder, read_section

if TYPE_CHECKING:
    from collections.abc import Collection

PRICES_FILE = "prices.toml"
CATEGORIES = (
    "utility",
    "marketing",
    "authentication",
    "service",
    "marketing_lite",
    "authentication_international",
)
_CODE = re.compile(r"[A-Z]{2}")
_PREFIX = re.compile(r"[1-9][0-9]{0,2}")
_EURO = re.compile(r"[0-9]{1,3}\.[0-9]{1,6}")
_MOST_FREE = 1_000_000


@cache
def load_prices(package: str) -> PriceList:
    """Load the prices; unconfirmed ones are used and marked, since no price would be worse."""
    return load_prices_from(find_package_folder(package))


def load_prices_from(folder: Path | ProfileFolder) -> PriceList:
    """Without the file no price is known. Raises MisconfiguredError."""
    if not folder.joinpath(PRICES_FILE).is_file():
        return PriceList()
    file = read_section(folder, PRICES_FILE, placeholders_allowed=False)
    countries = tuple(_read_country(section) for section in file.read_sections("countries"))
    codes, prefixes = {country.code for country in countries}, {country.prefix for country in countries}
    if min(len(codes), len(prefixes)) < len(countries):
        file.refuse("countries", "each needs a code and a prefix of its own")
    default = file.read_text("default_country")
    if default not in codes:
        file.refuse("default_country", "must be the code of one of the countries")
    prices = tuple(_read_price(section, codes) for section in file.read_sections("prices"))
    if len({(price.country, price.category, price.valid_from) for price in prices}) < len(prices):
        file.refuse("prices", "two are of the same country, category and day")
    file.finish()
    return PriceList(default, countries, prices)


def _read_country(section: Section) -> Country:
    country = Country(
        code=section.read_text("code", pattern=_CODE, wanted="two capital letters"),
        prefix=section.read_text("prefix", pattern=_PREFIX, wanted="one to three digits, without plus"),
        name=section.read_text("name"),
    )
    section.finish()
    return country


def _read_price(section: Section, countries: Collection[str]) -> Price:
    country, category = section.read_text("country"), section.read_text("category")
    if country not in countries:
        section.refuse("country", "must be the code of one of the countries")
    if category not in CATEGORIES:
        section.refuse("category", f"must be one of {', '.join(CATEGORIES)}")
    free = section.read_optional_integer("free_per_month", at_least=0, at_most=_MOST_FREE)
    if free is not None and category != "service":
        section.refuse("free_per_month", "is for the category service alone")
    price = Price(
        country=country,
        category=category,
        micro_euro=_read_micro_euro(section),
        valid_from=section.read_day("valid_from"),
        source=section.read_text("source"),
        read_on=section.read_day("read_on"),
        to_confirm=section.read_optional_boolean("to_confirm"),
        free_per_month=free,
    )
    section.finish()
    return price


def _read_micro_euro(section: Section) -> int:
    """Micro-euro from the digits, since a float is not exact."""
    whole, _, part = section.read_text(
        "euro", pattern=_EURO, wanted='a text such as "0.0248", with at most six decimals'
    ).partition(".")
    return int(whole) * MICRO + int(part.ljust(6, "0"))
