"""Costs, as public JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.notices.api.schemas_cost import CostJson, CostLineJson
from urp.town.pricing.wording import cost_in_words

if TYPE_CHECKING:
    from urp.town.pricing.model import Cost


def cost_json(cost: Cost) -> CostJson:
    return CostJson.from_view(
        cost, lines=tuple(CostLineJson.from_view(line) for line in cost.lines), words=cost_in_words(cost)
    )


def known_cost_json(cost: Cost | None) -> CostJson | None:
    return None if cost is None else cost_json(cost)
