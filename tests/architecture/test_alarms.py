"""Somebody is told."""

import pytest

from tests.architecture.blueprint import functions, of_type, references

ALARMS = of_type("AWS::CloudWatch::Alarm")
READ_BY_CODEDEPLOY = "NewVersionFailsAlarm"
"""It takes a new version back; people hear of the same failures from others."""


def _functions_watched(metric: str) -> set[str]:
    return {
        name
        for alarm in ALARMS.values()
        if alarm["Properties"].get("MetricName") == metric
        for name in references(alarm["Properties"]["Dimensions"])
    }


@pytest.mark.parametrize("metric", ["Errors", "Throttles"])
def test_an_alarm_watches_every_function(metric: str) -> None:
    assert _functions_watched(metric) == {name.removesuffix("Function") for name in functions()}


@pytest.mark.parametrize("name", sorted(ALARMS))
def test_every_alarm_reaches_somebody_and_says_what_it_means(name: str) -> None:
    properties = ALARMS[name]["Properties"]

    assert properties.get("AlarmActions") or name == READ_BY_CODEDEPLOY
    assert properties["AlarmDescription"]
    assert properties["TreatMissingData"] in {"breaching", "notBreaching"}


def test_silence_of_the_dispatcher_is_an_alarm_too() -> None:
    silent = [alarm for alarm in ALARMS.values() if alarm["Properties"]["TreatMissingData"] == "breaching"]

    assert silent
