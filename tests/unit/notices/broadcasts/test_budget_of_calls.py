"""The budget of requests to AWS, a recipient, as `docs/performance.md` has it. The table that counts them is
held against the adapters in `tests/integration/broadcasts/test_calls.py`."""

from __future__ import annotations

import pytest

from tests.bench.growth import Grown, grown
from tests.fakes.aws.budget import BUDGET, PEOPLE, asked


@pytest.fixture(scope="module")
def notice() -> Grown:
    return grown(PEOPLE, 80)


@pytest.mark.parametrize("what", BUDGET)
def test_a_notice_keeps_to_its_budget(notice: Grown, what: str) -> None:
    assert notice.complete
    assert asked(notice.usage, PEOPLE)[what] <= BUDGET[what]


def test_the_budget_is_not_wider_than_it_needs_to_be(notice: Grown) -> None:
    spent = asked(notice.usage, PEOPLE)

    assert {what: spent[what] > 0.84 * allowed for what, allowed in BUDGET.items()} == dict.fromkeys(
        BUDGET, True
    )
