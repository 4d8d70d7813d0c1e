"""What somebody who takes over one function cannot do. Leading keys are checked by AWS alone."""

from collections.abc import Iterator

import pytest

from tests.architecture.blueprint import Template, deployed, functions, statements_of, template
from tests.architecture.installer_policy import ALWAYS
from tests.cases import every

WRITING = {"dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"}
NAMED = {"dynamodb:LeadingKeys": "false"}
OF_THE_WEBHOOK = {"WebhookVerifyFunction", "WebhookReceiveFunction", "ServiceProbeFunction"}
CALLING_META = {
    "ReplySendFunction",
    "BroadcastDispatchFunction",
    "BroadcastSendFunction",
    "BlockMirrorFunction",
}


def _allowed(table_or_bucket: str) -> Iterator[tuple[str, Template]]:
    for name, function in functions().items():
        for statement in statements_of(function):
            if statement["Effect"] == "Allow" and table_or_bucket in str(statement.get("Resource")):
                yield name, statement


def _denied(name: str) -> list[Template]:
    return [each for each in statements_of(functions()[name]) if each["Effect"] == "Deny"]


OF_EVIDENCE = {"EvidenceApiFunction", "EvidenceConsoleFunction"}
"""For programs and for browsers: the same acts (test_console.py)."""


def test_what_keeps_evidence_alone_touches_its_bucket() -> None:
    """And so lifts holds. The office's API, which a stolen token reaches, does not; nor does the console, nor
    the purge."""
    assert {name for name, _ in _allowed("EvidenceBucket")} == OF_EVIDENCE


@every(
    "name",
    sorted({name for name, each in _allowed("DeskTable") if WRITING & set(each["Action"])} - OF_EVIDENCE),
)
def test_whoever_else_writes_to_the_desk_can_write_no_file_of_evidence_and_no_custody(name: str) -> None:
    (denied,) = [each for each in _denied(name) if "DeskTable" in str(each.get("Resource"))]

    assert set(denied["Action"]) >= WRITING
    assert "EVIDENCE#*" in denied["Condition"]["ForAnyValue:StringLike"]["dynamodb:LeadingKeys"]


@every("function", sorted(OF_EVIDENCE))
def test_what_keeps_evidence_writes_files_and_their_cases_and_nothing_else_of_the_desk(function: str) -> None:
    (written,) = [
        each for name, each in _allowed("DeskTable") if name == function and WRITING & set(each["Action"])
    ]

    assert set(written["Action"]) == {"dynamodb:PutItem", "dynamodb:UpdateItem"}
    keys = written["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"]
    assert keys == ["EVIDENCE#*", "CASE#*", "CASES#*", "CASEYEAR#*"]


def _closed(statement: Template) -> dict[str, Template]:
    """Its condition on AWS: the local cloud names no key."""
    found: dict[str, Template] = {
        operator: block["Fn::If"][1] if "Fn::If" in block else block
        for operator, block in statement.get("Condition", {}).items()
    }
    return found


def _keys(statement: Template, operator: str) -> list[str]:
    found: list[str] = _closed(statement).get(operator, {}).get("dynamodb:LeadingKeys", [])
    return found


@every("function", sorted(OF_EVIDENCE))
def test_who_exports_files_of_evidence_may_count_it(function: str) -> None:
    counted = [
        _keys(each, "ForAllValues:StringLike")
        for name, each in _allowed("ControlTable")
        if name == function and "dynamodb:UpdateItem" in each["Action"]
    ]

    assert ["PACE#*"] in counted
    assert all(each in (["PACE#*"], ["SESSION#*"]) for each in counted)  # the console keeps its sessions


CONTROL_WRITERS = sorted({name for name, each in _allowed("ControlTable") if WRITING & set(each["Action"])})
OFFICE = {"StaffApiFunction", "ConsoleFunction"}
"""Programs and browsers of the office: the same acts (test_console.py)."""
PROPOSING = OFFICE | OF_EVIDENCE | {"RetentionPurgeFunction"}
"""The last one lapses what nobody confirmed."""
PEOPLE = "PeopleChangeFunction"
ALLOWED = {
    "DENIED#*": {PEOPLE},
    "PROPOSALS": PROPOSING,
    "PEOPLE": OFFICE | {"RetentionPurgeFunction", PEOPLE},
    "MAIL": OFFICE | {PEOPLE},
    "SILENCE": OFFICE | {"RetentionPurgeFunction"},
}
"""The purge deletes periods and changes that are long over."""


@every("name", CONTROL_WRITERS)
@every("key", ["DENIED#*", "PROPOSALS", "PEOPLE", "MAIL", "SILENCE"])
def test_whoever_else_writes_to_the_control_table_lets_nobody_in_and_decides_nothing(
    name: str, key: str
) -> None:
    """Either a denial names the key, or none of what is allowed does."""
    denied = {
        action
        for each in _denied(name)
        if "ControlTable" in str(each.get("Resource")) and key in _keys(each, "ForAnyValue:StringLike")
        for action in each["Action"]
    }
    written = [
        each for writer, each in _allowed("ControlTable") if writer == name and WRITING & set(each["Action"])
    ]
    named = [
        _keys(each, "ForAllValues:StringLike") + _keys(each, "ForAllValues:StringEquals") for each in written
    ]
    never = denied >= WRITING or all(keys and key not in keys for keys in named)

    assert never is not (name in ALLOWED.get(key, ()))


@every("name", sorted(functions()))
def test_what_is_allowed_for_some_keys_is_not_allowed_for_a_request_that_names_none(name: str) -> None:
    """`ForAllValues` is true of no value at all (IAM guide, "Multivalued context keys")."""
    statements = [each for each in statements_of(functions()[name]) if "ForAllValues" in str(each)]

    assert [statement for statement in statements if _closed(statement).get("Null") != NAMED] == []
    assert {str(statement["Condition"]["Null"]["Fn::If"][0]) for statement in statements} <= {"IsOnAws"}


def test_whoever_installs_is_not_allowed_a_request_that_names_no_key_either() -> None:
    (let_in,) = [each for each in ALWAYS if each["Sid"] == "LetStaffInAndOut"]

    assert let_in["Condition"] == {
        "ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["DENIED#*", "STAFF"]},
        "Null": NAMED,
    }


SEALER = "AuditSealFunction"


@pytest.mark.parametrize(
    "name", sorted({name for name, _ in _allowed("AuditTable")} - OFFICE - {SEALER, PEOPLE})
)
def test_of_the_audit_these_append_acts_alone_rename_nobody_and_seal_nothing(name: str) -> None:
    """The dispatcher reads names beside, for the monthly drill."""
    (appended,) = [
        each for writer, each in _allowed("AuditTable") if writer == name and WRITING & set(each["Action"])
    ]

    assert appended["Action"] == ["dynamodb:PutItem"]
    assert _keys(appended, "ForAllValues:StringLike") == ["AUDIT#*"]


def test_the_chain_has_one_writer_who_writes_no_act() -> None:
    """The office's API reads it, for the inspector."""
    written = [
        each for name, each in _allowed("AuditTable") if name == SEALER and WRITING & set(each["Action"])
    ]
    denied = [each for each in _denied("StaffApiFunction") if "AuditTable" in str(each.get("Resource"))]

    assert [_keys(each, "ForAllValues:StringLike") for each in written] == [["CHAIN", "CHAIN#*"]]
    assert [{"CHAIN", "CHAIN#*"} <= set(_keys(each, "ForAnyValue:StringLike")) for each in denied] == [True]
    assert all(set(each["Action"]) >= WRITING for each in denied)


def test_one_function_alone_touches_the_bucket_of_the_record() -> None:
    assert {(name, *each["Action"]) for name, each in _allowed("RecordBucket")} == {
        (SEALER, "s3:PutObject", "s3:GetObject")
    }


def test_no_function_changes_or_deletes_an_entry_of_the_audit() -> None:
    """That none is written over, IAM cannot ask: tests/integration/test_appended_audit.py."""
    allowed = {
        action
        for _, each in _allowed("AuditTable")
        if _keys(each, "ForAllValues:StringLike") != ["STAFF"]
        for action in each["Action"]
    }

    assert allowed == {"dynamodb:PutItem", "dynamodb:Query"}


def test_what_anybody_may_call_reads_what_is_public_and_nothing_else() -> None:
    (read,) = [each for each in statements_of(functions()["PublicSiteFunction"]) if each["Effect"] == "Allow"]

    assert read["Resource"] == {"Fn::GetAtt": ["Data", "Outputs.BroadcastsTableArn"]}
    assert set(read["Action"]) == {"dynamodb:GetItem", "dynamodb:Query"}
    assert _keys(read, "ForAllValues:StringLike") == ["PUBLIC#*"]


def test_what_signs_as_meta_does_exists_unless_it_is_switched_off_and_writes_probes_alone() -> None:
    probe = functions()["ServiceProbeFunction"]
    allowed = [each for each in statements_of(probe) if "dynamodb:UpdateItem" in each["Action"]]

    assert "ServiceProbeFunction" in deployed("production")
    assert "ServiceProbeFunction" not in deployed("production", ProbeEachMinute="no")
    assert probe["Properties"]["Events"].keys() == {"EveryMinute"}  # no queue, no address
    assert [_keys(each, "ForAllValues:StringLike") for each in allowed] == [["PROBE"], ["PUBLIC#REACHED"]]


def test_who_writes_the_public_figures_changes_nothing_but_counts() -> None:
    written = [
        each
        for each in statements_of(functions()["PublicPublishFunction"])
        if WRITING & set(each["Action"]) and each["Effect"] == "Allow"
    ]

    assert [_keys(each, "ForAllValues:StringLike") for each in written] == [["PUBLIC#*", "SUBSCRIBERS#*"]]


def test_one_function_alone_touches_accounts_and_writes_who_works_here() -> None:
    accounts = {
        name
        for name, function in functions().items()
        for each in statements_of(function)
        if any(action.startswith("cognito-idp:Admin") for action in each["Action"])
    }
    names = {
        name
        for name, each in _allowed("AuditTable")
        if _keys(each, "ForAllValues:StringLike") == ["STAFF"] and WRITING & set(each["Action"])
    }

    assert accounts == names == {PEOPLE}
    assert all("STAFF" in str(_denied(name)) for name in OFFICE)


def _secrets_of(name: str, **parameters: str) -> set[str]:
    role = deployed("production", ProbeEachMinute="yes", **parameters)[f"{name}Role"]
    return {
        each["Resource"]["Fn::GetAtt"][0]
        for each in statements_of(role)
        if "secretsmanager:GetSecretValue" in each["Action"]
    }


@every("name", sorted(functions()))
def test_what_the_internet_reaches_cannot_read_what_we_write_to_citizens_with(name: str) -> None:
    read = _secrets_of(name, SecretsApart="yes") & {"Secret", "AccessTokenSecret"}

    expected = (
        {"Secret"} if name in OF_THE_WEBHOOK else {"AccessTokenSecret"} if name in CALLING_META else set()
    )
    assert read == expected


@every("name", sorted(OF_THE_WEBHOOK | CALLING_META))
def test_an_installation_of_before_reads_its_one_secret_until_it_is_divided(name: str) -> None:
    assert _secrets_of(name, SecretsApart="no") & {"Secret", "AccessTokenSecret"} == {"Secret"}


@every("name", sorted(OF_THE_WEBHOOK | CALLING_META))
@every("said", ["yes", "no"])
def test_a_function_looks_for_its_secret_where_it_may_read_it(name: str, said: str) -> None:
    variables = deployed("production", ProbeEachMinute="yes", SecretsApart=said)[name]["Properties"][
        "Environment"
    ]["Variables"]

    place = "SECRET_ARN" if name in OF_THE_WEBHOOK else "ACCESS_TOKEN_SECRET_ARN"
    assert variables[place]["Fn::GetAtt"][0] in _secrets_of(name, SecretsApart=said)


def test_a_deployment_on_aws_says_where_the_access_token_is() -> None:
    """Else an upgrade would look for it in a secret that is still empty, and nothing would be sent."""
    rule = template()["Rules"]["EveryDeploymentSaysWhereTheAccessTokenIs"]

    assert rule["RuleCondition"] == {"Fn::Not": [{"Fn::Equals": [{"Ref": "Stage"}, "local"]}]}
    assert [each["Assert"] for each in rule["Assertions"]] == [
        {"Fn::Not": [{"Fn::Equals": [{"Ref": "SecretsApart"}, "unsaid"]}]}
    ]
    assert template()["Parameters"]["SecretsApart"]["Default"] == "unsaid"
