from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from tests.fakes.dynamodb.tables import create_tables
from tests.integration.stacks import throw_away_aws
from urp.aws.tables import Tables


@pytest.fixture
def tables() -> Tables:
    """Those of the real template, in memory, and empty."""
    return create_tables()


@pytest.fixture
def outputs(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mapping[str, str]]:
    """The outputs of the real templates, deployed on a throw-away AWS."""
    with throw_away_aws(monkeypatch) as outputs:
        yield outputs
