"""Shared by the tests of what every call goes through."""

import pytest

from tests.fakes.staff_calls import Caller
from tests.unit.staff_api.bells import Tower, town
from urp.acts.model import Role


@pytest.fixture
def tower() -> Tower:
    return Tower()


@pytest.fixture
def editor(tower: Tower) -> Caller:
    return Caller(town(tower), (Role.EDITOR,))
