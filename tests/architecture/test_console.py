"""The two functions of the console do what those of the API do, and may no more."""

from __future__ import annotations

import pytest

from tests.architecture.blueprint import Template, functions, statements_of, template
from urp.console.screens.all import EVIDENCE_SCREENS, SCREENS
from urp.staff_api.table import list_routes

ITS_OWN_SECRET = "cognito-idp:DescribeUserPoolClient"


def _statements(name: str) -> list[Template]:
    return list(statements_of(functions()[name]))


def test_the_console_may_what_the_api_may_and_read_its_own_secret() -> None:
    besides = [each for each in _statements("ConsoleFunction") if each not in _statements("StaffApiFunction")]

    assert [each["Action"] for each in besides] == [[ITS_OWN_SECRET]]
    assert [
        each for each in _statements("StaffApiFunction") if each not in _statements("ConsoleFunction")
    ] == []


def test_its_part_for_evidence_may_what_the_api_may_and_use_a_session_that_began_elsewhere() -> None:
    api, console = _statements("EvidenceApiFunction"), _statements("EvidenceConsoleFunction")
    (session,) = [each for each in console if each not in api]

    assert [each for each in api if each not in console] == []
    assert session["Action"] == ["dynamodb:GetItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"]
    assert session["Resource"] == {"Fn::GetAtt": ["Data", "Outputs.ControlTableArn"]}
    keys = session["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"]
    assert keys == ["SESSION#*"]


@pytest.mark.parametrize(
    ("api", "console", "besides"),
    [
        (
            "StaffApiFunction",
            "ConsoleFunction",
            {"CONSOLE_URL", "SIGN_IN_URL", "USER_POOL_ID", "CONSOLE_CLIENT_ID"},
        ),
        ("EvidenceApiFunction", "EvidenceConsoleFunction", {"CONSOLE_URL"}),
    ],
)
def test_it_finds_what_the_api_finds_and_where_it_is_itself(
    api: str, console: str, besides: set[str]
) -> None:
    of_the_api, of_the_console = (
        functions()[name]["Properties"]["Environment"]["Variables"] for name in (api, console)
    )

    assert of_the_api.items() <= of_the_console.items()
    assert of_the_console.keys() - of_the_api.keys() == besides


def test_addresses_of_evidence_lead_to_its_function() -> None:
    """API Gateway takes the more exact one, and only once it may call."""
    resources = template()["Resources"]
    routes = {
        body["Properties"]["RouteKey"]: (body["Properties"]["Target"], body.get("DependsOn"))
        for body in resources.values()
        if body["Type"] == "AWS::ApiGatewayV2::Route" and "/console/f" in body["Properties"]["RouteKey"]
    }

    there = ({"Fn::Sub": "integrations/${ConsoleEvidenceIntegration}"}, "ConsoleEvidencePermission")
    assert routes == {"ANY /console/fascicoli": there, "ANY /console/fascicoli/{proxy+}": there}


ALL_SCREENS = (*SCREENS, *EVIDENCE_SCREENS)
LEFT_OUT = {
    "POST /staff/conversations/{conversation}/looking": "said by the open page itself, every five seconds",
    "POST /staff/broadcasts/preview": "the draft's sheet says the same, and more",
    "POST /staff/announcements/preview": "the announcement's page says the same, and more",
}
"""What changes something, or takes a body, and has no form of its own."""


def test_each_route_that_changes_something_has_a_form_or_a_reason_why_not() -> None:
    performed = {form.performs for screen in ALL_SCREENS for form in screen.forms}
    changing = {f"{route.method} {route.path}" for route in list_routes() if route.method != "GET"}

    assert changing - performed == LEFT_OUT.keys()


def test_each_form_performs_a_route_of_the_api_and_stands_on_a_page_of_the_console() -> None:
    routes = {f"{route.method} {route.path}" for route in list_routes()}
    pages = {page.path for screen in ALL_SCREENS for page in screen.pages}
    forms = [form for screen in ALL_SCREENS for form in screen.forms]

    assert {form.performs for form in forms} <= routes
    assert {form.page for form in forms} <= pages
    assert len({form.path for form in forms}) == len(forms)
