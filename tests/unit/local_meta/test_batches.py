"""How statuses share a POST."""

from random import Random

from infra.local.meta.batches import LINGER, MOST, Batches

NOON = 1_795_000_000.0


def test_a_status_alone_waits_a_moment_for_company_and_then_goes() -> None:
    batches: Batches[str] = Batches(Random(2))
    batches.add("sent", NOON)

    assert batches.ready(NOON + LINGER) == [["sent"]]
    assert batches.ready(NOON + 10) == []


def test_with_plenty_waiting_a_post_holds_one_to_fifty_and_twenty_on_average() -> None:
    batches: Batches[int] = Batches(Random(2))
    for number in range(40_000):
        batches.add(number, NOON)

    sizes = [len(batch) for batch in batches.ready(NOON + LINGER)]

    assert min(sizes) >= 1
    assert max(sizes) <= MOST
    assert 19 < sum(sizes) / len(sizes) < 21


def test_no_status_is_lost_or_repeated_and_their_order_stays() -> None:
    batches: Batches[int] = Batches(Random(2))
    for number in range(500):
        batches.add(number, NOON)

    assert [number for batch in batches.ready(NOON + LINGER) for number in batch] == list(range(500))
