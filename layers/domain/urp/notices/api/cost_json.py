"""Costs, as public JSON."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pydantic import Field

from urp.staff_api.schemas import Output
from urp.town.pricing.wording import write_cost

if TYPE_CHECKING:
    from urp.town.pricing.model import Cost


class CostLineJson(Output):
    country: str = Field(
        description="Its name in the municipality's price list; else its phone prefix or code"
    )
    category: str = Field(description="WhatsApp's: utility, marketing…; free: not billed, it says")
    people: int
    micro_euro: int | None = Field(description="For one message; null: no price is known")
    valid_from: date | None = Field(description="First day of that price")
    to_confirm: bool = Field(description="The price was found, and nobody has confirmed it")


class CostJson(Output):
    """An estimate: WhatsApp bills when it delivers. Nobody whom it could not deliver to is in it."""

    on: date = Field(description="Day whose prices were used, by the municipality's clock")
    micro_euro: int | None = Field(
        description="Millionths of a euro, of those whose price is known; null, never zero, when nobody's is"
    )
    people: int
    without_price: int = Field(description="Of the people, those whose price is not known")
    assumed: int = Field(description="Of the people, those reckoned as of the municipality's own country")
    lines: tuple[CostLineJson, ...] = Field(description="Most people first")
    words: str = Field(description="Italian, for the office")


def cost_json(cost: Cost) -> CostJson:
    return CostJson.from_view(
        cost, lines=tuple(CostLineJson.from_view(line) for line in cost.lines), words=write_cost(cost)
    )


def known_cost_json(cost: Cost | None) -> CostJson | None:
    return None if cost is None else cost_json(cost)
