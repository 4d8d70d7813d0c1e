"""The functions behind the queues, wired as in production on the real templates' tables and queues."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import boto3
from aws_lambda_powertools.utilities.typing import LambdaContext

from urp.aws.dynamodb import dynamodb_client
from urp.wiring import clients, inbound_handle, receipts_record, reply_send, retention_purge

WIRED = (
    dynamodb_client,
    clients.s3_client,
    clients.sns_client,
    clients.sms_client,
    clients.staff_mail_client,
    clients.duty_secret_client,
    clients.sqs_client,
    clients.redelivery_client,
    clients.secrets_client,
    inbound_handle.deliver_message,
    receipts_record.record_receipts,
    receipts_record.receipts_settings,
    reply_send.send_reply,
    retention_purge.purge_expired,
)
PHONE_NUMBER_ID = "900000000000001"


class Invocation(LambdaContext):
    _function_name = "made-up"
    _memory_limit_in_mb = 512
    _invoked_function_arn = "arn:aws:lambda:eu-south-1:123456789012:function:made-up"
    _aws_request_id = "made-up"

    @staticmethod
    def get_remaining_time_in_millis() -> int:
        return 600_000


def environment(outputs: Mapping[str, str]) -> dict[str, str]:
    return {
        "STAGE": "local",
        "STACK": "urp-test",
        "PROFILE_PACKAGE": "urp_profile",
        "CITIZENS_TABLE": outputs["CitizensTableName"],
        "DESK_TABLE": outputs["DeskTableName"],
        "CONTROL_TABLE": outputs["ControlTableName"],
        "AUDIT_TABLE": outputs["AuditTableName"],
        "BROADCASTS_TABLE": outputs["BroadcastsTableName"],
        "RECEIVED_BUCKET": outputs["ReceivedBucketName"],
        "EXCLUSIONS_BUCKET": outputs["ExclusionsBucketName"],
        "EXCLUSION_KEY_ARN": outputs["ExclusionKeyArn"],
        "RESTORED_AT": "no",
        "TRAINING": "no",
        "REPLIES_QUEUE_URL": outputs["RepliesQueueUrl"],
        "BLOCKS_QUEUE_URL": outputs["BlocksQueueUrl"],
        "PEOPLE_QUEUE_URL": outputs["PeopleQueueUrl"],
        "DISPATCH_QUEUE_URL": outputs["DispatchQueueUrl"],
        "DUTY_TOPIC_ARN": outputs["DutyTopicArn"],
        "DUTY_ALERT": "yes",
        "DUTY_SECRET_ARN": "none",
        "STAFF_TOPIC_ARN": outputs["StaffTopicArn"],
        "CONSOLE_URL": "https://urp.roccaserena.example/console",
        "DESK_TOPIC_ARN": outputs["DeskTopicArn"],
        "WABA_ID": "800000000000001",
        "PHONE_NUMBER_ID": PHONE_NUMBER_ID,
        "NUMBER_RATE": "80",
        "FRESH_SIGN_IN_MINUTES": "0",
        "LEND_RESERVE": "no",
    }


def new_container() -> None:
    for wired in WIRED:
        wired.cache_clear()


def records(bodies: Mapping[str, str], group: str = "anna", deliveries: int = 1) -> dict[str, Any]:
    """What Lambda hands on: record id to body."""
    return {
        "Records": [
            {
                "messageId": name,
                "receiptHandle": name,
                "body": body,
                "attributes": {
                    "ApproximateReceiveCount": str(deliveries),
                    "MessageGroupId": group,
                    "MessageDeduplicationId": name,
                },
                "messageAttributes": {},
                "eventSource": "aws:sqs",
                "eventSourceARN": "arn:aws:sqs:eu-south-1:123456789012:inbound.fifo",
                "awsRegion": "eu-south-1",
            }
            for name, body in bodies.items()
        ]
    }


def text(words: str, number: int, at: int) -> str:
    message = {
        "id": f"wamid.FAKE{number}",
        "from": "393330000001",
        "from_user_id": "IT.10000000000000000001",
        "timestamp": str(at),
        "type": "text",
        "text": {"body": words},
    }
    return json.dumps({"phone_number_id": PHONE_NUMBER_ID, "message": message, "contact": None})


def enqueued(queue_url: str) -> Iterator[str]:
    """Ids of the replies that wait to be sent."""
    found = boto3.client("sqs").receive_message(QueueUrl=queue_url, MaxNumberOfMessages=10)
    for message in found.get("Messages", []):
        yield json.loads(message["Body"])["outbox_id"]
