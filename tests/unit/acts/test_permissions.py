"""One table says whose a permission is: code and documents read it, the matrix of roles judges it."""

from __future__ import annotations

import re
from pathlib import Path

from urp.acts.model import Role
from urp.acts.news import find_offered
from urp.acts.permissions import ROLES, Permission

PAGE = Path("docs/decisions/roles-and-sign-in.md")
LETTERS = dict(zip("roevdma", Role, strict=True))


def documented() -> dict[str, frozenset[Role]]:
    rows = re.findall(r"^\| `([a-z_]+)` \|.*\| ((?:[a-z] ?)+)\|$", PAGE.read_text("utf-8"), re.MULTILINE)
    return {name: frozenset(LETTERS[letter] for letter in roles.split()) for name, roles in rows}


def test_the_page_on_roles_says_the_same() -> None:
    assert documented() == {permission.value: ROLES[permission] for permission in Permission}


def test_nobody_reads_what_citizens_write_who_does_not_answer_or_judge_it() -> None:
    assert ROLES[Permission.READ_DESK] == {Role.OPERATOR, Role.MODERATOR, Role.ADMINISTRATOR}


def test_who_approves_writes_nothing_by_that_role() -> None:
    assert ROLES[Permission.APPROVE].isdisjoint(ROLES[Permission.WRITE] | ROLES[Permission.SEND])


def test_whoever_may_be_told_has_something_to_be_told_of() -> None:
    assert {role for role in Role if find_offered([role])} == ROLES[Permission.BE_TOLD]
