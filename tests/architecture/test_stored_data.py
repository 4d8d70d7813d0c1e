"""What is stored survives a mistake, and not longer than it should."""

from graphlib import TopologicalSorter

import pytest

from tests.architecture.blueprint import (
    deployed,
    functions,
    of_type,
    references,
    statements_of,
    template,
    translated,
)
from tests.cases import every

TABLES = of_type("AWS::DynamoDB::Table")
BUCKETS = of_type("AWS::S3::Bucket")
STATEFUL = (
    "AWS::DynamoDB::Table",
    "AWS::S3::Bucket",
    "AWS::SecretsManager::Secret",
    "AWS::Cognito::UserPool",
)


@every("name", sorted(TABLES))
def test_a_table_can_be_restored_and_not_deleted_by_mistake(name: str) -> None:
    properties = TABLES[name]["Properties"]

    assert properties["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert properties["DeletionProtectionEnabled"] == {"Fn::If": ["IsProtected", True, False]}
    assert properties["SSESpecification"] == {"SSEEnabled": True}
    assert properties["BillingMode"] == "PAY_PER_REQUEST"


@every("name", sorted(TABLES))
def test_what_a_table_holds_expires(name: str) -> None:
    wanted = {"AttributeName": "expires_at", "Enabled": True}

    assert TABLES[name]["Properties"]["TimeToLiveSpecification"] == wanted


@pytest.mark.parametrize("name", sorted(BUCKETS))
def test_what_a_bucket_holds_is_encrypted_and_nobody_elses_to_read(name: str) -> None:
    properties = BUCKETS[name]["Properties"]

    assert set(properties["PublicAccessBlockConfiguration"].values()) == {True}
    assert "BucketEncryption" in properties


def test_everything_received_expires() -> None:
    rules = BUCKETS["ReceivedBucket"]["Properties"]["LifecycleConfiguration"]["Rules"]

    assert all(rule["Status"] == "Enabled" for rule in rules)
    assert [rule for rule in rules if "Prefix" not in rule and "ExpirationInDays" in rule]


def test_evidence_is_written_once_and_only_what_a_person_released_expires() -> None:
    properties = BUCKETS["EvidenceBucket"]["Properties"]
    rules = properties["LifecycleConfiguration"]["Rules"]

    assert properties["ObjectLockEnabled"] is True
    assert properties["VersioningConfiguration"] == {"Status": "Enabled"}
    assert [rule["TagFilters"] for rule in rules] == [[{"Key": "released", "Value": "yes"}]]


def test_nobody_deletes_evidence() -> None:
    policy = template()["Resources"]["EvidenceBucketPolicy"]["Properties"]["PolicyDocument"]
    denied = policy["Statement"][0]
    granted = {
        action
        for function in functions().values()
        for statement in statements_of(function)
        if "EvidenceBucket" in str(statement.get("Resource"))
        for action in statement["Action"]
    }

    assert (denied["Effect"], denied["Principal"]) == ("Deny", "*")
    assert set(denied["Action"]) == {"s3:DeleteObject", "s3:DeleteObjectVersion"}
    assert granted == {
        "s3:GetObject", "s3:PutObject", "s3:PutObjectLegalHold", "s3:PutObjectTagging", "s3:ListBucket",
    }  # fmt: skip


def test_whatever_changes_a_hold_or_a_tag_of_evidence_is_denied_to_all_but_what_keeps_it() -> None:
    """A tag lets the lifecycle delete; a retention could outlast every hold that is let go."""
    statements = deployed("production")["EvidenceBucketPolicy"]["Properties"]["PolicyDocument"]["Statement"]
    (held,) = [statement for statement in statements if statement["Sid"] == "OnlyEvidenceHoldsAndLetsGo"]

    assert set(held["Action"]) == {
        "s3:PutObject", "s3:PutObjectLegalHold", "s3:PutObjectRetention", "s3:PutObjectTagging",
        "s3:PutObjectVersionTagging", "s3:DeleteObjectTagging", "s3:DeleteObjectVersionTagging",
    }  # fmt: skip
    roles = [
        {"Fn::GetAtt": [name, "Arn"]} for name in ("EvidenceApiFunctionRole", "EvidenceConsoleFunctionRole")
    ]
    assert held["Condition"] == {"ArnNotEquals": {"aws:PrincipalArn": roles}}


def test_a_head_of_the_record_is_locked_when_it_is_put_and_written_by_one_function() -> None:
    bucket = BUCKETS["RecordBucket"]["Properties"]
    statements = deployed("production")["RecordBucketPolicy"]["Properties"]["PolicyDocument"]["Statement"]
    never, others, _ = statements
    lock = deployed("production")["Data"]["Properties"]["Parameters"]["RecordLock"]

    assert bucket["ObjectLockConfiguration"]["Rule"]["DefaultRetention"]["Mode"] == {"Ref": "RecordLock"}
    assert (lock, bucket["VersioningConfiguration"]) == ("COMPLIANCE", {"Status": "Enabled"})
    assert (never["Effect"], never["Principal"]) == ("Deny", "*")
    assert "Condition" not in never
    assert {"s3:DeleteObject", "s3:DeleteObjectVersion"} <= set(never["Action"])
    assert {"s3:PutObject", "s3:PutObjectRetention"} <= set(others["Action"])
    role = {"Fn::GetAtt": ["AuditSealFunctionRole", "Arn"]}
    assert others["Condition"] == {"ArnNotEquals": {"aws:PrincipalArn": role}}


def test_a_put_without_the_condition_is_denied_once_no_version_of_before_is_left() -> None:
    """During a gradual passage nine in ten of its puts would be refused, and Meta answered 500."""
    resources = deployed("production")
    writers = {
        name.removesuffix("Role")
        for name, role in resources.items()
        if role["Type"] == "AWS::IAM::Role"
        for statement in statements_of(role)
        if "ReceivedBucketArn}/" in str(statement.get("Resource")) and "s3:PutObject" in statement["Action"]
    }
    waits = resources["ReceivedBucketPolicy"]["DependsOn"]

    assert {resources[alias]["Properties"]["FunctionName"]["Ref"] for alias in waits} == writers


def test_evidence_changes_hands_without_a_gap() -> None:
    """The new function may be called before routes lead to it, and the old one may write until they do."""
    resources = deployed("production")
    routes = {
        name
        for name, body in resources.items()
        if body["Type"] == "AWS::ApiGatewayV2::Route" and "/staff/evidence" in body["Properties"]["RouteKey"]
    }

    assert {resources[name]["DependsOn"] for name in routes} == {"EvidencePermission"}
    assert set(resources["EvidenceBucketPolicy"]["DependsOn"]) == routes


def test_no_resource_waits_for_itself() -> None:
    waits = {name: references(body) for name, body in translated()["Resources"].items()}

    assert tuple(TopologicalSorter(waits).static_order())  # CycleError


def test_what_meta_delivered_is_written_by_the_webhook_alone() -> None:
    """Files of evidence are cut from it: whoever only reads or sets aside cannot write over an original."""
    writers = {
        (name, str(statement["Resource"]["Fn::Sub"]).partition("/")[2])
        for name, function in functions().items()
        for statement in statements_of(function)
        if "ReceivedBucketArn}/" in str(statement.get("Resource")) and "s3:PutObject" in statement["Action"]
    }

    assert writers == {("WebhookReceiveFunction", "*"), ("InboundHandleFunction", "inspection/*")}


def test_nobody_writes_over_what_meta_delivered() -> None:
    """The time of the first receipt is evidence: the same bytes posted again must not move it."""
    policy = template()["Resources"]["ReceivedBucketPolicy"]["Properties"]["PolicyDocument"]
    _, writing_over = policy["Statement"]

    assert (writing_over["Effect"], writing_over["Principal"]) == ("Deny", "*")
    assert writing_over["Action"] == "s3:PutObject"
    assert writing_over["Condition"] == {"Null": {"s3:if-none-match": "true"}}


def test_whoever_signs_a_leave_button_and_whoever_believes_it_read_the_same_key() -> None:
    keys = {
        name: functions()[name]["Properties"]["Environment"]["Variables"]["EXCLUSION_KEY_ARN"]
        for name in ("BroadcastSendFunction", "InboundHandleFunction")
    }
    readers = [
        name
        for name in keys
        for statement in statements_of(functions()[name])
        if statement["Action"] == ["secretsmanager:GetSecretValue"] and statement["Resource"] == keys[name]
    ]

    assert len(set(map(str, keys.values()))) == 1
    assert readers == list(keys)


def test_logs_expire() -> None:
    groups = of_type("AWS::Logs::LogGroup").values()

    assert groups
    assert all(group["Properties"]["RetentionInDays"] <= 90 for group in groups)


def test_state_outlives_its_stack_and_not_a_creation_that_failed() -> None:
    """`Retain` alone leaves tables behind whenever a first deployment fails half-way."""
    stateful = {name: body for kind in STATEFUL for name, body in of_type(kind).items()}
    stateful["Data"] = template()["Resources"]["Data"]

    assert len(stateful) > len(STATEFUL)
    for name, body in stateful.items():
        policies = (body.get("DeletionPolicy"), body.get("UpdateReplacePolicy"))
        assert policies == ("RetainExceptOnCreate", "Retain"), name


def test_protection_against_deletion_is_on_unless_a_first_deployment_turns_it_off() -> None:
    """A protected table cannot be deleted: a creation that fails could not be undone."""
    asked = template()["Parameters"]["DeletionProtection"]
    (pool,) = of_type("AWS::Cognito::UserPool").values()
    given = template()["Resources"]["Data"]["Properties"]["Parameters"]

    assert (asked["Default"], asked["AllowedValues"]) == ("enabled", ["enabled", "disabled"])
    assert given["DeletionProtection"] == {"Ref": "DeletionProtection"}
    assert pool["Properties"]["DeletionProtection"] == {"Fn::If": ["IsProtected", "ACTIVE", "INACTIVE"]}


def test_tables_and_buckets_have_no_physical_names() -> None:
    """Two stages would collide, and a replacement would be refused."""
    assert not [name for name, table in TABLES.items() if "TableName" in table["Properties"]]
    assert not [name for name, bucket in BUCKETS.items() if "BucketName" in bucket["Properties"]]


def test_a_deploy_never_writes_over_what_people_put_into_the_secret() -> None:
    """CloudFormation makes a new version of the secret whenever this text changes: never change it."""
    empty = '{"app_secrets": [], "verify_token": "", "access_token": "", "hash_key": ""}'

    assert template()["Resources"]["Secret"]["Properties"]["SecretString"] == empty
