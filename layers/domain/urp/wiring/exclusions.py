"""The record of exclusions, wired; neither its client nor its key is made before somebody leaves."""

from __future__ import annotations

from collections.abc import Callable

from urp.citizens.exclusions import hash_name
from urp.citizens.store.s3_exclusions import ExclusionKey, S3Exclusions
from urp.wiring.clients import s3_client, secrets_client


def exclusion_record(bucket: str, key_arn: str) -> S3Exclusions:
    return S3Exclusions(s3_client, bucket, ExclusionKey(secrets_client, key_arn))


def name_hash(key_arn: str) -> Callable[[str], str]:
    """As the record hashes a name; the key is read at the first one."""
    key = ExclusionKey(secrets_client, key_arn)
    return lambda name: hash_name(key(), name)
