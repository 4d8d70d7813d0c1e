"""Two places cannot read the profile, and must say what it says."""

from tests.architecture.blueprint import of_type
from urp.town.municipality import load_municipality

RETENTION = load_municipality("urp_profile", placeholders_allowed=True).retention


def test_received_bodies_and_logs_live_as_long_as_the_profile_says() -> None:
    days = _days_of("ReceivedBucket")
    logs = {group["Properties"]["RetentionInDays"] for group in of_type("AWS::Logs::LogGroup").values()}

    assert days == {RETENTION.received_bodies}
    assert logs == {RETENTION.logs}


def test_the_record_of_exclusions_outlives_what_a_table_can_be_restored_for() -> None:
    """35 days, DynamoDB. Whoever left on the first of them must still be found on the last."""
    assert _days_of("ExclusionsBucket") == {RETENTION.exclusions}
    assert RETENTION.exclusions > 35


def test_a_head_of_the_record_is_locked_as_long_as_the_acts_are_kept() -> None:
    bucket = of_type("AWS::S3::Bucket")["RecordBucket"]["Properties"]
    lock = bucket["ObjectLockConfiguration"]["Rule"]["DefaultRetention"]

    assert lock["Days"] == RETENTION.audit
    assert _days_of("RecordBucket") == {RETENTION.audit + 1}


def _days_of(bucket: str) -> set[int]:
    rules = of_type("AWS::S3::Bucket")[bucket]["Properties"]["LifecycleConfiguration"]["Rules"]
    return {rule["ExpirationInDays"] for rule in rules if rule["Status"] == "Enabled"}
