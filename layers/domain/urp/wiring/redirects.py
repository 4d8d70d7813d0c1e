"""Counts of what was sent to other channels, wired for the office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.adapters.dynamodb_redirects import DynamoRedirectCounts
from urp.redirects.counts import CountRedirects

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def count_redirects(client: DynamoDBClient, desk_table: str) -> CountRedirects:
    return CountRedirects(DynamoRedirectCounts(client, desk_table))
