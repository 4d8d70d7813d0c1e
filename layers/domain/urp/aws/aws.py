"""Clients of AWS from botocore itself: importing boto3 costs as much as a client, for nothing we use."""

from __future__ import annotations

from functools import cache

import botocore.session
from botocore.config import Config


def aws_client(service: str, config: Config) -> object:
    """A client as boto3 would make it; the caller knows its type."""
    return _session().create_client(service, config=config)


@cache
def _session() -> botocore.session.Session:
    return botocore.session.get_session()
