from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from moto import mock_aws

from tests.integration.stacks import CREDENTIALS, stack_outputs


@pytest.fixture
def outputs(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mapping[str, str]]:
    """The outputs of the real templates, deployed on a throw-away AWS."""
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    with mock_aws():
        yield stack_outputs()
