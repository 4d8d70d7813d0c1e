"""When nothing is on its way any more, what did not come will not come."""

from infra.local.town import TownHall
from tests.e2e.patience import comes_true

_IN_ORDER = ("Inbound", "Replies", "Receipts", "Account")
"""A message moves to the right only: looked at in this order, none can slip past unseen."""


class Queues:
    def __init__(self, town: TownHall) -> None:
        self._sqs = town.aws.sqs()
        self._outputs = town.endpoints.aws.outputs

    def settle(self) -> None:
        """Wait until no citizen's message, reply or status is in a queue or in a function's hands."""
        comes_true(
            lambda: all(self._waiting(self._outputs[f"{name}QueueUrl"]) == 0 for name in _IN_ORDER),
            "messages were to be handled",
        )

    def given_up(self) -> dict[str, int]:
        """Dead letters by queue; those without any are left out."""
        names = {name: queue for name, queue in self._outputs.items() if name.endswith("DeadLettersName")}
        counts = {
            name: self._waiting(self._sqs.get_queue_url(QueueName=queue)["QueueUrl"])
            for name, queue in names.items()
        }
        return {name: count for name, count in counts.items() if count}

    def _waiting(self, url: str) -> int:
        """Visible, or taken and not yet deleted; what is put off for later does not count."""
        told = self._sqs.get_queue_attributes(
            QueueUrl=url,
            AttributeNames=["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
        )["Attributes"]
        return sum(int(value) for value in told.values())
