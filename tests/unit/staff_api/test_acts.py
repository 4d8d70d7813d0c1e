from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.acting import AS_OPERATOR
from urp.acts.acts import name_resource, retry_if_moved
from urp.acts.model import Act, AlreadyActedError, IdempotencyMark
from urp.aws.dynamodb import TouchedError
from urp.errors import ConflictError

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


class Busy:
    """Somebody else is faster, a few times."""

    def __init__(self, *failures: Exception) -> None:
        self.failures = list(failures)

    def __call__(self) -> str:
        if self.failures:
            raise self.failures.pop(0)
        return "done"


@pytest.mark.parametrize("moved", [ConflictError("moved"), TouchedError("touched")])
def test_an_act_is_tried_again_while_a_citizen_writes(moved: Exception) -> None:
    assert retry_if_moved(Busy(moved, moved)) == "done"


def test_an_act_waits_for_a_transaction_at_work_and_not_for_a_version_that_moved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("time.sleep", pauses.append)

    retry_if_moved(Busy(ConflictError("moved"), TouchedError("touched"), TouchedError("touched")))

    assert len(pauses) == 2
    assert pauses[0] != pauses[1]


def test_an_act_is_not_tried_for_ever() -> None:
    with pytest.raises(ConflictError):
        retry_if_moved(Busy(*[ConflictError("moved")] * 5))


def test_a_repeated_key_is_not_tried_again() -> None:
    busy = Busy(AlreadyActedError("used"))

    with pytest.raises(AlreadyActedError):
        retry_if_moved(busy)

    assert busy() == "done"


def test_the_mark_of_an_act_names_what_it_made() -> None:
    act = Act(
        "1", "staff-1", "x", "y", NOON, idempotency=IdempotencyMark("k", "body", ""), standing=AS_OPERATOR
    )

    assert name_resource(act, "answer-1").idempotency == IdempotencyMark("k", "body", "answer-1")
    assert (
        name_resource(Act("1", "staff-1", "x", "y", NOON, standing=AS_OPERATOR), "answer-1").idempotency
        is None
    )
