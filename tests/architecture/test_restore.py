"""A restored table can take the place of the stack's own, and whoever left stays out."""

import ast
import re

from tests.architecture.blueprint import (
    DOMAIN,
    functions,
    of_type,
    settings_of,
    statements_of,
    template,
    translated,
)
from tests.cases import every
from urp.citizens.store.s3_exclusions import ERASURES, FOLDER

DATA = template("infra/data.yaml")
TABLES = ("Citizens", "Broadcasts", "Desk", "Audit", "Control")
EXCLUDING = {
    "InboundHandleFunction",
    "ReceiptsRecordFunction",
    "StaffApiFunction",
    "ConsoleFunction",
    "RetentionPurgeFunction",
}
"""They end memberships, block or erase."""
SENDING = {
    "BroadcastDispatchFunction",
    "BroadcastExpandFunction",
    "BroadcastSendFunction",
    "ListImportFunction",
    "StaffApiFunction",
}


@every("name", TABLES)
def test_a_restored_table_is_taken_by_name_and_arn_where_its_parameter_names_one(name: str) -> None:
    outputs = DATA["Outputs"]
    condition, own, restored = outputs[f"{name}TableName"]["Value"]["Fn::If"]
    arn, values = outputs[f"{name}TableArn"]["Value"]["Fn::Sub"]

    assert DATA["Conditions"][condition] == {"Fn::Equals": [{"Ref": f"{name}TableName"}, ""]}
    assert (own, restored) == ({"Ref": f"{name}Table"}, {"Ref": f"{name}TableName"})
    assert arn.endswith(":table/${Table}")
    assert values == {"Table": outputs[f"{name}TableName"]["Value"]}


def test_no_function_or_role_names_a_table_but_through_these_outputs() -> None:
    resources = translated()["Resources"]

    assert not [name for name, body in resources.items() if ":table/" in str(body)]


def test_restored_tables_without_their_moment_are_refused() -> None:
    (rule,) = [each for each in template()["Rules"].values() if "RestoredAt" in str(each["RuleCondition"])]

    refused = {each["Assert"]["Fn::Equals"][0]["Ref"] for each in rule["Assertions"]}
    assert rule["RuleCondition"] == {"Fn::Equals": [{"Ref": "RestoredAt"}, ""]}
    assert refused == {f"{name}TableName" for name in TABLES if name != "Audit"}


def test_whoever_ends_a_membership_may_add_to_the_record_and_nobody_may_read_it() -> None:
    granted = [
        (name, action, folder)
        for name, function in functions().items()
        for statement in statements_of(function)
        for folder in re.findall(r"ExclusionsBucketArn}/([^'\"]+)", str(statement.get("Resource", "")))
        for action in statement["Action"]
    ]

    assert sorted(granted) == sorted(
        [(name, "s3:PutObject", f"{FOLDER}/*") for name in EXCLUDING]
        + [(name, "s3:PutObject", f"{ERASURES}/*") for name in ("StaffApiFunction", "ConsoleFunction")]
    )


def test_nobody_deletes_or_writes_over_the_record() -> None:
    statements = template()["Resources"]["ExclusionsBucketPolicy"]["Properties"]["PolicyDocument"][
        "Statement"
    ]
    deleting, (_, writing_over, _) = statements[0], statements[1]["Fn::If"]

    assert (deleting["Effect"], deleting["Principal"]) == ("Deny", "*")
    assert set(deleting["Action"]) == {"s3:DeleteObject", "s3:DeleteObjectVersion"}
    assert (writing_over["Effect"], writing_over["Action"]) == ("Deny", "s3:PutObject")
    assert writing_over["Condition"] == {"Null": {"s3:if-none-match": "true"}}


def test_the_key_of_the_record_is_not_metas_secret_and_is_never_made_anew() -> None:
    key = of_type("AWS::SecretsManager::Secret")["ExclusionKey"]
    metas = {
        name
        for name, function in functions().items()
        if "['Secret', 'Id']" in str(function["Properties"]["Policies"])
    }

    assert key["Properties"]["GenerateSecretString"] == {"PasswordLength": 64, "ExcludePunctuation": True}
    assert "WebhookVerifyFunction" in metas
    assert "InboundHandleFunction" not in metas


def test_whoever_starts_a_notice_or_a_list_knows_of_a_restore() -> None:
    """Every function has the variable, so that each version's configuration changes with its description."""
    reading = {name for name in functions() if "restored_at" in settings_of(name).__slots__}

    assert "RESTORED_AT" in template()["Globals"]["Function"]["Environment"]["Variables"]
    assert reading == SENDING


def test_every_place_that_stores_a_changed_citizen_records_who_is_excluded() -> None:
    """But four: the mirror of WhatsApp's blocks, which changes no membership and no block of ours; a
    restriction, which changes neither; the last
    step of an erasure, whose record is written before its first; the correction of dates that lie in the
    future, which changes none either."""
    stores = (
        node
        for path in DOMAIN.rglob("*.py")
        for node in ast.parse(path.read_bytes()).body
        if isinstance(node, ast.ClassDef)
    )
    storing = {store.name: text for store in stores if "write_change(" in (text := ast.unparse(store))}

    silent = {name for name, text in storing.items() if "find_exclusions(" not in text}

    assert silent == {"MirrorRegister", "RestrictedCopies", "ErasureStore", "FutureTimes"}
