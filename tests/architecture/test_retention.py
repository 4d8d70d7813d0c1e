"""Two places cannot read the profile, and must say what it says."""

from tests.architecture.blueprint import of_type
from urp.municipality import load_municipality

RETENTION = load_municipality("urp_profile", placeholders_allowed=True).retention


def test_received_bodies_and_logs_live_as_long_as_the_profile_says() -> None:
    bucket = of_type("AWS::S3::Bucket")["ReceivedBucket"]
    days = {rule["ExpirationInDays"] for rule in bucket["Properties"]["LifecycleConfiguration"]["Rules"]}
    logs = {group["Properties"]["RetentionInDays"] for group in of_type("AWS::Logs::LogGroup").values()}

    assert days == {RETENTION.received_bodies}
    assert logs == {RETENTION.logs}
