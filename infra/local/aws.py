"""Clients of the local AWS for the runner itself, its tests and its benches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import boto3
from botocore.config import Config

from infra.local.endpoints import ACCESS_KEY_ID, REGION, SECRET_ACCESS_KEY

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
    from mypy_boto3_dynamodb import DynamoDBClient, DynamoDBServiceResource
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sns import SNSClient
    from mypy_boto3_sqs import SQSClient

_QUICKLY = Config(connect_timeout=5, read_timeout=60, retries={"max_attempts": 2})


class LocalAws:
    """Typed clients of one endpoint."""

    def __init__(self, endpoint_url: str) -> None:
        self._endpoint_url = endpoint_url
        self._session = boto3.Session(
            aws_access_key_id=ACCESS_KEY_ID, aws_secret_access_key=SECRET_ACCESS_KEY, region_name=REGION
        )

    def cloudformation(self) -> CloudFormationClient:
        return self._session.client("cloudformation", endpoint_url=self._endpoint_url, config=_QUICKLY)

    def cognito(self) -> CognitoIdentityProviderClient:
        return self._session.client("cognito-idp", endpoint_url=self._endpoint_url, config=_QUICKLY)

    def dynamodb(self) -> DynamoDBServiceResource:
        return self._session.resource("dynamodb", endpoint_url=self._endpoint_url, config=_QUICKLY)

    def dynamodb_items(self) -> DynamoDBClient:
        """As the service's own adapters take it."""
        return self._session.client("dynamodb", endpoint_url=self._endpoint_url, config=_QUICKLY)

    def functions(self) -> LambdaClient:
        return self._session.client("lambda", endpoint_url=self._endpoint_url, config=_QUICKLY)

    def s3(self) -> S3Client:
        return self._session.client("s3", endpoint_url=self._endpoint_url, config=_QUICKLY)

    def secrets(self) -> SecretsManagerClient:
        return self._session.client("secretsmanager", endpoint_url=self._endpoint_url, config=_QUICKLY)

    def sns(self) -> SNSClient:
        return self._session.client("sns", endpoint_url=self._endpoint_url, config=_QUICKLY)

    def sqs(self) -> SQSClient:
        return self._session.client("sqs", endpoint_url=self._endpoint_url, config=_QUICKLY)
