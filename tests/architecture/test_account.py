"""What the guide says of the account is what the template needs."""

import json
import re

import pytest

from tests.architecture.account_limits import Limit, limits
from tests.architecture.blueprint import ROOT
from tests.architecture.installer_policy import ALWAYS, MOST_CHARACTERS, needed, policy, types

GUIDE = (ROOT / "docs" / "guida-installazione.md").read_text(encoding="utf-8")
COMMITTED = json.loads((ROOT / "infra" / "installer-policy.json").read_text(encoding="utf-8"))


def _allowed() -> set[str]:
    return {action for statement in COMMITTED["Statement"] for action in statement["Action"]}


def test_the_installers_policy_is_the_one_the_template_asks_for() -> None:
    """After a change of the template: `make installer-policy`."""
    assert policy() == COMMITTED


@pytest.mark.parametrize("kind", sorted(types()))
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


def test_api_gateway_may_be_given_its_log() -> None:
    """Without these the stage is refused: "Insufficient permissions to enable logging"."""
    asked = {"logs:CreateLogDelivery", "logs:PutResourcePolicy", "logs:DescribeResourcePolicies"}

    assert asked <= _allowed()


@pytest.mark.parametrize("limit", limits(), ids=lambda limit: limit.of)
def test_the_guide_says_how_many_towns_an_account_holds(limit: Limit) -> None:
    """As `make account-limits` prints them."""
    rows = re.findall(r"^\| ([^|]+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$", GUIDE, re.MULTILINE)
    written = {name: [int(each.replace(".", "")) for each in numbers] for name, *numbers in rows}

    assert written[limit.of] == [limit.each, limit.quota, limit.stacks]
