"""A new version of what receives and sends takes over little by little, and goes back if it fails."""

import re
import tomllib
from typing import Any

import pytest

from tests.architecture.blueprint import (
    ROOT,
    Template,
    functions,
    of_type,
    references,
    source,
    template,
    translated,
    translation,
)
from tests.cases import every

RECEIVE_AND_SEND = {
    "WebhookReceiveFunction",
    "InboundHandleFunction",
    "ReplySendFunction",
    "BroadcastSendFunction",
    "ReceiptsRecordFunction",
}
CODE_DEPLOY = "AWS::CodeDeploy"


def _of(kind: str, found: Template) -> dict[str, Any]:
    return {name: body for name, body in found["Resources"].items() if body["Type"] == kind}


def _versions(found: Template) -> dict[str, str]:
    """The logical id of each function's version: CloudFormation publishes one when it changes."""
    versions = _of("AWS::Lambda::Version", found).items()
    return {body["Properties"]["FunctionName"]["Ref"]: name for name, body in versions}


def _aliases(found: Template) -> dict[str, str]:
    aliases = _of("AWS::Lambda::Alias", found).items()
    return {body["Properties"]["FunctionName"]["Ref"]: name for name, body in aliases}


def test_what_receives_and_sends_has_an_alias_and_nothing_else_has() -> None:
    assert _aliases(translated()).keys() == RECEIVE_AND_SEND


def test_an_alias_moves_in_steps_that_an_alarm_takes_back() -> None:
    groups = _of("AWS::CodeDeploy::DeploymentGroup", translated()).values()
    aliases = _of("AWS::Lambda::Alias", translated()).values()

    assert len(groups) == len(RECEIVE_AND_SEND)
    assert all("CodeDeployLambdaAliasUpdate" in alias["UpdatePolicy"] for alias in aliases)
    for group in groups:
        properties = group["Properties"]
        assert properties["AlarmConfiguration"] == {
            "Enabled": True,
            "Alarms": [{"Name": {"Ref": "NewVersionFailsAlarm"}}],
        }
        assert "DEPLOYMENT_STOP_ON_ALARM" in properties["AutoRollbackConfiguration"]["Events"]
        assert properties["DeploymentConfigName"]["Fn::Sub"][1] == {"ConfigName": "Canary10Percent5Minutes"}


def test_the_page_on_upgrades_names_them_and_the_way_without_steps() -> None:
    page = (ROOT / "docs" / "aggiornamento.md").read_text(encoding="utf-8")
    row = next(line for line in page.splitlines() if "un decimo del lavoro per cinque minuti" in line)

    assert set(re.findall(r"`(\w+)`", row)) == {name.removesuffix("Function") for name in RECEIVE_AND_SEND}
    assert '`GradualDeployment: "no"`' in page
    assert "NewVersionFailsAlarm".removesuffix("Alarm") in page


@pytest.mark.parametrize("said", ["no", "unsaid"])
def test_without_time_for_steps_or_without_codedeploy_the_alias_moves_at_once(said: str) -> None:
    found = translation(source(), GradualDeployment=said)

    assert _aliases(found).keys() == RECEIVE_AND_SEND
    assert not [body for body in found["Resources"].values() if body["Type"].startswith(CODE_DEPLOY)]
    assert not [alias for alias in _of("AWS::Lambda::Alias", found).values() if "UpdatePolicy" in alias]


def test_the_local_cloud_translates_with_the_defaults_alone_and_knows_no_codedeploy() -> None:
    parameter = template()["Parameters"]["GradualDeployment"]
    mapping = template()["Mappings"]["ShiftsTraffic"]

    assert mapping.keys() == set(parameter["AllowedValues"])
    assert mapping[parameter["Default"]]["Enabled"] is False
    assert [said for said in mapping if mapping[said]["Enabled"]] == ["yes"]


def test_a_deployment_on_aws_that_does_not_say_it_is_refused_and_those_of_the_guide_say_it() -> None:
    rule = template()["Rules"]["EveryDeploymentSaysWhetherItIsGradual"]

    assert rule["RuleCondition"] == {"Fn::Not": [{"Fn::Equals": [{"Ref": "Stage"}, "local"]}]}
    assert rule["Assertions"][0]["Assert"] == {
        "Fn::Not": [{"Fn::Equals": [{"Ref": "GradualDeployment"}, "unsaid"]}]
    }
    shared = tomllib.loads((ROOT / "samconfig.toml").read_text(encoding="utf-8"))
    for environment in ("staging", "production"):
        assert "GradualDeployment=yes" in shared[environment]["deploy"]["parameters"]["parameter_overrides"]


def test_the_webhook_and_every_queue_call_the_alias() -> None:
    """Whoever calls the function itself gets its newest version at once, without the alarm."""
    found = translated()
    aliases = _aliases(found)
    called = [
        *(
            each["Properties"]["FunctionName"]
            for each in _of("AWS::Lambda::EventSourceMapping", found).values()
        ),
        *(each["Properties"]["FunctionName"] for each in _of("AWS::Lambda::Permission", found).values()),
        *(
            each["Properties"]["IntegrationUri"]
            for each in _of("AWS::ApiGatewayV2::Integration", found).values()
        ),
        *(each["Properties"]["Target"] for each in _of("AWS::Scheduler::Schedule", found).values()),
    ]
    names = set().union(*(references(each) for each in called))

    assert names.isdisjoint(RECEIVE_AND_SEND)
    assert names >= set(aliases.values())


@pytest.mark.parametrize("layer", sorted(of_type("AWS::Serverless::LayerVersion", template())))
def test_a_changed_layer_reaches_every_alias(layer: str) -> None:
    changed = source()
    changed["Resources"][layer]["Properties"]["ContentUri"] = "s3://any/other.zip"

    before, after = _versions(translated()), _versions(translation(changed))

    assert before.keys() == RECEIVE_AND_SEND
    assert not [name for name in before if before[name] == after[name]]


@every("name", sorted(RECEIVE_AND_SEND))
def test_changed_settings_of_a_function_reach_its_alias(name: str) -> None:
    changed = source()
    properties = changed["Resources"][name]["Properties"]
    properties["Timeout"] = 59
    properties.setdefault("Environment", {}).setdefault("Variables", {})["NEW"] = "value"

    before, after = _versions(translated()), _versions(translation(changed))

    assert {each for each in before if before[each] != after[each]} == {name}


def _parameters_of(value: object, of: Template) -> set[str]:
    """Those parameters of a template that decide a value, also by a condition or through a nested stack."""
    match value:
        case {"Fn::If": [str(condition), *choices]}:
            return _parameters_of(of["Conditions"][condition], of).union(
                *(_parameters_of(choice, of) for choice in choices)
            )
        case {"Condition": str(condition)}:
            return _parameters_of(of["Conditions"][condition], of)
        case {"Fn::GetAtt": [str(stack), str(output)]} if output.startswith("Outputs."):
            properties = of["Resources"][stack]["Properties"]
            nested = template(properties["TemplateURL"])
            told = nested["Outputs"][output.removeprefix("Outputs.")]["Value"]
            passed = [properties["Parameters"].get(name) for name in _parameters_of(told, nested)]
            return set().union(*(_parameters_of(each, of) for each in passed))
        case dict() | list():
            inner = value.values() if isinstance(value, dict) else value
            named = references(value) & set(of.get("Parameters", {}))
            return named.union(*(_parameters_of(each, of) for each in inner))
        case _:
            return set()


def _to_be_described(value: object) -> list[object]:
    """A name from a nested stack is too long for a description: what that stack was given is in its place. A
    restored table comes with its moment, which is short."""
    parameters = _parameters_of(value, template())
    if any(name.endswith("TableName") or name == "RestoredAt" for name in parameters):
        return [{"Ref": "RestoredAt"}]
    match value:
        case {"Fn::GetAtt": _}:
            return [{"Ref": name} for name in sorted(parameters)]
        case _:
            return [value] if parameters else []


def _parts(value: object) -> list[object]:
    """What a description is put together from."""
    match value:
        case {"Fn::Sub": [str(text), dict(given)]}:
            return [
                *given.values(),
                *({"Ref": placeholder} for placeholder in _placeholders(text) if placeholder not in given),
            ]
        case {"Fn::Sub": str(text)}:
            return [{"Ref": placeholder} for placeholder in _placeholders(text)]
        case _:
            return [value]


def _placeholders(text: str) -> list[str]:
    return [piece.partition("}")[0] for piece in text.split("${")[1:]]


@every("name", sorted(RECEIVE_AND_SEND))
def test_a_changed_parameter_reaches_the_alias(name: str) -> None:
    """SAM hashes the template, not the values in it: only the version's own description makes CloudFormation
    publish another. And no more than these: a version without a change is refused ("a version exists")."""
    properties = functions()[name]["Properties"]
    given = [
        *template()["Globals"]["Function"]["Environment"]["Variables"].values(),
        *properties["Environment"]["Variables"].values(),
    ]

    described = _parts(properties["VersionDescription"])

    wanted = [each for value in given for each in _to_be_described(value)]
    assert sorted(map(str, described)) == sorted(set(map(str, wanted)))


def test_old_versions_and_old_layers_go_with_the_update_that_replaced_them() -> None:
    kept = [
        name
        for kind in ("AWS::Lambda::Version", "AWS::Lambda::LayerVersion")
        for name, body in _of(kind, translated()).items()
        if body.get("DeletionPolicy") != "Delete"
    ]

    assert kept == []


def test_tracing_is_off_and_brings_its_permission_only_when_it_is_on() -> None:
    off, on = translated(), translation(source(), Tracing="Active")

    def traced(found: Template) -> set[str]:
        lambdas = _of("AWS::Lambda::Function", found).items()
        return {name for name, body in lambdas if "TracingConfig" in body["Properties"]}

    def may_trace(found: Template) -> set[str]:
        roles = _of("AWS::IAM::Role", found).items()
        return {
            name
            for name, body in roles
            if "XrayWriteOnly" in str(body["Properties"].get("ManagedPolicyArns"))
        }

    assert traced(off) == may_trace(off) == set()
    assert traced(on) == functions().keys()
    assert may_trace(on) == {f"{name}Role" for name in functions()}
