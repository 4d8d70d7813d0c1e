"""Somebody is told, of each cause once, and the guide says what to do."""

import re

import pytest

from tests.architecture.blueprint import ROOT, Template, metrics_of, of_type, template, translated
from tests.cases import every
from urp.desk.refusals import NumbersLimitError

ALARMS = of_type("AWS::CloudWatch::Alarm")
MOST_ALARMS = 28
PRICE = 0.10  # dollars a month for each metric that an alarm watches
SUMS = template("infra/queue_alarms.yaml")
GUIDE = (ROOT / "docs" / "gestione.md").read_text(encoding="utf-8")
READ_BY_CODEDEPLOY = "NewVersionFailsAlarm"
"""It takes a new version back; people hear of the same failures from others."""


def _watching(metric: str) -> list[Template]:
    return [alarm["Properties"] for alarm in ALARMS.values() if metric in _names(alarm)]


def _names(alarm: Template) -> set[str]:
    return {watched["MetricName"] for watched in metrics_of(alarm)}


@every("name", sorted(ALARMS))
def test_every_alarm_reaches_somebody_and_says_what_it_means(name: str) -> None:
    properties = ALARMS[name]["Properties"]

    if name != READ_BY_CODEDEPLOY:
        assert properties["AlarmActions"] == [{"Ref": "AlarmTopic"}]
    assert properties["AlarmDescription"]
    assert properties["TreatMissingData"] in {"breaching", "notBreaching"}


@every("name", sorted(ALARMS))
def test_an_alarm_writes_when_it_begins_and_not_when_it_ends(name: str) -> None:
    """As the guide says: a mail about an end would be read as another alarm."""
    assert not {"OKActions", "InsufficientDataActions"} & ALARMS[name]["Properties"].keys()


def test_one_alarm_for_each_cause_that_a_person_acts_on() -> None:
    metrics = sum(len(metrics_of(alarm)) for alarm in ALARMS.values())

    assert len(ALARMS) < MOST_ALARMS
    assert metrics * PRICE <= 4.20


def test_a_minute_without_a_tick_of_the_dispatcher_counts_against_it() -> None:
    """A clock that stands still writes no metric at all."""
    (tick,) = _watching("DispatcherTick")

    assert tick["TreatMissingData"] == "breaching"
    assert (tick["ComparisonOperator"], tick["Threshold"]) == ("LessThanThreshold", 1)
    assert tick["Period"] * tick["EvaluationPeriods"] == 180


def test_a_notice_that_nobody_works_on_rings_after_five_minutes() -> None:
    (still,) = _watching("BroadcastStandsStill")

    assert still["Period"] * still["EvaluationPeriods"] == 300
    assert (still["ComparisonOperator"], still["Threshold"]) == ("GreaterThanThreshold", 0)


def test_a_function_refused_for_lack_of_concurrency_rings_whichever_it_is() -> None:
    """They share the account's; a metric of one function would need an alarm each."""
    (throttles,) = _watching("Throttles")

    assert "Dimensions" not in throttles


def test_failures_are_counted_in_the_log_to_which_every_function_writes() -> None:
    (failures,) = _watching("Failure")
    logging = template()["Globals"]["Function"]["LoggingConfig"]
    given = template()["Resources"]["Observability"]["Properties"]["Parameters"]["LogGroup"]
    counted = template("infra/observability.yaml")["Resources"]["FailureFilter"]["Properties"]

    assert failures["Threshold"] == 0
    assert counted["LogGroupName"] == {"Ref": "LogGroup"}
    assert logging == {"LogFormat": "JSON", "LogGroup": given}


def test_somebody_hears_when_more_numbers_are_wanted_than_a_person_may_see() -> None:
    """Each refusal writes one line with its code; the line names no citizen."""
    (limit,) = _watching("NumbersLimit")
    counted = template("infra/observability.yaml")["Resources"]["NumbersLimitFilter"]["Properties"]
    service = (ROOT / "functions" / "staff_api" / "handler.py").read_text(encoding="utf-8")

    assert limit["Threshold"] == 0
    assert counted["LogGroupName"] == {"Ref": "LogGroup"}
    assert f'$.code = "{NumbersLimitError.code}"' in counted["FilterPattern"]
    assert '$.service = "staff_api"' in counted["FilterPattern"]
    assert 'started("staff_api")' in service


def test_alarms_over_several_metrics_are_made_on_aws_alone() -> None:
    """The local cloud refuses them."""
    stack = translated()["Resources"]["QueueAlarms"]

    assert stack["Condition"] == "IsOnAws"
    assert stack["Properties"]["Parameters"].keys() == SUMS["Parameters"].keys()
    assert not [
        name
        for name, alarm in ALARMS.items()
        if "Metrics" in alarm["Properties"] and name not in SUMS["Resources"]
    ]


@pytest.mark.parametrize("name", sorted(SUMS["Resources"]))
def test_a_sum_says_one_thing_of_ten_metrics_at_most(name: str) -> None:
    """CloudWatch's limits for an alarm on an expression: ten metrics, twenty entries, one returned."""
    entries = SUMS["Resources"][name]["Properties"]["Metrics"]

    assert len(metrics_of(SUMS["Resources"][name])) <= 10
    assert len(entries) <= 20
    assert [entry["Id"] for entry in entries if entry["ReturnData"]] == [entries[0]["Id"]]
    assert len({entry["Id"] for entry in entries}) == len(entries)
    assert {entry["MetricStat"]["Period"] for entry in entries if "MetricStat" in entry} == {60}


def test_the_guide_says_what_to_do_about_each_alarm_and_about_no_other() -> None:
    table = GUIDE[GUIDE.index("## Gli allarmi") : GUIDE.index("## Messaggi che aspettano")]
    explained = [
        name
        for row in re.findall(r"^\| (`[^|]+) \|", table, re.MULTILINE)
        for name in re.findall(r"`(\w+)`", row)
    ]

    told = ALARMS.keys() - {READ_BY_CODEDEPLOY}
    assert sorted(explained) == sorted(name.removesuffix("Alarm") for name in told)
