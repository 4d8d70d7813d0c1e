"""A part of AWS that hangs is given up while the function still has time to say so."""

from __future__ import annotations

from typing import Any

from tests.architecture.blueprint import functions, template
from tests.cases import every
from urp.aws.dynamodb import dynamodb_client
from urp.wiring import clients, webhook

CLIENTS = {
    "dynamodb": dynamodb_client,
    "sqs": clients.sqs_client,
    "redelivery": clients.redelivery_client,
    "s3": clients.s3_client,
    "secrets": clients.secrets_client,
    "sns": clients.sns_client,
    "sms": clients.sms_client,
    "staff mail": clients.staff_mail_client,
    "duty_secret": clients.duty_secret_client,
    "webhook": webhook._s3_client,
}


def shortest_life() -> int:
    usual = template()["Globals"]["Function"]["Timeout"]
    return min(int(body["Properties"].get("Timeout", usual)) for body in functions().values())


def longest_call(client: Any) -> float:  # noqa: ANN401 - a client of any service
    """Every attempt silent to its end, and the pauses of botocore's standard mode at their longest."""
    config = client.meta.config
    attempts = config.retries["total_max_attempts"]
    pauses = sum(2**retry for retry in range(attempts - 1))
    return float(attempts * (config.connect_timeout + config.read_timeout) + pauses)


@every("name", CLIENTS)
def test_one_call_that_hangs_leaves_a_third_of_the_shortest_life(name: str) -> None:
    assert longest_call(CLIENTS[name]()) <= shortest_life() * 2 / 3
