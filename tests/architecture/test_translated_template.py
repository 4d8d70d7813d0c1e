"""The template as CloudFormation gets it."""

import json

import pytest

from tests.architecture.blueprint import (
    Template,
    functions,
    nested_templates,
    references,
    statements_of,
    template,
    translated,
)
from tests.cases import every

MOST_RESOURCES = 250
MOST_POLICY_CHARACTERS = 10_240
"""Of all inline policies of a role together."""
EVERYTHING = "*"


def _queues_of(name: str) -> list[Template]:
    events = functions()[name]["Properties"].get("Events", {}).values()
    return [event["Properties"]["Queue"] for event in events if event["Type"] == "SQS"]


@pytest.fixture(scope="module")
def resources() -> Template:
    found: Template = translated()["Resources"]
    return found


PHONES_ALONE = {"Fn::Sub": "arn:${AWS::Partition}:sns:*:*:*"}
"""What a text message is not sent to: every topic. IAM knows phones by no name of their own."""


def _roles(resources: Template) -> dict[str, Template]:
    return {name: body for name, body in resources.items() if body["Type"] == "AWS::IAM::Role"}


def test_the_local_cloud_decides_every_condition_as_aws_does() -> None:
    """Inside a comparison it settles these alone; anything else it takes for a value, never empty."""
    compared = [
        side for each in (translated(), *nested_templates()) for side in _compared(each.get("Conditions", {}))
    ]

    assert compared
    assert {next(iter(side)) for side in compared if isinstance(side, dict)} <= {"Ref", "Fn::Select"}


def _compared(node: object) -> list[object]:
    match node:
        case {"Fn::Equals": list(sides)}:
            return sides
        case dict():
            return [side for each in node.values() for side in _compared(each)]
        case list():
            return [side for each in node for side in _compared(each)]
        case _:
            return []


def test_no_resource_waits_for_itself(resources: Template) -> None:
    waiting = {name: references(body) & resources.keys() for name, body in resources.items()}

    while ready := [name for name, needs in waiting.items() if not needs]:
        for name in ready:
            del waiting[name]
        waiting = {name: needs - set(ready) for name, needs in waiting.items()}

    assert waiting == {}


def test_the_stack_is_far_from_its_quota(resources: Template) -> None:
    assert len(resources) < MOST_RESOURCES


def test_every_function_has_a_role_of_its_own(resources: Template) -> None:
    roles = [
        body["Properties"]["Role"]["Fn::GetAtt"][0]
        for body in resources.values()
        if body["Type"] == "AWS::Lambda::Function"
    ]

    assert sorted(roles) == sorted(f"{name}Role" for name in functions())


def test_no_role_may_do_everything_or_touch_everything(resources: Template) -> None:
    for name, role in _roles(resources).items():
        for statement in statements_of(role):
            if statement["Effect"] == "Deny":
                continue
            actions = statement["Action"]
            actions = [actions] if isinstance(actions, str) else actions
            assert not [action for action in actions if action.endswith("*")], name
            if "NotResource" in statement:
                assert (actions, statement["NotResource"]) == (["sns:Publish"], PHONES_ALONE), name
                continue
            resource = statement["Resource"]
            if (
                "Fn::If" in resource and resource["Fn::If"][0] == "IsOnAws"
            ):  # else: what the local cloud asks for
                resource = resource["Fn::If"][1]
            assert EVERYTHING not in json.dumps(resource).replace("/*", ""), name


@every("name", sorted(name for name in functions() if _queues_of(name)))
def test_a_reader_of_a_queue_may_read_no_other(resources: Template, name: str) -> None:
    """For each queue that wakes a function SAM adds AWS's own policy: it lets it read all of the account."""
    (denied,) = [
        each
        for each in statements_of(resources[f"{name}Role"])
        if each["Effect"] == "Deny" and "sqs:ReceiveMessage" in each["Action"]
    ]

    assert denied["Action"] == ["sqs:ReceiveMessage", "sqs:DeleteMessage"]
    assert denied["NotResource"] == _queues_of(name)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("Secret", {"app_secrets": [], "verify_token": "", "access_token": "", "hash_key": ""}),
        ("AccessTokenSecret", {"access_tokens": []}),
        ("DutySecret", {"phone": "", "sender_id": ""}),
    ],
)
def test_a_secret_filled_by_hand_is_never_updated(name: str, given: dict[str, object]) -> None:
    """An update of the resource may write its first value again: its properties stay as first deployed."""
    properties = template()["Resources"][name]["Properties"]

    assert properties.keys() == {"Description", "SecretString"}
    assert json.loads(properties["SecretString"]) == given


def test_only_who_alerts_may_send_a_text_message_and_only_where_that_is_chosen(resources: Template) -> None:
    folded = {
        name: statement["Fn::If"][0]
        for name, role in _roles(resources).items()
        for policy in role["Properties"].get("Policies", [])
        for statement in policy["PolicyDocument"]["Statement"]
        if "sns:Publish" in json.dumps(statement) and "NotResource" in json.dumps(statement)
    }

    assert folded == dict.fromkeys(
        (
            "InboundHandleFunctionRole",
            "BroadcastDispatchFunctionRole",
            "StaffApiFunctionRole",
            "ConsoleFunctionRole",
            "EvidenceApiFunctionRole",
            "EvidenceConsoleFunctionRole",
        ),
        "DutyBySms",
    )


def test_who_reads_citizens_messages_cannot_read_metas_access_token(resources: Template) -> None:
    read = [
        statement["Resource"]
        for statement in statements_of(_roles(resources)["InboundHandleFunctionRole"])
        if "secretsmanager:GetSecretValue" in statement["Action"]
    ]

    assert read == [{"Fn::GetAtt": ["ExclusionKey", "Id"]}, {"Fn::GetAtt": ["DutySecret", "Id"]}]


def test_the_webhook_may_count_into_the_numbers_rate_and_touch_nothing_else_of_the_tables(
    resources: Template,
) -> None:
    granted = [
        each for each in statements_of(resources["WebhookReceiveFunctionRole"]) if "dynamodb" in str(each)
    ]

    (statement,) = granted
    assert statement["Action"] == ["dynamodb:UpdateItem"]
    assert "ControlTable" in str(statement["Resource"])
    the_item = {"dynamodb:LeadingKeys": [{"Fn::Sub": "RATE#${PhoneNumberId}"}]}
    assert statement["Condition"]["ForAllValues:StringEquals"] == the_item


def test_nothing_of_the_desks_reserve_is_lent_unless_somebody_asks_for_it() -> None:
    assert translated()["Parameters"]["LendReserve"]["Default"] == "no"


def test_every_role_fits_its_quota(resources: Template) -> None:
    for name, role in _roles(resources).items():
        assert len(json.dumps(role["Properties"].get("Policies", []))) < MOST_POLICY_CHARACTERS, name


def test_whoever_wakes_on_a_schedule_wakes_by_universal_time(resources: Template) -> None:
    """The local cloud ignores time zones: hours of the municipality are computed in code."""
    schedules = [body for body in resources.values() if body["Type"] == "AWS::Scheduler::Schedule"]

    assert schedules
    assert {body["Properties"].get("ScheduleExpressionTimezone") for body in schedules} == {"UTC"}
