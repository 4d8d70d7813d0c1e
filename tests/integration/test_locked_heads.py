"""A day's head is put once; another one for the same day is refused aloud."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import boto3
import pytest

from urp.acts.store.anchors import HeadDiffersError, LockedHeads

MONDAY = date(2026, 11, 30)


def test_the_same_head_again_is_the_same_and_another_is_refused(outputs: Mapping[str, str]) -> None:
    s3, bucket = boto3.client("s3"), outputs["RecordBucketName"]
    heads = LockedHeads(lambda: s3, bucket)

    heads.keep_head(MONDAY, b"one")
    heads.keep_head(MONDAY, b"one")
    with pytest.raises(HeadDiffersError):
        heads.keep_head(MONDAY, b"other")
    heads.keep_stamp(MONDAY, b"stamp")
    heads.keep_stamp(MONDAY, b"a later stamp")

    kept = {each["Key"]: s3.get_object(Bucket=bucket, Key=each["Key"])["Body"].read()
            for each in s3.list_objects_v2(Bucket=bucket)["Contents"]}  # fmt: skip
    assert kept == {"heads/2026-11-30.json": b"one", "heads/2026-11-30.tsr": b"stamp"}
