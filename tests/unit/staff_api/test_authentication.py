"""Who calls, as the authorizer hands it on."""

from __future__ import annotations

import pytest

from tests.cases import every
from urp.acts.authentication import UnauthenticatedError, read_claims
from urp.acts.model import Role

ACCESS = {"sub": "b1c4e0d2", "token_use": "access"}


@every(
    "groups",
    [
        "[reader operator]",
        "[reader, operator]",
        "reader,operator",
        "reader operator",
        '["reader", "operator"]',
        ["reader", "operator"],
    ],
)
def test_roles_are_read_however_the_gateway_writes_a_list(groups: object) -> None:
    member = read_claims({**ACCESS, "cognito:groups": groups})

    assert member.roles == {Role.READER, Role.OPERATOR}


@every("groups", [None, "", "[]", [], "[eu-south-1_abc_Google]", "administrators", 7])
def test_a_group_that_is_no_role_gives_none(groups: object) -> None:
    assert read_claims({**ACCESS, "cognito:groups": groups}).roles == frozenset()


def test_part_of_a_name_is_no_role() -> None:
    member = read_claims({**ACCESS, "cognito:groups": "[chief-administrator reader]"})

    assert member.roles == {Role.READER}


@every(
    "claims",
    [
        {},
        {"sub": "b1c4e0d2"},
        {"sub": "b1c4e0d2", "token_use": "id"},
        {"token_use": "access"},
        {"sub": "", "token_use": "access"},
        {"sub": 7, "token_use": "access"},
    ],
)
def test_without_a_persons_access_token_nobody_is_signed_in(claims: dict[str, object]) -> None:
    with pytest.raises(UnauthenticatedError):
        read_claims(claims)
