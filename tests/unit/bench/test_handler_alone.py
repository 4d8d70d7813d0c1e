"""The bench that drives the webhook's handler alone really lets it take what Meta posts."""

from tests.bench.handler_alone import PER_SECOND, handler_alone


def test_each_post_is_answered_and_lies_in_a_queue_exactly_once() -> None:
    alone = handler_alone(seconds=0.1)

    assert len(alone.seconds) == PER_SECOND / 10
    assert alone.lost == 0
