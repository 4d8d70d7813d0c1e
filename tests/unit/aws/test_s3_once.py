"""What is written once is written once, also when two write at the same moment."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from urp.aws.s3_once import put_once
from urp.errors import UnavailableError


def refusal(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code}}, "PutObject")


CONFLICT, THERE = refusal("ConditionalRequestConflict"), refusal("PreconditionFailed")


def put(*answers: Exception | None) -> bool:
    """What S3 answers, one after the other; each is asked for."""
    left = list(answers)

    def once() -> None:
        answer = left.pop(0)
        if answer is not None:
            raise answer

    result = put_once(once, "it was not stored")
    assert not left
    return result


def test_the_first_writes_and_the_second_finds_it_there() -> None:
    assert put(None) is True
    assert put(THERE) is False


def test_of_two_at_once_the_one_sent_back_asks_again() -> None:
    assert put(CONFLICT, THERE) is False
    assert put(CONFLICT, None) is True, "the other one did not come through"


@pytest.mark.parametrize(
    "answers",
    [
        [CONFLICT, CONFLICT],
        [refusal("SlowDown")],
        [CONFLICT, EndpointConnectionError(endpoint_url="https://s3.example")],
        [EndpointConnectionError(endpoint_url="https://s3.example")],
    ],
)
def test_whatever_else_is_answered_it_was_not_stored(answers: list[Exception]) -> None:
    with pytest.raises(UnavailableError, match="it was not stored"):
        put(*answers)
