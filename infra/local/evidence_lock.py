"""What local clouds' CloudFormation leaves out of the bucket of evidence, and S3's own call sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


def lock_evidence(s3: S3Client, bucket: str) -> None:
    """As `ObjectLockEnabled: true` in infra/data.yaml does on AWS: copies can be put under legal hold."""
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    s3.put_object_lock_configuration(Bucket=bucket, ObjectLockConfiguration={"ObjectLockEnabled": "Enabled"})
