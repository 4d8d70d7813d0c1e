"""The two webhook functions, wired once per container."""

from __future__ import annotations

import os
import time
from functools import cache

import boto3
from botocore.config import Config

from urp.adapters.s3 import S3ReceivedBodies
from urp.adapters.secrets import CachedSecrets
from urp.adapters.sqs import SqsIntakeQueues
from urp.intake.receive import ReceivePost
from urp.settings.webhook_receive import WebhookReceiveSettings
from urp.settings.webhook_verify import WebhookVerifySettings

# Meta waits for the answer, and posts again what failed: a call that hangs is given up early.
_IMPATIENT = Config(connect_timeout=1, read_timeout=2, retries={"mode": "standard", "total_max_attempts": 3})


@cache
def verification_secrets() -> CachedSecrets:
    return _secrets(WebhookVerifySettings.from_env(os.environ).secret_arn)


@cache
def receive_post() -> ReceivePost:
    settings = WebhookReceiveSettings.from_env(os.environ)
    return ReceivePost(
        secrets=_secrets(settings.secret_arn),
        bodies=S3ReceivedBodies(boto3.client("s3", config=_IMPATIENT), settings.received_bucket),
        queues=SqsIntakeQueues(
            boto3.client("sqs", config=_IMPATIENT),
            settings.inbound_queue_url,
            settings.receipts_queue_url,
            settings.account_queue_url,
        ),
    )


def _secrets(secret_arn: str) -> CachedSecrets:
    # The wall clock: a frozen container's own clock may stand still.
    return CachedSecrets(boto3.client("secretsmanager", config=_IMPATIENT), secret_arn, time.time)
