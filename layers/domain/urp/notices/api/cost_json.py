"""Costs, as public JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.notices.api.schemas_cost import CostJson, CostLineJson
from urp.town.pricing.wording import cost_in_words

if TYPE_CHECKING:
    from urp.town.pricing.model import Cost


def cost_json(cost: Cost) -> CostJson:
    return CostJson(
        on=cost.on,
        micro_euro=cost.micro_euro,
        people=cost.people,
        without_price=cost.without_price,
        assumed=cost.assumed,
        lines=tuple(
            CostLineJson(
                country=line.country,
                category=line.category,
                people=line.people,
                micro_euro=line.micro_euro,
                valid_from=line.valid_from,
                to_confirm=line.to_confirm,
            )
            for line in cost.lines
        ),
        words=cost_in_words(cost),
    )


def known_cost_json(cost: Cost | None) -> CostJson | None:
    return None if cost is None else cost_json(cost)
