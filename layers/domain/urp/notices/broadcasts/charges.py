"""How Meta bills the message to one person, in one word that rows and counters keep: category and country."""

from __future__ import annotations

from urp.whatsapp.status import DeliveryStatus, home_country

_UNSAID = "unsaid"
_NOWHERE = "none"

type ByCharge = tuple[tuple[str, int], ...]
"""(charge, people), by charge."""


def charge_of(status: DeliveryStatus) -> str | None:
    """Such as `utility_39`. None where the status says nothing of it."""
    country = home_country(status.phone, status.user_id)
    if status.billed_as is None and country is None:
        return None
    return f"{status.billed_as or _UNSAID}_{country or _NOWHERE}"


def not_said(country: str | None) -> str:
    """Meta is silent so far; the country may be known from the address."""
    return f"{_UNSAID}_{country or _NOWHERE}"


def first_said(known: str | None, news: str | None) -> str | None:
    """The first that names a category stays."""
    if known is None or (known.startswith(_UNSAID) and news is not None and not news.startswith(_UNSAID)):
        return news
    return known


def category_and_country(charge: str) -> tuple[str | None, str | None]:
    category, _, country = charge.rpartition("_")
    return None if category == _UNSAID else category, None if country == _NOWHERE else country
