"""The console does what the API does, and may no more."""

from __future__ import annotations

from tests.architecture.blueprint import Template, functions, statements_of

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
