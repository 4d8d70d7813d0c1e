"""Clients of AWS."""

from __future__ import annotations

from functools import cache

import boto3
from botocore.config import Config

from urp.aws.session import botocore_session


def open_client(service: str, config: Config) -> object:
    """Open a client; the caller knows its type, since boto3's overloads need the service's name as a
    literal."""
    return _open_session().client(service, config=config)  # type: ignore[call-overload]


@cache
def _open_session() -> boto3.session.Session:
    return boto3.session.Session(botocore_session=botocore_session())
