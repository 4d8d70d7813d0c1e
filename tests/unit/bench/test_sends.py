"""What is read out of the calls that Meta saw."""

from infra.local.meta_client import SentMessage
from tests.bench.notice import unaccounted
from tests.bench.sends import THROTTLED, Sends, most_in_a_second


def call(at: float, person: str, outcome: str = "accepted") -> SentMessage:
    return SentMessage(
        seq=1,
        at=at,
        recipient=person,
        type="template",
        text="",
        body={},
        tracker=person,
        id="",
        outcome=outcome,
    )


def test_the_span_and_the_pace_count_what_meta_accepted() -> None:
    sends = Sends(
        [call(10.0, "anna"), call(10.5, "bruno", THROTTLED), call(11.0, "bruno"), call(12.0, "carla")]
    )

    assert (sends.seconds, sends.per_second) == (2.0, 1.0)
    assert (sends.people, sends.duplicates, sends.throttled) == (3, 0, 1)


def test_a_person_reached_twice_is_a_duplicate() -> None:
    assert Sends([call(1.0, "anna"), call(2.0, "anna")]).duplicates == 1


def test_the_busiest_second_may_begin_anywhere() -> None:
    moments = [0.0, 0.9, 1.0, 1.8, 1.95]

    assert most_in_a_second([call(at, str(at)) for at in moments]) == 3


def test_seconds_with_too_few_are_named_and_the_last_broken_one_is_left_out() -> None:
    sends = Sends([call(5.0 + step / 10, str(step)) for step in (0, 1, 2, 15, 20, 21)])

    assert sends.seconds_below(3) == ["1: 1"]


def test_whoever_is_named_as_accepted_without_a_message_is_not_accounted_for() -> None:
    sends = Sends([call(1.0, "anna")])

    assert unaccounted(2, {"counts": {"accepted": 2, "total": 2}}, sends) == 1
    assert unaccounted(2, {"counts": {"accepted": 1, "stopped": 1, "total": 2}}, sends) == 0
