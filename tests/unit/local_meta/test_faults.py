"""What goes wrong at the simulated Meta, and how chance decides it."""

from random import Random

import pytest

from infra.local.meta.fate import Fate, choose_fate, plan_statuses
from infra.local.meta.faults import Faults, merge
from infra.local.meta.reading import Json
from tests.cases import every

QUIET = Faults(status_delay_ms=(100, 100))
ACCEPTED = Fate(latency=0.0)


def test_an_ordinary_day_is_eighty_a_second_with_the_pair_rate_on_and_nothing_wrong() -> None:
    faults = Faults()

    assert (faults.number_rate, faults.pair_rate, faults.tier, faults.errors) == (80, True, None, ())
    assert faults.latency_ms == (150, 400)


def test_changes_are_merged_one_into_the_other() -> None:
    faults = merge(merge(Faults(), {"number_rate": 20}), {"tier": 250, "latency_ms": [0, 5]})

    assert (faults.number_rate, faults.tier, faults.latency_ms) == (20, 250, (0, 5))


@every(
    ("change", "named"),
    [
        ({"unclear_rat": 0.1}, "unknown fault: unclear_rat"),
        ({"unclear_rate": 2}, "unclear_rate must be a number between 0 and 1"),
        ({"latency_ms": [400, 150]}, "latency_ms must be milliseconds"),
        ({"pair_rate": "no"}, "pair_rate must be true or false"),
        ({"errors": [{"code": 131026, "as": "letter"}]}, "errors must be a list"),
        ({"number_rate": -1}, "number_rate must be a whole number"),
    ],
)
def test_a_fault_that_makes_no_sense_is_refused_by_its_name(change: Json, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        merge(Faults(), change)


@every("code", [131026, 131047, 131049, 131050, 132015])
def test_codes_meta_sends_late_come_after_a_two_hundred_unless_said_otherwise(code: int) -> None:
    by_default = merge(Faults(), {"errors": [{"code": code, "rate": 1}]})
    said_otherwise = merge(Faults(), {"errors": [{"code": code, "rate": 1, "as": "answer"}]})

    assert choose_fate(by_default, Random(1), is_template=True).late_code == code
    assert choose_fate(said_otherwise, Random(1), is_template=True).answer_code == code


def test_other_codes_are_the_answer_itself() -> None:
    faults = merge(Faults(), {"errors": [{"code": 131000, "rate": 1}]})

    assert choose_fate(faults, Random(1), is_template=False).answer_code == 131000


def test_an_unclear_send_is_accepted_and_nobody_is_told() -> None:
    fate = choose_fate(Faults(unclear_rate=1), Random(1), is_template=True)

    assert not fate.answered
    assert fate.answer_code is None


def test_only_templates_are_held() -> None:
    faults = Faults(held_rate=1, held_drop_rate=1)

    assert choose_fate(faults, Random(1), is_template=True).held
    assert not choose_fate(faults, Random(1), is_template=False).held


def test_a_seed_gives_the_same_run_again() -> None:
    faults = Faults(unclear_rate=0.3, held_rate=0.3, server_error_rate=0.1)

    def run() -> list[Fate]:
        chance = Random(7)
        return [choose_fate(faults, chance, is_template=True) for _ in range(50)]

    assert run() == run()


def test_rates_come_out_as_asked() -> None:
    chance = Random(3)
    fates = [choose_fate(Faults(unclear_rate=0.01), chance, is_template=True) for _ in range(20_000)]

    assert 150 < sum(not fate.answered for fate in fates) < 250


def test_a_message_is_first_sent_then_delivered() -> None:
    plan = plan_statuses(QUIET, Random(1), ACCEPTED)

    assert [(each.status, round(each.after, 3)) for each in plan] == [("sent", 0.1), ("delivered", 0.2)]
    assert [len(each.posted_after) for each in plan] == [1, 1]


def test_a_held_message_waits_before_it_is_sent_or_dropped() -> None:
    faults = Faults(held_ms=(1000, 1000), status_delay_ms=(100, 100))

    released = plan_statuses(faults, Random(1), Fate(latency=0.0, held=True))
    dropped = plan_statuses(faults, Random(1), Fate(latency=0.0, held=True, dropped=True))

    assert [each.status for each in released] == ["sent", "delivered"]
    assert released[0].after > 1
    assert [(each.status, each.code) for each in dropped] == [("failed", 132015)]


def test_a_message_that_fails_later_has_no_other_status() -> None:
    plan = plan_statuses(QUIET, Random(1), Fate(latency=0.0, late_code=131026))

    assert [(each.status, each.code) for each in plan] == [("failed", 131026)]


def test_a_lost_status_is_true_but_never_posted_and_a_repeated_one_is_posted_twice() -> None:
    lost = plan_statuses(Faults(lose_status_rate=1), Random(1), ACCEPTED)
    repeated = plan_statuses(Faults(duplicate_status_rate=1), Random(1), ACCEPTED)

    assert [(each.status, each.posted_after) for each in lost] == [("sent", ()), ("delivered", ())]
    assert [len(each.posted_after) for each in repeated] == [2, 2]


def test_reordered_statuses_are_true_in_order_but_posted_in_any() -> None:
    chance = Random(1)
    plans = [plan_statuses(Faults(reorder_statuses=True), chance, ACCEPTED) for _ in range(200)]

    assert all(sent.after < delivered.after for sent, delivered in plans)
    assert any(sent.posted_after > delivered.posted_after for sent, delivered in plans)
