"""What a notice costs: on AWS everything it asked for, as counted in virtual time, at the prices of a day; to
Meta what the town's own price list says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tests.bench.prices import EURO_A_DOLLAR, Prices
from tests.fakes.aws.calls import ROW
from tests.fakes.aws.usage import Usage
from urp.town.pricing.model import MICRO, Group, PriceList

MEMORY_GB = {
    "webhook": 1.0,
    "receipts": 0.5,
    "expansion": 0.5,
    "dispatch": 1.0,
    "tick": 1.0,
    "ordinary": 1.0,
    "emergency": 1.0,
}
"""Of the function behind each part, as in the template."""
BY_TENS = ("receipts",)
"""Whose queue is read in batches; elsewhere one message is one invocation."""
LOG_BYTES = 1_000
"""Of an invocation: its start, its report and one line of ours."""
SENT_BYTES = 1_500
"""Of a request to Meta."""
PRICED_ON = date(2026, 11, 25)
"""As the prices of AWS."""
ANSWERS = 5_000
"""Of a busy desk in a month, in free text."""
KEPT_MONTHS = 3
"""Recipient rows."""
_MILLION, _GB = 1_000_000, 1_000_000_000


def euros(usage: Usage, people: int, prices: Prices) -> Mapping[str, float]:
    """By service."""
    invocations = sum(usage.invocations.values())
    gb_seconds = sum(MEMORY_GB[part] * seconds for part, seconds in usage.seconds.items())
    stored = people * ROW / _GB * KEPT_MONTHS * prices.stored_gb_month
    requests = sum(usage.writes.values()) * prices.writes + sum(usage.reads.values()) * prices.reads
    dollars = {
        "DynamoDB": requests / _MILLION + stored,
        "SQS": queue_requests(usage) * prices.queue_requests / _MILLION,
        "Lambda": invocations * prices.invocations / _MILLION + gb_seconds * prices.gb_seconds,
        "API Gateway": usage.invocations["webhook"] * prices.api_requests / _MILLION,
        "CloudWatch Logs": invocations * LOG_BYTES / _GB * prices.logs_gb,
        "transfer": people * SENT_BYTES / _GB * prices.sent_gb,
    }
    return {service: dollar * EURO_A_DOLLAR for service, dollar in dollars.items()}


def queue_requests(usage: Usage) -> float:
    """What we put there, and what Lambda's pollers receive and delete for us."""
    alone = sum(
        count for part, count in usage.invocations.items() if part not in (*BY_TENS, "webhook", "tick")
    )
    together = usage.calls["webhook", "SendMessageBatch"] / 10
    return usage.sqs() + 2 * alone + 2 * together


def per_10000(by_service: Mapping[str, float], people: int) -> dict[str, float]:
    scaled = {service: euro * 10_000 / people for service, euro in by_service.items()}
    return {"all": round(sum(scaled.values()), 4)} | {name: round(euro, 4) for name, euro in scaled.items()}


def meta_euro(prices: PriceList) -> dict[str, float | None]:
    """To people of the town's own country; None where it knows no price."""
    costs = {
        f"10,000 people, {category}": prices.compute_cost({Group(): 10_000}, category, PRICED_ON).micro_euro
        for category in ("utility", "marketing")
    }
    costs[f"{ANSWERS:,} answers in a month"] = _price_answers(prices)
    return {what: None if micro is None else micro / MICRO for what, micro in costs.items()}


def _price_answers(prices: PriceList) -> int | None:
    """Micro-euro for the free-text answers of one number in one month, to the default country."""
    price = prices.find_price(prices.default_country, "service", PRICED_ON)
    return None if price is None else max(0, ANSWERS - (price.free_per_month or 0)) * price.micro_euro
