"""The figures of a bench."""

import json
import math
from pathlib import Path

from tests.bench.measurement import at_most, keep, percentile, table


def test_the_ninety_fifth_of_a_hundred_is_the_fifth_from_the_top() -> None:
    assert percentile(range(1, 101), 0.95) == 95


def test_nobody_measured_holds_no_bar() -> None:
    nothing = percentile([], 0.95)

    assert math.isnan(nothing)
    assert not at_most("signup", nothing, "s", 3.0, {}).held


def test_a_fast_run_that_lost_somebody_does_not_hold_its_bar() -> None:
    assert not at_most("signup", 0.5, "s", 3.0, {"errors": 1}, otherwise_fine=False).held


def test_a_later_run_replaces_the_line_of_the_earlier_one(tmp_path: Path) -> None:
    results = tmp_path / "results.jsonl"

    keep(results, at_most("signup", 9.0, "s", 3.0, {}))
    keep(results, at_most("stop", 1.0, "s", 2.0, {}))
    keep(results, at_most("signup", 1.25, "s", 3.0, {"citizens": 200}))

    lines = [json.loads(line) for line in results.read_text(encoding="utf-8").splitlines()]
    assert [line["name"] for line in lines] == ["stop", "signup"]
    assert lines[1] == {
        "name": "signup",
        "value": 1.25,
        "unit": "s",
        "bar": 3.0,
        "held": True,
        "judged": False,
        "fine": True,
        "detail": {"citizens": 200},
    }


def test_the_table_says_which_bars_were_held() -> None:
    shown = table(
        [at_most("signup", 1.0, "s", 3.0, {"errors": 0}), at_most("join_cost", 20.0, "calls", 14.0, {})]
    )

    assert "signup     1 s" in shown
    assert "errors 0" in shown
    assert shown.splitlines()[2].endswith("NOT HELD")


def test_seconds_of_this_machine_are_printed_and_not_judged() -> None:
    slow = at_most("stop", 4.0, "s", 2.0, {})

    assert slow.held
    assert table([slow]).splitlines()[1].endswith("not judged")


def test_seconds_of_a_virtual_clock_are_judged() -> None:
    assert not at_most("broadcast_100000_virtual", 30.0, "min", 24.0, {}, virtual=True).held
