"""The two functions of the console do what those of the API do, and may no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture.blueprint import Template, functions, statements_of, template
from urp.console.application import Place
from urp.console.screens import all as table
from urp.console.screens.all import ALL_MODULES, find_modules, list_screens, load_screens
from urp.console.screens.notices import of_training
from urp.staff_api.table import list_routes

SCREENS = Path(table.__file__).parent
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
            {"SIGN_IN_URL", "USER_POOL_ID", "CONSOLE_CLIENT_ID"},
        ),
        ("EvidenceApiFunction", "EvidenceConsoleFunction", set()),
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


LEFT_OUT = {
    "POST /staff/conversations/{conversation}/looking": "said by the open page itself, every five seconds",
    "POST /staff/alerts/{alert}/open": "said by the page of the alert itself, when it is shown",
    "POST /staff/broadcasts/preview": "the draft's sheet says the same, and more",
    "POST /staff/announcements/preview": "the announcement's page says the same, and more",
}
"""What changes something, or takes a body, and has no form of its own."""


def test_each_route_that_changes_something_has_a_form_or_a_reason_why_not() -> None:
    performed = {form.performs for screen in list_screens() for form in screen.forms}
    changing = {f"{route.method} {route.path}" for route in list_routes() if route.method != "GET"}

    assert changing - performed == LEFT_OUT.keys()


def test_each_form_performs_a_route_of_the_api_and_stands_on_a_page_of_the_console() -> None:
    routes = {f"{route.method} {route.path}" for route in list_routes()}
    pages = {page.path for screen in list_screens() for page in screen.pages}
    forms = [form for screen in list_screens() for form in screen.forms]

    assert {form.performs for form in forms} <= routes
    assert {form.page for form in forms} <= pages
    assert len({form.path for form in forms}) == len(forms)


def test_each_address_of_a_screen_leads_to_it() -> None:
    """Only the screens of an address's first part are imported (`urp.console.screens.all`)."""
    lost: list[str] = []
    for screen in list_screens():
        places: list[Place] = [*screen.pages, *screen.parts, *screen.forms, *screen.downloads]
        lost += [each.path for each in places if screen not in load_screens(find_modules(each.path))]
    files = {file.stem for file in SCREENS.glob("*.py") if "\nSCREEN = " in file.read_text("utf-8")}

    assert not lost
    assert {name for names in ALL_MODULES.values() for name in names} == files


NOT_TYPED = frozenset(
    {
        "conversation",
        "correction",
        "cursor",
        "euro_cents",
        "format",
        "hold_seconds",
        "limit",
        "messages",
        "part",
        "training",
    }
)
"""What a page puts in by itself, or leaves out."""
IN_PARTS = frozenset({"facts", "fields", "indispensable", "open"})
"""What is typed are its parts, each called by the name of its own."""


def test_what_is_wrong_with_a_form_is_said_with_the_names_of_its_own_screens() -> None:
    routes = {f"{route.method} {route.path}": route for route in list_routes()}
    nameless: set[tuple[str, str]] = set()
    for form in (form for screen in list_screens() for form in screen.forms):
        route = routes[form.performs]
        labels = {name for screen in load_screens(find_modules(form.path)) for name in screen.labels}
        names = (route.query if form.method == "GET" else route.body).model_fields
        nameless |= {(form.path, name) for name in names if form.is_taken(name) and name not in labels}

    assert {each for each in nameless if each[1] not in NOT_TYPED | IN_PARTS} == set()


def test_in_training_only_notices_for_training_and_what_shows_alone_are_done() -> None:
    """Whoever declares another one says here why it changes nothing real."""
    declared = {
        form.path
        for screen in list_screens()
        for form in screen.forms
        if form.in_training not in (None, of_training)
    }

    assert declared == {
        "/avvisi/nuovo",  # becomes one for training
        "/avvisi/parole",  # stores nothing
        "/preferenze/annullare",  # one's own
        "/preferenze/esci-ovunque",  # one's own, and never too late
        "/sportello/{conversation}/canali/anteprima",  # what would be read
        "/sportello/{conversation}/pronta",  # a canned reply in the field
        "/sportello/{conversation}/riempi",  # with its gaps filled
    }
