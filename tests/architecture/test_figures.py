"""An alarm watches exactly what the functions count: a name or a dimension apart, it would never ring."""

import ast
import json
import re
from itertools import chain

import pytest

from tests.architecture.blueprint import FUNCTIONS, Template, handlers, of_type, parsed, template
from urp.inbound.intake import Receipt
from urp.wiring.figures import Figure, count

OBSERVABILITY = template("infra/observability.yaml")
WIRING = FUNCTIONS.parent / "layers" / "domain" / "urp" / "wiring"
RINGING = ("duty.py", "break_glass.py", "broadcast_dispatch.py")
"""Beside the handlers."""
OURS = "UrpSuWhatsApp-${TownStack}"


def _watched() -> list[Template]:
    alarms = of_type("AWS::CloudWatch::Alarm", OBSERVABILITY).values()
    return [alarm["Properties"] for alarm in alarms if OURS in str(alarm["Properties"]["Namespace"])]


def _filtered() -> set[str]:
    """Counted by CloudWatch itself, from the log of a function that must start fast."""
    filters = of_type("AWS::Logs::MetricFilter", OBSERVABILITY).values()
    return {each["MetricName"] for found in filters for each in found["Properties"]["MetricTransformations"]}


def test_everything_counted_has_its_alarm_and_every_alarm_something_that_counts() -> None:
    assert {alarm["MetricName"] for alarm in _watched()} == {*Figure, *_filtered()}


def test_every_figure_is_counted_by_a_function() -> None:
    counted = {
        node.attr
        for node in chain.from_iterable(
            ast.walk(parsed(path)) for path in (*handlers(), *(WIRING / name for name in RINGING))
        )
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Figure"
    }

    assert counted == {figure.name for figure in Figure}


@pytest.mark.parametrize("figure", Figure)
def test_an_alarm_looks_where_the_function_writes(
    figure: Figure, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Powertools adds dimensions of its own from the environment, which is the template's."""
    for name, value in template()["Globals"]["Function"]["Environment"]["Variables"].items():
        monkeypatch.setenv(name, str(value))
    monkeypatch.setenv("STACK", "urp-staging")
    (alarm,) = [each for each in _watched() if each["MetricName"] == figure]

    count(figure, 2)

    written = json.loads(capsys.readouterr().out)
    (directive,) = written["_aws"]["CloudWatchMetrics"]
    wanted = {each["Name"]: each["Value"] for each in alarm["Dimensions"]}
    assert directive["Namespace"] == alarm["Namespace"]["Fn::Sub"].replace("${TownStack}", "urp-staging")
    assert [{name: written[name] for name in names} for names in directive["Dimensions"]] == [wanted]
    assert written[figure] == [2.0]


def test_what_cloudwatch_counts_from_the_log_is_watched_without_dimensions() -> None:
    filtered = [alarm for alarm in _watched() if alarm["MetricName"] in _filtered()]

    assert filtered
    assert not [alarm for alarm in filtered if "Dimensions" in alarm]


def test_what_cloudwatch_counts_is_what_the_function_logs() -> None:
    """A sentence reworded in the handler would silence the alarm."""
    source = (FUNCTIONS / "webhook_receive" / "handler.py").read_text(encoding="utf-8")
    filters = of_type("AWS::Logs::MetricFilter", OBSERVABILITY).values()
    named = [
        re.findall(r'= "([^"]+)"|\$\.(\w+) >', found["Properties"]["FilterPattern"]) for found in filters
    ]

    named = [
        each for each in named if ("webhook_receive", "") in each
    ]  # failures: tests of the whole service
    words = {text or attribute for each in named for text, attribute in each}
    assert words == {"webhook_receive", "signature refused", "certificate refused", "not_understood"}
    assert all(word in source or word in Receipt.__slots__ for word in words)
