"""A role allows what its function calls, and nothing that no line of it calls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

from tests.architecture.blueprint import Template, folder_of, functions, statements_of
from tests.cases import every
from tests.integration.whole_service.calls import Call
from tests.integration.whole_service.evidence import Evidence

NAMES_OF_CALLS = frozenset({"sqs:SendMessageBatch", "sqs:ChangeMessageVisibilityBatch"})
"""The local cloud asks for them, AWS for the right without `Batch`."""
READ_AFTER_A_REFUSAL = "dynamodb:GetItem"
"""What a condition refused is read again where the refusal does not show it."""
AFTER_A_FAILURE = "sqs:ChangeMessageVisibility"
"""Not every function fails on such a day."""
ON_A_TURN = "sns:GetSubscriptionAttributes"
"""Whether whoever is on duty confirmed their address: in the days of the service nobody is on the list."""
UNCALLED = NAMES_OF_CALLS | {READ_AFTER_A_REFUSAL, AFTER_A_FAILURE, ON_A_TURN}
NOT_ON_SUCH_A_DAY = {
    ("AccountWatchFunction", "dynamodb:UpdateItem", "BroadcastsTable"),  # holds a running notice
    ("AccountWatchFunction", "sqs:SendMessage", "DispatchQueue"),
    ("AccountWatchFunction", "dynamodb:PutItem", "AuditTable"),  # ... and says so
    ("BroadcastSendFunction", "dynamodb:PutItem", "AuditTable"),
    ("AuditSealFunction", "s3:PutObject", "RecordBucket/*"),  # the day's head is kept on the next
    ("AuditSealFunction", "s3:GetObject", "RecordBucket/*"),
    ("BroadcastDispatchFunction", "dynamodb:UpdateItem", "DeskTable"),  # sweeps what waits for a minute
    ("BroadcastDispatchFunction", "sqs:SendMessage", "RepliesQueue"),
    ("BroadcastDispatchFunction", "dynamodb:DeleteItem", "BroadcastsTable"),  # public, and reached nobody
    ("PublicPublishFunction", "dynamodb:DeleteItem", "BroadcastsTable"),
    ("PublicPublishFunction", "dynamodb:Query", "DeskTable"),  # cases of a year that is over
    ("BroadcastExpandFunction", "sqs:SendMessage", "ExpansionQueue"),  # an order that comes a little early
    ("BroadcastSendFunction", "sqs:SendMessage", "BroadcastQueue"),  # a job out of time
    ("BroadcastSendFunction", "sqs:SendMessage", "EmergencyQueue"),
    ("ReceiptsRecordFunction", "dynamodb:DeleteItem", "CitizensTable"),  # a status that proves two to be one
    ("ReceiptsRecordFunction", "s3:PutObject", "ExclusionsBucket/*"),  # ... one of whom had left
    ("ReceiptsRecordFunction", "secretsmanager:GetSecretValue", "ExclusionKey"),
    ("ListImportFunction", "secretsmanager:GetSecretValue", "ExclusionKey"),  # asked after a restore alone
    ("InboundHandleFunction", "s3:ListBucket", "ReceivedBucket"),  # makes S3 say "not there"
    ("InboundHandleFunction", "sqs:SendMessage", "DispatchQueue"),  # who leaves after a day
    ("InboundHandleFunction", "secretsmanager:GetSecretValue", "DutySecret"),  # no text messages are chosen
    ("StaffApiFunction", "secretsmanager:GetSecretValue", "DutySecret"),
    ("BroadcastDispatchFunction", "secretsmanager:GetSecretValue", "DutySecret"),
    ("EvidenceApiFunction", "secretsmanager:GetSecretValue", "DutySecret"),
    ("PeopleChangeFunction", "sns:SetSubscriptionAttributes", "StaffTopic"),  # another choice, at SNS itself
    ("EvidenceApiFunction", "dynamodb:UpdateItem", "ControlTable"),  # counts exports, but not on stage local
    ("EvidenceApiFunction", "s3:ListBucket", "ReceivedBucket"),
    ("EvidenceApiFunction", "s3:ListBucket", "EvidenceBucket"),
    ("ConsoleFunction", "cognito-idp:DescribeUserPoolClient", "StaffPool"),  # at a first sign-in
    ("StaffApiFunction", "dynamodb:BatchGetItem", "BroadcastsTable"),  # looks while jobs are in hand
    ("StaffApiFunction", "dynamodb:Query", "BroadcastsTable"),  # counts figures older than 15 s
}


def granted(name: str) -> set[Call]:
    """But for text messages, which go to no resource."""
    return {
        (action, resource)
        for statement in statements_of(functions()[name])
        if "Resource" in statement and statement["Effect"] == "Allow"
        for action in statement["Action"]
        for resource in _resources(statement["Resource"])
    }


def _resources(node: object) -> Iterator[str]:
    """`${Data.Outputs.CitizensTableArn}/index/phone-only` is CitizensTable/index/phone-only."""
    match node:
        case list():
            for each in node:
                yield from _resources(each)
        case {"Fn::If": [_, usual, _]}:  # the other is of an installation of before
            yield from _resources(usual)
        case {"Fn::GetAtt": target}:
            yield _name(".".join(target) if isinstance(target, list) else str(target))
        case {"Fn::Sub": str(text)}:
            found = re.fullmatch(r"\$\{([^}]+)\}(.*)", text)
            assert found is not None
            yield _name(found[1]) + re.sub(r"^/\w+/\*$", "/*", found[2])  # a folder of a bucket
        case _:
            raise AssertionError(node)


def _name(attribute: str) -> str:
    return (
        attribute.removeprefix("Data.")
        .removeprefix("Messaging.")
        .removeprefix("Outputs.")
        .removesuffix("Arn")
        .removesuffix(".")
        .removesuffix(".Id")
    )


SAME_ACTS = {"ConsoleFunction": "StaffApiFunction", "EvidenceConsoleFunction": "EvidenceApiFunction"}
"""What the API may, these may too (tests/architecture/test_console.py); on such a day it calls it."""


@every("name", sorted(functions()))
def test_whatever_a_function_calls_is_allowed(name: str, day: Evidence) -> None:
    called = {call for call in day.calls.get(folder_of(name), set()) if not call[1].startswith("Missing")}

    assert called
    assert sorted(called - granted(name)) == []


@every("name", sorted(functions()))
def test_whatever_is_allowed_is_called(name: str, day: Evidence) -> None:
    idle = granted(name) - day.calls.get(folder_of(name), set())
    if name in SAME_ACTS:
        idle -= granted(SAME_ACTS[name])

    unexplained = {call for call in idle if (name, *call) not in NOT_ON_SUCH_A_DAY}
    assert sorted(call for call in unexplained if call[0] not in UNCALLED) == []


def test_no_explanation_is_left_over(day: Evidence) -> None:
    held = {(name, *call) for name in functions() for call in granted(name)}

    assert held >= NOT_ON_SUCH_A_DAY


def _matches(statement: Template, action: str, resource: str, key: str) -> bool:
    if action not in statement["Action"] or resource not in set(_resources(statement.get("Resource", []))):
        return False
    conditions = statement.get("Condition", {})
    return all(
        any(fnmatchcase(key, _pattern(each)) for each in named["dynamodb:LeadingKeys"])
        for named in conditions.values()
        if "dynamodb:LeadingKeys" in named
    )


def _pattern(value: object) -> str:
    """Of a key that holds a parameter: whatever its value."""
    text = str(value["Fn::Sub"] if isinstance(value, dict) else value)
    return re.sub(r"\$\{[^}]+\}", "*", text)


@every("name", sorted(functions()))
def test_whatever_a_function_touches_is_among_the_keys_it_may_touch(name: str, day: Evidence) -> None:
    """Neither moto nor the local cloud compares them: AWS alone would refuse."""
    statements = statements_of(functions()[name])
    allowed = [statement for statement in statements if statement["Effect"] == "Allow"]
    denied = [statement for statement in statements if statement["Effect"] == "Deny"]

    refused = [
        call
        for call in sorted(day.keys.get(folder_of(name), set()))
        if not call[1].startswith("Missing")
        and (
            any(_matches(each, *call) for each in denied)
            or not any(_matches(each, *call) for each in allowed)
        )
    ]

    assert refused == []
