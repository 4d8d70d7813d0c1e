"""What Meta posts is let through: three statuses for each message, and what citizens write meanwhile."""

from itertools import product
from typing import Any

import pytest

from tests.architecture.blueprint import Template, of_type, template
from tests.cases import every
from urp.wiring.clients import public_table_client

STATUSES = 3
"""Sent, delivered, read, mostly one in a POST. Partners of Meta size a webhook by three times what goes out
and what comes in (docs.360dialog.com, "Sizing your environment based on expected throughput")."""
RATES = [int(value) for value in template()["Parameters"]["NumberRate"]["AllowedValues"]]
LIMITS = [int(value) for value in template()["Parameters"]["WebhookRequestsPerSecond"]["AllowedValues"]]
EVERY_PAIR = list(product(RATES, LIMITS))
MILANS_BUCKET = 2
"""A new account in Milan has 2,500 requests a second and a bucket of 1,250, others 10,000 and 5,000: half."""
PUBLIC = ("GET /avvisi", "GET /servizio")
USUAL_CONCURRENCY = 1_000
"""Of an account of AWS that is not new."""


def _enough(rate: int, limit: int) -> bool:
    return limit >= STATUSES * rate + rate


def _stage() -> Template:
    (stage,) = of_type("AWS::ApiGatewayV2::Stage").values()
    properties: Template = stage["Properties"]
    return properties


def _refused(rate: int, limit: int) -> list[str]:
    return refused(Stage="local", NumberRate=str(rate), WebhookRequestsPerSecond=str(limit))


def refused(**parameters: str) -> list[str]:
    """As CloudFormation evaluates `Rules`: the sentences of the assertions that do not hold."""
    defaults = {name: str(body.get("Default", "")) for name, body in template()["Parameters"].items()}
    given = {**defaults, **parameters}
    return [
        assertion["AssertDescription"]
        for rule in template()["Rules"].values()
        if _value(rule.get("RuleCondition", True), given)
        for assertion in rule["Assertions"]
        if not _value(assertion["Assert"], given)
    ]


def _value(node: object, given: dict[str, str]) -> object:
    """Of the functions a rule may use, those ours do."""
    match node:
        case {"Ref": str(name)}:
            return given[name]
        case {"Fn::Equals": [one, other]}:
            return _value(one, given) == _value(other, given)
        case {"Fn::And": list(several)}:
            return all(_value(one, given) for one in several)
        case {"Fn::Not": [one]}:
            return not _value(one, given)
        case {"Fn::Contains": [list(several), one]}:
            return _value(one, given) in several
        case str() | bool():
            return node
    raise AssertionError(f"CloudFormation compares no such thing in a rule: {node}")


@every(("rate", "limit"), EVERY_PAIR)
def test_a_webhook_too_narrow_for_its_number_is_refused_and_no_other(rate: int, limit: int) -> None:
    refused = _refused(rate, limit)

    assert bool(refused) == (not _enough(rate, limit))
    assert all(str(rate) in sentence and "WebhookRequestsPerSecond" in sentence for sentence in refused)


@pytest.mark.parametrize("rate", RATES)
def test_every_rate_of_a_number_has_a_limit_that_carries_it(rate: int) -> None:
    assert any(_enough(rate, limit) for limit in LIMITS)


def test_what_nobody_sets_fits_together() -> None:
    parameters = template()["Parameters"]

    assert not _refused(
        parameters["NumberRate"]["Default"], parameters["WebhookRequestsPerSecond"]["Default"]
    )


def test_the_numbers_rates_are_those_meta_gives() -> None:
    """20 beside the phone's app, 80, and 1,000 for who asks: Meta knows no others."""
    assert RATES == [20, 80, 1000]


def test_the_limit_of_the_webhook_is_its_own() -> None:
    """The default: in RouteSettings, free JSON, CloudFormation would leave a parameter's number a text."""
    default = _stage()["DefaultRouteSettings"]
    routes = {route["Properties"]["RouteKey"] for route in of_type("AWS::ApiGatewayV2::Route").values()}

    assert default["ThrottlingRateLimit"] == {"Ref": "WebhookRequestsPerSecond"}
    assert routes - _stage()["RouteSettings"].keys() == {"POST /webhook"}


@pytest.mark.parametrize("limit", LIMITS)
def test_a_burst_fits_into_the_bucket_that_comes_with_the_rate(limit: int) -> None:
    """AWS refuses a route more than its account has."""
    burst = template()["Mappings"]["WebhookBurst"][str(limit)]["Requests"]

    assert _stage()["DefaultRouteSettings"]["ThrottlingBurstLimit"]["Fn::FindInMap"][0] == "WebhookBurst"
    assert limit / MILANS_BUCKET <= burst <= max(limit / MILANS_BUCKET, 1_250)


def test_every_other_route_has_a_small_limit_in_plain_numbers() -> None:
    routes = {route["Properties"]["RouteKey"] for route in of_type("AWS::ApiGatewayV2::Route").values()}

    for key, settings in _stage()["RouteSettings"].items():
        assert key in routes
        assert 0 < settings["ThrottlingRateLimit"] <= settings["ThrottlingBurstLimit"] <= min(LIMITS)


def test_a_flood_at_what_anybody_may_read_leaves_places_for_citizens(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """All functions share an account's concurrency: a request holds a place until its read is given up."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-south-1")
    config: Any = public_table_client().meta.config  # botocore makes its attributes as it goes
    hangs = config.retries["total_max_attempts"] * (config.connect_timeout + config.read_timeout)
    public = [each for key, each in _stage()["RouteSettings"].items() if key.startswith(PUBLIC)]

    held = sum(each["ThrottlingBurstLimit"] + each["ThrottlingRateLimit"] * hangs for each in public)

    assert len(public) == 7
    assert held <= 0.75 * USUAL_CONCURRENCY


def test_the_stage_waits_for_every_route() -> None:
    """API Gateway refuses settings of a route that is not there yet."""
    (stage,) = of_type("AWS::ApiGatewayV2::Stage").values()

    assert set(stage["DependsOn"]) == of_type("AWS::ApiGatewayV2::Route").keys()


def test_an_alarm_rings_when_what_meta_posts_is_refused() -> None:
    """Refused by API Gateway it reaches no function, and stands in no log: a metric alone tells."""
    (alarm,) = [
        each["Properties"]
        for each in of_type("AWS::CloudWatch::Alarm").values()
        if each["Properties"].get("MetricName") == "4xx"
    ]

    assert {each["Name"]: each["Value"] for each in alarm["Dimensions"]} == {
        "ApiId": {"Ref": "ApiId"},
        "Method": "POST",
        "Resource": "/webhook",
        "Stage": _stage()["StageName"],
    }
    assert _stage()["DefaultRouteSettings"]["DetailedMetricsEnabled"] is True
    assert alarm["AlarmActions"]
