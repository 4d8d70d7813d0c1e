"""The two webhook functions, wired once per container, for a fast first answer.

Their clients are botocore's, which boto3's are too: importing boto3 would cost a sixth of the start.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

from botocore.config import Config

from urp.aws.secrets import CachedSecrets
from urp.aws.session import botocore_session
from urp.inbound.intake import ReceivePost, RecentMessages
from urp.inbound.store.received import S3ReceivedBodies, SqsIntakeQueues
from urp.settings import Settings
from urp.whatsapp.service_secrets import WebhookSecrets
from urp.whatsapp.store.inbound_count import DynamoInboundCount

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sqs import SQSClient


@dataclass(frozen=True, slots=True)
class WebhookVerifySettings(Settings):
    secret_arn: str


@dataclass(frozen=True, slots=True)
class WebhookReceiveSettings(Settings):
    secret_arn: str
    received_bucket: str
    inbound_queue_url: str
    receipts_queue_url: str
    account_queue_url: str
    control_table: str
    phone_number_id: str
    wants_certificate: bool


@cache
def verification_secrets() -> CachedSecrets[WebhookSecrets]:
    return _secrets(WebhookVerifySettings.from_env(os.environ).secret_arn)


@cache
def wants_certificate() -> bool:
    return _settings().wants_certificate


@cache
def _settings() -> WebhookReceiveSettings:
    return WebhookReceiveSettings.from_env(os.environ)


@cache
def receive_post() -> ReceivePost:
    settings = _settings()
    counted = DynamoInboundCount(_counting_client, settings.control_table, settings.phone_number_id)
    return ReceivePost(
        secrets=_secrets(settings.secret_arn).get_current,
        phone_number_id=settings.phone_number_id,
        bodies=S3ReceivedBodies(_s3_client, settings.received_bucket),
        queues=SqsIntakeQueues(
            cast("SQSClient", _client("sqs")),
            settings.inbound_queue_url,
            settings.receipts_queue_url,
            settings.account_queue_url,
        ),
        count_inbound=counted.count,
        just_written=RecentMessages(settings.phone_number_id),
    )


def _secrets(secret_arn: str) -> CachedSecrets[WebhookSecrets]:
    client = cast("SecretsManagerClient", _client("secretsmanager"))
    # The wall clock: a frozen container's monotonic one may stand still.
    return CachedSecrets(client, secret_arn, WebhookSecrets.from_json, time.time)


@cache
def _s3_client() -> S3Client:
    """Made when the first body is kept: the slowest to make, and statuses, most of the traffic, need none."""
    return cast("S3Client", _client("s3"))


@cache
def _counting_client() -> DynamoDBClient:
    """Made when the first message is counted. Meta's answer waits for it a fifth of a second at most: tried
    once, a tenth to connect and a tenth to be answered, which usually takes less than ten milliseconds."""
    config = Config(
        connect_timeout=0.1, read_timeout=0.1, retries={"mode": "standard", "total_max_attempts": 1}
    )
    return cast("DynamoDBClient", botocore_session().create_client("dynamodb", config=config))


def _client(service: str) -> object:
    """Meta waits for the answer, and posts again what failed: a call that hangs is given up early."""
    config = Config(connect_timeout=1, read_timeout=2, retries={"mode": "standard", "total_max_attempts": 3})
    return botocore_session().create_client(service, config=config)
