"""Clients of AWS, each made once per environment at its first use.

A call that hangs is given up early: a queue delivers again, a person asks again. With all its attempts it
takes no more than two thirds of the time the shortest function has.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, cast

from botocore.config import Config

from urp.aws.aws import open_client

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sns import SNSClient
    from mypy_boto3_sqs import SQSClient


def _config(attempts: int = 3, read_timeout: int = 4, connections: int = 16) -> Config:
    """`attempts` with the first."""
    return Config(
        connect_timeout=1,
        read_timeout=read_timeout,
        retries={"mode": "standard", "total_max_attempts": attempts},
        max_pool_connections=connections,
    )


@cache
def sqs_client() -> SQSClient:
    return cast("SQSClient", open_client("sqs", _config()))


@cache
def redelivery_client() -> SQSClient:
    """Asked once and briefly: what it fails to bring sooner comes all the same."""
    return cast("SQSClient", open_client("sqs", _config(attempts=1, read_timeout=2)))


@cache
def s3_client() -> S3Client:
    """Deleting a thousand bodies at once may take some seconds."""
    return cast("S3Client", open_client("s3", _config(attempts=2, read_timeout=5)))


@cache
def secrets_client() -> SecretsManagerClient:
    return cast("SecretsManagerClient", open_client("secretsmanager", _config()))


@cache
def cognito_client() -> CognitoIdentityProviderClient:
    return cast("CognitoIdentityProviderClient", open_client("cognito-idp", _config()))


@cache
def public_table_client() -> DynamoDBClient:
    """What anybody may ask for gives up soon: each request that hangs holds a place that a citizen's message
    may need."""
    return cast("DynamoDBClient", open_client("dynamodb", _config(attempts=2, read_timeout=1)))


@cache
def sns_client() -> SNSClient:
    """Telling the person on duty must not hold up the answer that names 112."""
    return cast("SNSClient", open_client("sns", _config(attempts=2, read_timeout=2)))


@cache
def sms_client() -> SNSClient:
    """After the e-mail, and in addition: asked once."""
    return cast("SNSClient", open_client("sns", _config(attempts=1, read_timeout=2)))


@cache
def staff_mail_client() -> SNSClient:
    """What causes a mail must not wait for it: asked once."""
    return cast("SNSClient", open_client("sns", _config(attempts=1, read_timeout=2)))


@cache
def duty_secret_client() -> SecretsManagerClient:
    return cast("SecretsManagerClient", open_client("secretsmanager", _config(attempts=1, read_timeout=2)))
