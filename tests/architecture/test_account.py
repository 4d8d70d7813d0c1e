"""What the guide says of the account is what the template needs."""

import json
import re
from pathlib import Path

import cfnlint
import pytest

from tests.architecture.account_limits import Limit, limits
from tests.architecture.blueprint import ROOT, Template, template
from tests.architecture.installer_policy import ALWAYS, MOST_CHARACTERS, REGION, needed, policy, types
from tests.cases import every

GUIDE = (ROOT / "docs" / "guida-installazione.md").read_text(encoding="utf-8")
COMMITTED = json.loads((ROOT / "infra" / "installer-policy.json").read_text(encoding="utf-8"))


def _allowed() -> set[str]:
    return {action for statement in _statements("Allow") for action in statement["Action"]}


def _statements(effect: str) -> list[Template]:
    return [statement for statement in COMMITTED["Statement"] if statement["Effect"] == effect]


def _where(action: str, effect: str = "Allow") -> list[str]:
    found = [each["Resource"] for each in _statements(effect) if action in each["Action"]]
    return sorted(resource for resources in found for resource in resources)


def test_the_installers_policy_is_the_one_the_template_asks_for() -> None:
    """After a change of the template: `make installer-policy`."""
    assert policy() == COMMITTED


@every("kind", sorted(types()))
def test_whoever_installs_may_make_every_kind_of_resource(kind: str) -> None:
    assert needed(kind) <= _allowed()


def test_the_installers_policy_fits_into_a_role() -> None:
    assert len(json.dumps(COMMITTED, separators=(",", ":"))) <= MOST_CHARACTERS


def test_whoever_installs_reads_no_data_and_may_not_do_everything() -> None:
    data = {"dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan", "secretsmanager:GetSecretValue"}
    reads_objects = [each for each in COMMITTED["Statement"] if "s3:GetObject" in each["Action"]]

    assert not _allowed() & data
    assert not [action for action in _allowed() if "*" in action]
    assert [each["Resource"] for each in reads_objects] == [["arn:aws:s3:::aws-sam-cli-managed-default-*"]]


def test_a_resource_everywhere_is_named_where_aws_knows_no_narrower_one() -> None:
    everywhere = {each["Sid"] for each in COMMITTED["Statement"] if each["Resource"] == ["*"]}
    known = {str(each["Sid"]) for each in ALWAYS if each["Resource"] == ["*"]}

    assert everywhere == {*known, "MakeEverywhere"}


@pytest.mark.parametrize("action", ["GetSubscriptionAttributes", "SetSubscriptionAttributes", "Unsubscribe"])
def test_whoever_left_the_duty_can_be_taken_off_its_alerts(action: str) -> None:
    """A subscription that may not be deleted stays, when another address takes its place."""
    assert _where(f"sns:{action}") == ["*"]


def test_secrets_and_accounts_of_staff_are_written_in_the_services_region_alone() -> None:
    staff = {action for action in _allowed() if action.startswith("cognito-idp:Admin")}

    assert _where("secretsmanager:PutSecretValue") == [f"arn:aws:secretsmanager:{REGION}:*:secret:*"]
    assert staff
    assert {tuple(_where(action)) for action in staff} == {(f"arn:aws:cognito-idp:{REGION}:*:userpool/*",)}


@pytest.mark.parametrize("action", ["PutSecretValue", "UpdateSecret"])
def test_whoever_installs_cannot_write_another_key_of_exclusions(action: str) -> None:
    """With another one a replay finds nobody who left."""
    key = template()["Resources"]["ExclusionKey"]

    assert "Name" not in key["Properties"]  # CloudFormation's begins with the logical id
    assert _where(f"secretsmanager:{action}", "Deny") == [
        f"arn:aws:secretsmanager:{REGION}:*:secret:ExclusionKey-*"
    ]


def test_an_alarm_can_be_rung_to_prove_that_its_mail_arrives() -> None:
    assert "aws cloudwatch set-alarm-state" in GUIDE
    assert f"arn:aws:cloudwatch:{REGION}:*:alarm:urp-*" in _where("cloudwatch:SetAlarmState")


def test_api_gateway_may_be_given_its_log() -> None:
    """Without these the stage is refused: "Insufficient permissions to enable logging"."""
    asked = {"logs:CreateLogDelivery", "logs:PutResourcePolicy", "logs:DescribeResourcePolicies"}

    assert asked <= _allowed()


@every("limit", limits())
def test_the_guide_says_how_many_towns_an_account_holds(limit: Limit) -> None:
    """As `make account-limits` prints them."""
    rows = re.findall(r"^\| ([^|]+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$", GUIDE, re.MULTILINE)
    written = {name: [int(number.replace(".", "")) for number in numbers] for name, *numbers in rows}

    assert written[limit.of] == [limit.each, limit.quota, limit.stacks]


def test_what_aws_knows_no_resource_for_is_allowed_everywhere() -> None:
    """Scoped to a resource such an action is refused, and the stack rolls back (Service Authorization
    Reference, as cfn-lint ships it)."""
    known = json.loads(
        (Path(cfnlint.__file__).parent / "data" / "AdditionalSpecs" / "Policies.json").read_text("utf-8")
    )
    everywhere = {
        action
        for statement in COMMITTED["Statement"]
        if statement["Resource"] == ["*"]
        for action in statement["Action"]
    }

    assert {action for action in _allowed() - everywhere if _knows_no_resource(known, action)} == set()


def _knows_no_resource(known: Template, action: str) -> bool:
    service, _, name = action.partition(":")
    found = known.get(service, {}).get("Actions", {}).get(name.lower())
    return found is not None and not found.get("Resources")
