"""What shows how it goes and who did what: the office's dashboard, the trail of the evidence, the budget."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.architecture.blueprint import (
    FUNCTIONS,
    Template,
    nested_templates,
    of_type,
    source,
    template,
    translation,
)
from tests.cases import every
from urp.desk.send_reply import Sending
from urp.town.municipality import load_municipality
from urp.wiring.figures import SERVICE, Figure

DASHBOARD = template("infra/dashboard.yaml")
TRAIL = template("infra/trail.yaml")
BUDGET = template("infra/account/budget.yaml")
OURS = "UrpSuWhatsApp-${TownStack}"
OF_AWS = {
    "AWS/SQS": (
        "QueueName",
        {"NumberOfMessagesSent", "ApproximateNumberOfMessagesVisible", "ApproximateAgeOfOldestMessage"},
    ),
    "AWS/Lambda": ("FunctionName", {"Errors", "Throttles", "Duration"}),
    "AWS/ApiGateway": ("ApiId", {"4xx", "5xx", "Count"}),
}
"""By namespace, the dimension and the metrics that AWS itself publishes."""
MOST_METRICS_WITHOUT_COST = 50
GUIDE = FUNCTIONS.parent / "docs" / "gestione.md"


def _text() -> str:
    text: str = DASHBOARD["Resources"]["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"]
    return text


def _widgets() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(_text())["widgets"]
    return [widget["properties"] for widget in found if widget["type"] == "metric"]


def _metrics() -> Iterator[tuple[str, str, list[str]]]:
    """Namespace, name, dimensions of each metric that is shown or counted with."""
    for widget in _widgets():
        for metric in widget["metrics"]:
            words = [part for part in metric if isinstance(part, str)]
            if words:
                yield words[0], words[1], words[2:]


def _counted_from_the_log() -> dict[str, Template]:
    filters = of_type("AWS::Logs::MetricFilter", template(), *nested_templates()).values()
    return {
        each["MetricName"]: found["Properties"]
        for found in filters
        for each in found["Properties"]["MetricTransformations"]
    }


def test_what_only_aws_has_is_not_asked_of_the_local_cloud() -> None:
    stacks = of_type("AWS::CloudFormation::Stack", template())
    with_a_trail = {
        name
        for name, stack in stacks.items()
        if of_type("AWS::CloudTrail::Trail", template(stack["Properties"]["TemplateURL"]))
    }

    assert {stacks[name]["Condition"] for name in with_a_trail} == {"IsProduction"}
    for name, nested in (("Dashboard", DASHBOARD), ("Trail", TRAIL)):
        assert stacks[name]["Properties"]["Parameters"].keys() == nested["Parameters"].keys()


def test_the_dashboard_shows_only_what_somebody_counts() -> None:
    """A name or a dimension apart, the line stays empty and everybody believes that nothing happens."""
    for namespace, name, dimensions in _metrics():
        if namespace == OURS:
            from_the_log = name in _counted_from_the_log()
            assert from_the_log or name in {figure.value for figure in Figure}, name
            assert dimensions == ([] if from_the_log else ["service", SERVICE]), name
        else:
            dimension, names = OF_AWS[namespace]
            assert name in names, name
            assert dimensions[0] == dimension, name


def test_the_dashboard_is_a_body_that_cloudwatch_can_read() -> None:
    placeholders = set(re.findall(r"\$\{([^}]+)\}", _text()))

    assert placeholders <= DASHBOARD["Parameters"].keys() | {"AWS::Region"}
    assert {widget["region"] for widget in _widgets()} == {"${AWS::Region}"}
    assert all(widget["title"] and widget["metrics"] for widget in _widgets())


def test_the_dashboard_is_free_and_two_stacks_have_one_each() -> None:
    assert len(set(map(str, _metrics()))) <= MOST_METRICS_WITHOUT_COST
    assert "DashboardName" not in DASHBOARD["Resources"]["Dashboard"]["Properties"]


@every("title", [widget["title"] for widget in _widgets()])
def test_the_guide_explains_each_part_of_the_dashboard(title: str) -> None:
    assert f"**{title}**" in GUIDE.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["NoticesAccepted", "RepliesAccepted", "SendOrReceiveFailed"])
def test_what_is_counted_from_the_log_is_what_the_functions_log(name: str) -> None:
    """A word changed in a handler would leave the dashboard empty, and a bad version where it is."""
    pattern = _counted_from_the_log()[name]["FilterPattern"]
    services = re.findall(r'\$\.service = "(\w+)"', pattern)
    attributes = set(re.findall(r"\$\.(\w+)", pattern)) - {"service", "level", "record"}

    assert services
    for service in services:
        handler = (FUNCTIONS / service / "handler.py").read_text(encoding="utf-8")
        assert f'started("{service}")' in handler
        assert not [attribute for attribute in attributes if f"{attribute}=" not in handler]
    assert set(re.findall(r'\$\.level = "(\w+)"', pattern)) <= {"ERROR"}
    assert set(re.findall(r'\$\.outcome = "(\w+)"', pattern)) <= {Sending.ACCEPTED}


def test_an_alarm_takes_a_new_version_back_when_a_handler_caught_a_failure_or_an_invocation_broke() -> None:
    """Nearly all failures are caught and redelivered: Lambda itself counts none of those as an error."""
    alarm = template()["Resources"]["NewVersionFailsAlarm"]["Properties"]
    pattern = _counted_from_the_log()[alarm["MetricName"]]["FilterPattern"]
    aliases = of_type("AWS::Lambda::Alias", translation(source())).values()
    shifted = {alias["Properties"]["FunctionName"]["Ref"] for alias in aliases}

    assert {f"functions/{service}" for service in re.findall(r'service = "(\w+)"', pattern)} == {
        template()["Resources"][name]["Properties"]["CodeUri"] for name in shifted
    }
    assert set(re.findall(r'status = "(\w+)"', pattern)) == {"error", "timeout", "failure"}
    assert (alarm["Threshold"], alarm["EvaluationPeriods"], alarm["Period"]) == (0, 1, 60)
    assert "Dimensions" not in alarm


def test_whoever_lifts_a_legal_hold_or_reads_a_file_leaves_a_line() -> None:
    trail = TRAIL["Resources"]["Trail"]["Properties"]
    data, management = trail["EventSelectors"]

    assert trail["IsLogging"] is True
    assert trail["EnableLogFileValidation"] is True
    assert data["ReadWriteType"] == "All"
    assert data["DataResources"] == [
        {
            "Type": "AWS::S3::Object",
            "Values": [{"Fn::Sub": "${EvidenceBucketArn}/"}, {"Fn::Sub": "${ExclusionsBucketArn}/"}],
        }
    ]
    assert management == {"ReadWriteType": "WriteOnly", "IncludeManagementEvents": True}
    assert "TrailName" not in trail


def test_the_trail_cannot_be_deleted_and_lives_as_long_as_the_audit() -> None:
    bucket = TRAIL["Resources"]["TrailBucket"]
    (rule,) = bucket["Properties"]["LifecycleConfiguration"]["Rules"]
    statements = TRAIL["Resources"]["TrailBucketPolicy"]["Properties"]["PolicyDocument"]["Statement"]
    writers = [statement for statement in statements if statement["Effect"] == "Allow"]
    denied = next(statement for statement in statements if statement["Sid"] == "NobodyDeletesTheTrail")

    retention = load_municipality("urp_profile", placeholders_allowed=True).retention
    assert rule["ExpirationInDays"] == retention.audit
    assert {writer["Principal"]["Service"] for writer in writers} == {"cloudtrail.amazonaws.com"}
    assert all("aws:SourceArn" in writer["Condition"]["ArnLike"] for writer in writers)
    assert denied["Principal"] == "*"
    assert set(denied["Action"]) == {"s3:DeleteObject", "s3:DeleteObjectVersion"}
    assert TRAIL["Resources"]["Trail"]["DependsOn"] == "TrailBucketPolicy"


def test_a_budget_warns_before_and_after_for_an_amount_and_an_address_that_must_be_given() -> None:
    budget = BUDGET["Resources"]["Budget"]["Properties"]

    assert not [name for name, parameter in BUDGET["Parameters"].items() if "Default" in parameter]
    assert budget["Budget"]["BudgetLimit"]["Amount"] == {"Ref": "MonthlyDollars"}
    assert {each["Notification"]["NotificationType"] for each in budget["NotificationsWithSubscribers"]} == {
        "ACTUAL",
        "FORECASTED",
    }
    assert "BudgetName" not in budget["Budget"]
