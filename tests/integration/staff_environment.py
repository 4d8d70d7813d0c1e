"""What `staff_api` and `evidence_api` find in their environment."""

from __future__ import annotations

from collections.abc import Mapping

PROFILE = "tests.profiles.roccaserena"


def environment(outputs: Mapping[str, str]) -> dict[str, str]:
    """Of both, on the tables and queues of the real templates: `outputs` are theirs."""
    return {
        "STAGE": "local",
        "STACK": "urp-test",
        "CITIZENS_TABLE": outputs["CitizensTableName"],
        "BROADCASTS_TABLE": outputs["BroadcastsTableName"],
        "DESK_TABLE": outputs["DeskTableName"],
        "AUDIT_TABLE": outputs["AuditTableName"],
        "CONTROL_TABLE": outputs["ControlTableName"],
        "RECEIVED_BUCKET": outputs["ReceivedBucketName"],
        "EXCLUSIONS_BUCKET": outputs["ExclusionsBucketName"],
        "EXCLUSION_KEY_ARN": outputs["ExclusionKeyArn"],
        "RESTORED_AT": "no",
        "TRAINING": "no",
        "EVIDENCE_BUCKET": outputs["EvidenceBucketName"],
        "DISPATCH_QUEUE_URL": outputs["DispatchQueueUrl"],
        "REPLIES_QUEUE_URL": outputs["RepliesQueueUrl"],
        "IMPORT_QUEUE_URL": outputs["ImportQueueUrl"],
        "BLOCKS_QUEUE_URL": outputs["BlocksQueueUrl"],
        "PEOPLE_QUEUE_URL": outputs["PeopleQueueUrl"],
        "DUTY_TOPIC_ARN": outputs["DutyTopicArn"],
        "DUTY_ALERT": "yes",
        "DUTY_SECRET_ARN": "none",
        "STAFF_TOPIC_ARN": outputs["StaffTopicArn"],
        "CONSOLE_URL": "https://urp.roccaserena.example/console",
        "PHONE_NUMBER_ID": "100000000000001",
        "NUMBER_RATE": "80",
        "FRESH_SIGN_IN_MINUTES": "0",
        "PROFILE_PACKAGE": PROFILE,
        "TEST_PHONES": "393330000001,393330000002",
    }
