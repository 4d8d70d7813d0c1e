"""What one recipient of a notice may ask of AWS, in requests. `docs/performance.md` tells what for."""

from __future__ import annotations

from collections.abc import Mapping

from tests.fakes.aws.usage import Usage

PEOPLE = 2_000
"""Of the notice it is kept for: of a smaller one the parts that are the same for every notice weigh more."""
BUDGET: Mapping[str, float] = {
    "DynamoDB, freezing": 0.11,
    "DynamoDB, sending": 1.40,
    "DynamoDB, recording statuses": 0.14,
    "DynamoDB, dispatching": 0.11,  # 168 or 201 in all: one more look before the end, or not
    "SQS, putting": 3.06,
}
"""Three statuses a recipient, each in a POST of its own: each is put on the queue before it is answered."""


def asked(usage: Usage, people: int) -> Mapping[str, float]:
    requests = {
        "DynamoDB, freezing": usage.dynamodb("expansion"),
        "DynamoDB, sending": usage.dynamodb("ordinary", "emergency"),
        "DynamoDB, recording statuses": usage.dynamodb("receipts"),
        "DynamoDB, dispatching": usage.dynamodb("dispatch", "tick"),
        "SQS, putting": usage.sqs(),
    }
    return {what: count / people for what, count in requests.items()}
