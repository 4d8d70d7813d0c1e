from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from tests.integration.stacks import throw_away_aws


@pytest.fixture
def outputs(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mapping[str, str]]:
    """The outputs of the real templates, deployed on a throw-away AWS."""
    with throw_away_aws(monkeypatch) as outputs:
        yield outputs
