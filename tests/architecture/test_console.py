"""The console does what the API does, and may no more."""

from __future__ import annotations

from tests.architecture.blueprint import Template, functions, statements_of
from urp.console.screens.all import SCREENS
from urp.staff_api.table import EVIDENCE, list_routes

ITS_OWN_SECRET = "cognito-idp:DescribeUserPoolClient"


def _statements(name: str) -> list[Template]:
    return list(statements_of(functions()[name]))


def test_the_console_may_what_the_api_may_and_read_its_own_secret() -> None:
    besides = [each for each in _statements("ConsoleFunction") if each not in _statements("StaffApiFunction")]

    assert [each["Action"] for each in besides] == [[ITS_OWN_SECRET]]
    assert [
        each for each in _statements("StaffApiFunction") if each not in _statements("ConsoleFunction")
    ] == []


def test_it_finds_what_the_api_finds_and_where_it_is_itself() -> None:
    api, console = (
        functions()[name]["Properties"]["Environment"]["Variables"]
        for name in ("StaffApiFunction", "ConsoleFunction")
    )

    assert api.items() <= console.items()
    assert console.keys() - api.keys() == {"CONSOLE_URL", "SIGN_IN_URL", "USER_POOL_ID", "CONSOLE_CLIENT_ID"}


LEFT_OUT = {
    "POST /staff/conversations/{conversation}/looking": "said by the open page itself, every five seconds",
    "POST /staff/broadcasts/preview": "the draft's sheet says the same, and more",
    "POST /staff/announcements/preview": "the announcement's page says the same, and more",
}
"""What changes something, or takes a body, and has no form of its own."""


def test_each_route_that_changes_something_has_a_form_or_a_reason_why_not() -> None:
    """Files of evidence stay with a function of their own (docs/decisions/least-privilege.md)."""
    performed = {form.performs for screen in SCREENS for form in screen.forms}
    routes = (each for each in list_routes() if each.method != "GET" and each.resource != EVIDENCE)
    changing = {f"{route.method} {route.path}" for route in routes}

    assert changing - performed == LEFT_OUT.keys()


def test_each_form_performs_a_route_of_the_api_and_stands_on_a_page_of_the_console() -> None:
    routes = {f"{route.method} {route.path}" for route in list_routes()}
    pages = {page.path for screen in SCREENS for page in screen.pages}
    forms = [form for screen in SCREENS for form in screen.forms]

    assert {form.performs for form in forms} <= routes
    assert {form.page for form in forms} <= pages
    assert len({form.path for form in forms}) == len(forms)
