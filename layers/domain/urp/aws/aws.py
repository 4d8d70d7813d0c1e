"""Clients of AWS."""

from __future__ import annotations

from botocore.config import Config

from urp.aws.session import botocore_session


def open_client(service: str, config: Config) -> object:
    """Open a client, as boto3 does without importing it; the caller knows its type."""
    return botocore_session().create_client(service, config=config)
