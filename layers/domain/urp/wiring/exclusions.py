"""The record of exclusions, wired; neither its client nor its key is made before somebody leaves."""

from __future__ import annotations

from urp.citizens.store.s3_exclusions import ExclusionKey, S3Exclusions
from urp.wiring.clients import s3_client, secrets_client


def exclusion_record(bucket: str, key_arn: str) -> S3Exclusions:
    return S3Exclusions(s3_client, bucket, ExclusionKey(secrets_client, key_arn))
