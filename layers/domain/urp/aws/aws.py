"""Clients of AWS."""

from __future__ import annotations

from functools import cache

import boto3
from botocore.config import Config


def aws_client(service: str, config: Config) -> object:
    """The caller knows its type: boto3's overloads take the name of a service as a literal."""
    return _session().client(service, config=config)  # type: ignore[call-overload]


@cache
def _session() -> boto3.session.Session:
    return boto3.session.Session()
