"""A cost as stored in the statement that it belongs to: the prices it used stay readable."""

from __future__ import annotations

from datetime import date

from urp.aws.dynamodb import Item, Value
from urp.town.pricing.model import Cost, CostLine


def cost_item(cost: Cost) -> dict[str, Value]:
    return {
        "on": cost.on.isoformat(),
        "lines": [_line_item(line) for line in cost.lines],
        "assumed": cost.assumed,
        "assumed_country": cost.assumed_country,
    }


def cost_from(item: Item) -> Cost:
    return Cost(
        on=date.fromisoformat(item["on"]),
        lines=tuple(map(_line_from, item["lines"])),
        assumed=item["assumed"],
        assumed_country=item["assumed_country"],
    )


def _line_item(line: CostLine) -> dict[str, Value]:
    stored: dict[str, Value] = {
        "country": line.country,
        "category": line.category,
        "people": line.people,
        "to_confirm": line.to_confirm,
    }
    if line.micro_euro is not None:
        stored["micro_euro"] = line.micro_euro
    if line.valid_from is not None:
        stored["valid_from"] = line.valid_from.isoformat()
    return stored


def _line_from(item: Item) -> CostLine:
    return CostLine(
        country=item["country"],
        category=item["category"],
        people=item["people"],
        micro_euro=item.get("micro_euro"),
        valid_from=date.fromisoformat(item["valid_from"]) if "valid_from" in item else None,
        to_confirm=item["to_confirm"],
    )
